import type { DiagnosisSession, ModelBackend, ModelCard } from '$part/diagnosis';
import type { ModelFault, StartMessage } from '$part/diagnosis/protocol';
import { err, ok, type Result } from '$part/kernel';
import { startRuntime } from './runtime';

const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Straight from the offline copy where it is: past the service worker 14 MB of runtime take half as long. */
async function fetched(url: string): Promise<ArrayBuffer | undefined> {
  try {
    const response = (await caches.match(url)) ?? (await fetch(url));
    return response.ok ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined; // offline before the first download ended: the plain inference answers until then
  }
}

export interface LoadedModel {
  readonly backend: ModelBackend;
  readonly modelHash: string;
}

/**
 * Fetches the compiled model, refuses it unless its bytes are those its card names and the card is of this pack,
 * starts the runtime and holds it against plain inference once before it may answer.
 */
export async function loadModel(
  start: StartMessage,
  session: DiagnosisSession
): Promise<Result<LoadedModel, ModelFault>> {
  const runtimeBytes = fetched(start.wasm.wasm);
  const [cardBytes, model] = await Promise.all([fetched(start.cardUrl), fetched(start.modelUrl)]);
  if (!cardBytes || !model) return err('not-fetched');
  let card: ModelCard;
  try {
    card = JSON.parse(new TextDecoder().decode(cardBytes)) as ModelCard;
  } catch {
    return err('corrupt');
  }
  if (card.modelInputHash !== session.pack.modelInputHash) return err('hash-mismatch');
  const modelHash = hex(await crypto.subtle.digest('SHA-256', model));
  if (card.modelSha256 !== modelHash) return err('corrupt');
  try {
    const [runtime, wasmBinary] = await Promise.all([import('onnxruntime-web/wasm'), runtimeBytes]);
    if (!wasmBinary) return err('not-fetched');
    runtime.env.wasm.wasmBinary = wasmBinary;
    let backend = await startRuntime(runtime, new Uint8Array(model), start.wasm, 'wasm');
    if (!(await session.agrees(backend))) return err('disagrees');
    if (start.webgpu) backend = await fasterOnGpu(new Uint8Array(model), session, backend);
    return ok({ backend, modelHash });
  } catch {
    return err('runtime');
  }
}

/** The GPU is loaded only where a real adapter exists and kept only where it ranks a batch of questions faster. */
async function fasterOnGpu(
  model: Uint8Array,
  session: DiagnosisSession,
  wasm: ModelBackend
): Promise<ModelBackend> {
  try {
    const gpu = await import('./webgpu');
    const backend = await gpu.startOnGpu(model);
    if (!backend || !(await session.agrees(backend))) return wasm;
    const time = async (candidate: ModelBackend) => {
      await session.probe(candidate, 100);
      const begin = performance.now();
      await session.probe(candidate, 100);
      return performance.now() - begin;
    };
    return (await time(backend)) < (await time(wasm)) ? backend : wasm;
  } catch {
    return wasm; // a GPU that fails to start costs nothing: WASM is already running
  }
}
