import { DiagnosisSession } from '$part/diagnosis';
import { parsePack } from '$part/knowledge';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as runtime from 'onnxruntime-web/wasm';
import { startRuntime } from '../../workers/runtime';

const PACK = path.resolve('.build/pack');

/** The shipped pack and compiled model, run by onnxruntime-web in Node; throws where they do not belong together. */
export async function loadSession(): Promise<DiagnosisSession> {
  const pack = parsePack(JSON.parse(readFileSync(path.join(PACK, 'pack.json'), 'utf8')));
  if (!pack.ok) throw new Error(`the compiled pack does not load: ${JSON.stringify(pack.error)}`);
  const session = new DiagnosisSession(pack.value);
  const backend = await startRuntime(
    runtime,
    readFileSync(path.join(PACK, 'diagnosis.onnx')),
    undefined,
    'wasm'
  );
  if (!(await session.agrees(backend))) throw new Error('the compiled model is not of this pack');
  session.use(backend, () => {
    throw new Error('the runtime failed');
  });
  return session;
}

export const CONTEXT = {
  cancelled: () => false,
  breathe: () => Promise.resolve(),
  now: () => performance.now()
};
