import type { KdfReply, KdfRequest } from '$part/kernel';
import { err, ok } from '$part/kernel';
import { argon2id } from 'hash-wasm';

const KEY_BYTES = 32;

async function derive({ secret, salt, memoryKiB, iterations, parallelism }: KdfRequest): Promise<KdfReply> {
  try {
    const key = await argon2id({
      password: secret,
      salt,
      memorySize: memoryKiB,
      iterations,
      parallelism,
      hashLength: KEY_BYTES,
      outputType: 'binary'
    });
    return ok(key);
  } catch (fault) {
    // WebAssembly says RangeError where memory does not grow; the words of an error stay here.
    return err(fault instanceof RangeError ? 'memory' : 'worker');
  }
}

/** Answers once; whoever started it ends it (engine/derive-key.ts), and its memory with it. */
self.addEventListener(
  'message',
  ({ data }: MessageEvent<KdfRequest>) => void derive(data).then((reply) => self.postMessage(reply)),
  { once: true }
);
