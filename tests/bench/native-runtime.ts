import type { ModelInput } from '$part/diagnosis';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The part of onnxruntime-node that the bench needs; the package is no dependency of the product. */
interface OrtNode {
  readonly Tensor: new (type: string, data: ModelInput['data'], dims: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: object
    ): Promise<{ run(feeds: Record<string, unknown>): Promise<unknown> }>;
  };
}

/** The model on onnxruntime-node with one thread, or undefined where tests/bench is not installed. */
export async function nativeRuntime(
  model: Uint8Array
): Promise<{ run(inputs: Readonly<Record<string, ModelInput>>): Promise<unknown> } | undefined> {
  const fromBench = createRequire(path.resolve('tests/bench/package.json'));
  let ort: OrtNode;
  try {
    ort = fromBench('onnxruntime-node') as OrtNode;
  } catch {
    return undefined;
  }
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return {
    run: (inputs) =>
      session.run(
        Object.fromEntries(
          Object.entries(inputs).map(([name, { type, data, dims }]) => [
            name,
            new ort.Tensor(type, data, dims)
          ])
        )
      )
  };
}
