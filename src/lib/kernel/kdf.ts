import type { Result } from './result';

/** Argon2id of a secret; the only slow step of an unlock, so it runs in a worker of its own (engine/, workers/kdf.ts). */
export interface KdfRequest {
  readonly secret: Uint8Array;
  /** At least 16 random bytes. */
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** 32 bytes. Rejects with KdfFailed where the platform cannot give the memory asked for, or not in time. */
export type Kdf = (request: KdfRequest) => Promise<Uint8Array>;

/** `memory`: the tablet would not give it; `time`: no answer within the limit; `worker`: it did not start or died. */
export type KdfFault = 'memory' | 'time' | 'worker';

/** What workers/kdf.ts answers, once, to the one request it is sent. */
export type KdfReply = Result<Uint8Array, KdfFault>;

/** Says nothing of the secret. */
export class KdfFailed extends Error {
  override readonly name = 'KdfFailed';
  constructor(readonly fault: KdfFault) {
    super(`the key was not derived: ${fault}`);
  }
}
