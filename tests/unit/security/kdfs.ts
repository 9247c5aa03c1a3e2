import type { Kdf, KdfRequest } from '$part/kernel';
import { sha256 } from '@noble/hashes/sha2.js';
import { argon2id } from 'hash-wasm';

/** The real one, on this thread. */
export const argon2: Kdf = ({ secret, salt, memoryKiB, iterations, parallelism }) =>
  argon2id({
    password: secret,
    salt,
    memorySize: memoryKiB,
    iterations,
    parallelism,
    hashLength: 32,
    outputType: 'binary'
  });

/** Depends on everything that Argon2id depends on, but costs nothing: for rules that need hundreds of tries. */
export const quick: Kdf = ({ secret, salt, memoryKiB, iterations, parallelism }) =>
  Promise.resolve(
    sha256
      .create()
      .update(Uint8Array.of(secret.length))
      .update(secret)
      .update(salt)
      .update(new TextEncoder().encode([memoryKiB, iterations, parallelism].join()))
      .digest()
  );

/** Remembers what it was asked, to show that nothing was. */
export function watched(kdf: Kdf): { readonly kdf: Kdf; readonly asked: KdfRequest[] } {
  const asked: KdfRequest[] = [];
  return {
    asked,
    kdf: (request) => {
      asked.push(request);
      return kdf(request);
    }
  };
}
