import { KdfFailed, type Kdf, type KdfReply, type KdfRequest } from '$part/kernel';

/** What a derivation needs of its worker, so that its life can be tested without a browser. */
export interface KdfWorker {
  post(request: KdfRequest): void;
  listen(heard: (reply: KdfReply) => void, died: () => void): void;
  terminate(): void;
}

/** The default cost takes 0.4 s here; a tablet twenty times slower is still within it. */
const PATIENCE_MS = 20_000;

/** One worker a key: started, asked, ended, whatever comes of it. */
export function deriveIn(spawn: () => KdfWorker, patience = PATIENCE_MS): Kdf {
  return async (request) => {
    const worker = start(spawn);
    let limit: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        limit = setTimeout(() => reject(new KdfFailed('time')), patience);
        worker.listen(
          (reply) => (reply.ok ? resolve(reply.value) : reject(new KdfFailed(reply.error))),
          () => reject(new KdfFailed('worker'))
        );
        worker.post(request);
      });
    } finally {
      clearTimeout(limit);
      worker.terminate();
    }
  };
}

function start(spawn: () => KdfWorker): KdfWorker {
  try {
    return spawn();
  } catch {
    // No worker at all (memory, policy): a fault of the platform like its early death.
    throw new KdfFailed('worker');
  }
}
