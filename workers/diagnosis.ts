import { DiagnosisSession } from '$part/diagnosis';
import type { FromWorker, JobError, JobKind, StartMessage, ToWorker } from '$part/diagnosis/protocol';
import { err, ok } from '$part/kernel';
import { parsePack } from '$part/knowledge';
import { loadModel } from './model';

// ONNX Runtime writes script addresses; inside this worker they are all of this origin (the CSP sees to it).
(
  self as unknown as { trustedTypes?: { createPolicy(name: string, rules: object): void } }
).trustedTypes?.createPolicy('default', {
  createScriptURL: (url: string) => url
});

const post = (message: FromWorker) => self.postMessage(message);
const cancelled = new Set<number>();
let session: DiagnosisSession | undefined;

async function start(message: StartMessage): Promise<void> {
  const response = await fetch(message.packUrl);
  const pack = parsePack(await response.json());
  if (!pack.ok) {
    post({ type: 'fatal', message: pack.error.kind });
    return;
  }
  session = new DiagnosisSession(pack.value);
  const { packHash, modelInputHash } = pack.value;
  post({ type: 'usable', build: message.build, packHash, modelInputHash });
  const model = await loadModel(message, session);
  if (!model.ok) {
    post({ type: 'model', state: 'refused', fault: model.error });
    return;
  }
  session.use(model.value.backend, () => post({ type: 'model', state: 'refused', fault: 'runtime' }));
  post({
    type: 'model',
    state: 'ready',
    modelHash: model.value.modelHash,
    backend: model.value.backend.name
  });
}

async function answer<K extends JobKind>(
  id: number,
  kind: K,
  input: Extract<ToWorker, { kind: K }>['input']
): Promise<void> {
  let error: JobError = { tag: 'failed', message: 'not started' };
  try {
    if (session) {
      const output = await session.answer(kind, input, {
        cancelled: () => cancelled.has(id),
        // A macrotask between slices lets a more urgent job in; rank never holds the worker for longer.
        breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
        now: () => performance.now()
      });
      if (output !== 'cancelled') {
        post({ type: 'answer', id, result: ok(output) });
        return;
      }
      error = { tag: 'superseded' };
    }
  } catch (fault) {
    // Only the kind of fault leaves: a message could hold words of the note.
    error = { tag: 'failed', message: fault instanceof Error ? fault.name : 'unknown' };
  } finally {
    cancelled.delete(id);
  }
  post({ type: 'answer', id, result: err(error) });
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') {
    start(data).catch((fault: unknown) =>
      post({ type: 'fatal', message: fault instanceof Error ? fault.name : 'start' })
    );
  } else if (data.type === 'cancel') cancelled.add(data.id);
  else void answer(data.id, data.kind, data.input);
});
