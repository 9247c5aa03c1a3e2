import cardUrl from '$compiled/card.json?url';
import modelUrl from '$compiled/diagnosis.onnx?url';
import packUrl from '$compiled/pack.json?url';
import workerUrl from '$workers/diagnosis?worker&url';
import { DiagnosisSession } from '$part/diagnosis';
import type { JobKind, Jobs } from '$part/diagnosis/protocol';
import { err, ok, type Result } from '$part/kernel';
import { parsePack, type Pack } from '$part/knowledge';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { Engine, type WorkerLike } from './engine';
import type { Answer } from './job-queue';
import { trustedWorkerUrl } from './trusted-worker-url';

export interface Started {
  readonly engine: Engine;
  readonly pack: Pack;
}

const absolute = (url: string) => new URL(url, document.baseURI).href;

/** Loads the pack for the page and starts the worker beside it. */
export async function startEngine(
  build: string
): Promise<Result<Started, 'pack-not-fetched' | 'pack-invalid'>> {
  let json: unknown;
  const spawn = () =>
    new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'diagnosis' }) as unknown as WorkerLike;
  let session: DiagnosisSession | undefined;
  let pack: Pack | undefined;
  const plain = async <K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<Answer<K>> => {
    if (!pack) return err({ tag: 'failed', message: 'no pack' });
    session ??= new DiagnosisSession(pack);
    const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
    const output = await session.answer(kind, input, {
      cancelled: () => false,
      breathe,
      now: () => performance.now()
    });
    return output === 'cancelled' ? err({ tag: 'superseded' }) : ok(output);
  };
  const engine = new Engine({
    start: {
      type: 'start',
      build,
      packUrl: absolute(packUrl),
      modelUrl: absolute(modelUrl),
      cardUrl: absolute(cardUrl),
      wasm: { wasm: absolute(wasm), mjs: absolute(mjs) },
      webgpu: 'gpu' in navigator
    },
    spawn,
    plain
  });
  try {
    json = await (await fetch(packUrl)).json();
  } catch {
    engine.dispose();
    return err('pack-not-fetched');
  }
  const parsed = parsePack(json);
  if (!parsed.ok) {
    engine.dispose();
    return err('pack-invalid');
  }
  pack = parsed.value;
  return ok({ engine, pack });
}
