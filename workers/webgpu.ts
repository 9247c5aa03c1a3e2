import type { ModelBackend } from '$part/diagnosis';
import * as runtime from 'onnxruntime-web/webgpu';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { startRuntime } from './runtime';

interface Gpu {
  requestAdapter(): Promise<{ readonly info: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** Undefined where there is no adapter, or only a software one, which is some thirty times slower than WASM. */
export async function startOnGpu(model: Uint8Array): Promise<ModelBackend | undefined> {
  const adapter = await (navigator as WorkerNavigator & { gpu?: Gpu }).gpu?.requestAdapter();
  if (!adapter || adapter.info.isFallbackAdapter !== false) return undefined;
  return startRuntime(runtime, model, { wasm, mjs }, 'webgpu');
}
