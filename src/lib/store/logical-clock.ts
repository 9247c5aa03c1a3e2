import { ok, type Result } from '$part/kernel';
import type { StoreFault } from './store-fault';

/** Where numbers are taken from for good; KeyringDatabase is one. */
export interface ClockSource {
  reserveClock(count: number, atLeast: number): Promise<Result<number, StoreFault>>;
}

const CHUNK = 64;

/**
 * The order of what is written, whatever the tablet's clock says: Lamport's, in numbers that no other tab and no later
 * start is given. Taken from the disk in chunks; what is left of one at the end is never used.
 */
export class LogicalClock {
  readonly #source: ClockSource;
  #last = 0;
  #end = 0;
  #taking: Promise<Result<undefined, StoreFault>> | undefined;

  constructor(source: ClockSource) {
    this.#source = source;
  }

  /** A record was read: whatever is written from now on comes after it. */
  observe(clock: number): void {
    if (clock > this.#last) this.#last = clock;
  }

  async next(): Promise<Result<number, StoreFault>> {
    while (this.#last >= this.#end) {
      this.#taking ??= this.#take().finally(() => (this.#taking = undefined));
      const taken = await this.#taking;
      if (!taken.ok) return taken;
    }
    this.#last += 1;
    return ok(this.#last);
  }

  async #take(): Promise<Result<undefined, StoreFault>> {
    const first = await this.#source.reserveClock(CHUNK, this.#last);
    if (!first.ok) return first;
    this.#last = Math.max(this.#last, first.value - 1);
    this.#end = first.value + CHUNK - 1;
    return ok(undefined);
  }
}
