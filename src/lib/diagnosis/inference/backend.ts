import type { ModelInput, ModelInputName } from './tensors';

/** Runs the compiled model; throws where the runtime fails, and the caller answers by plain inference instead. */
export interface ModelBackend {
  readonly name: 'wasm' | 'webgpu';
  /** @returns row-major [batch, candidates] */
  run(
    inputs: Readonly<Record<ModelInputName, ModelInput>>
  ): Promise<{ posterior: Float32Array; likelihood: Float32Array }>;
}

/** What stands beside the model file: which pack it was compiled from and what its bytes must be. */
export interface ModelCard {
  readonly packHash: string;
  readonly modelInputHash: string;
  readonly modelSha256: string;
  readonly method: string;
  readonly date: string;
}
