import type { ModelBackend, ModelInput } from '$part/diagnosis';
import type { InferenceSession, TypedTensor } from 'onnxruntime-web';

type Runtime = typeof import('onnxruntime-web/wasm');

/** Wraps an ONNX Runtime session. One thread: the model answers in about a millisecond (docs/MODEL.md). */
export async function startRuntime(
  runtime: Runtime,
  model: Uint8Array,
  files: { readonly wasm: string; readonly mjs: string } | undefined,
  provider: 'wasm' | 'webgpu'
): Promise<ModelBackend> {
  // In Node the runtime finds its files beside itself.
  if (files) runtime.env.wasm.wasmPaths = { ...files };
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  const session: InferenceSession = await runtime.InferenceSession.create(model, {
    executionProviders: [provider]
  });
  const tensor = ({ type, data, dims }: ModelInput) =>
    type === 'int32'
      ? new runtime.Tensor('int32', data as Int32Array, dims)
      : new runtime.Tensor('float32', data as Float32Array, dims);
  return {
    name: provider,
    async run(inputs) {
      const feeds = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, tensor(input)]));
      const { posterior, likelihood } = await session.run(feeds);
      return {
        posterior: (posterior as TypedTensor<'float32'>).data,
        likelihood: (likelihood as TypedTensor<'float32'>).data
      };
    }
  };
}
