import { deriveIn, type KdfWorker } from '$part/engine/derive-in';
import { err, KdfFailed, ok, type KdfReply, type KdfRequest } from '$part/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const request: KdfRequest = {
  secret: Uint8Array.of(1),
  salt: new Uint8Array(16),
  memoryKiB: 65_536,
  iterations: 3,
  parallelism: 1
};

class FakeWorker implements KdfWorker {
  readonly asked: KdfRequest[] = [];
  ended = 0;
  heard: (reply: KdfReply) => void = () => undefined;
  died: () => void = () => undefined;
  post(asked: KdfRequest) {
    this.asked.push(asked);
  }
  listen(heard: (reply: KdfReply) => void, died: () => void) {
    this.heard = heard;
    this.died = died;
  }
  terminate() {
    this.ended += 1;
  }
}

describe('derivation in a worker', () => {
  let worker: FakeWorker;
  const kdf = deriveIn(() => worker, 20_000);
  beforeEach(() => {
    worker = new FakeWorker();
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  it('B24 asks once, gives the answer, ends the worker', async () => {
    const derived = kdf(request);
    worker.heard(ok(Uint8Array.of(9)));
    expect(await derived).toEqual(Uint8Array.of(9));
    expect(worker.asked).toEqual([request]);
    expect(worker.ended).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('B66 memory that was not given, a dead worker and silence reject by name and end the worker', async () => {
    for (const [fault, happen] of [
      ['memory', () => worker.heard(err('memory'))],
      ['worker', () => worker.died()],
      ['time', () => vi.advanceTimersByTime(20_000)]
    ] as const) {
      worker = new FakeWorker();
      const derived = kdf(request);
      const rejected = expect(derived).rejects.toEqual(new KdfFailed(fault));
      happen();
      await rejected;
      await expect(derived).rejects.toMatchObject({ fault });
      expect(worker.ended).toBe(1);
    }
  });

  it('B66 a worker that cannot be started rejects the same way', async () => {
    const none = deriveIn(() => {
      throw new Error('no workers here');
    });
    await expect(none(request)).rejects.toMatchObject({ name: 'KdfFailed', fault: 'worker' });
  });
});
