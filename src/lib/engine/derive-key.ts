import workerUrl from '$workers/kdf?worker&url';
import type { Kdf } from '$part/kernel';
import { deriveIn } from './derive-in';
import { trustedWorkerUrl } from './trusted-worker-url';

/** Argon2id in a worker started for this one key, so that neither the page nor the diagnosis waits for it. */
export const deriveInWorker: Kdf = deriveIn(() => {
  const worker = new Worker(trustedWorkerUrl(workerUrl), { type: 'module', name: 'kdf' });
  return {
    post: (request) => worker.postMessage(request),
    listen: (heard, died) => {
      worker.onmessage = ({ data }) => heard(data);
      worker.onerror = died;
      worker.onmessageerror = died;
    },
    terminate: () => worker.terminate()
  };
});
