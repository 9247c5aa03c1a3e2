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

type PackFailure = 'pack-not-fetched' | 'pack-invalid';

async function loadPack(): Promise<Result<Pack, PackFailure>> {
  try {
    const parsed = parsePack(await (await fetch(packUrl)).json());
    return parsed.ok ? parsed : err('pack-invalid');
  } catch {
    return err('pack-not-fetched');
  }
}

/** Loads the pack for the page and, at the same time, starts the worker, which loads it for itself. */
export async function startEngine(build: string): Promise<Result<Started, PackFailure>> {
  const loading = loadPack();
  let session: DiagnosisSession | undefined;
  const plain = async <K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<Answer<K>> => {
    const pack = await loading;
    if (!pack.ok) return err({ tag: 'failed', message: pack.error });
    session ??= new DiagnosisSession(pack.value);
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
    spawn: () =>
      new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'diagnosis' }) as unknown as WorkerLike,
    plain
  });
  const pack = await loading;
  if (!pack.ok) {
    engine.dispose();
    return pack;
  }
  return ok({ engine, pack: pack.value });
}
