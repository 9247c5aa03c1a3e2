import type { Result } from '$part/kernel';
import type { Draft } from '$part/schema';
import type { Drafts } from './drafts';
import type { Session } from './session';
import type { WriteFault } from './store-fault';
import { commit } from './unit-of-work';

/** Time from a change to the start of its write: well within the second that may be lost. */
const DELAY_MS = 250;

export type Keeping =
  | 'kept'
  /** Changed since, and on its way. */
  | 'pending'
  | { readonly tag: 'fault'; readonly fault: WriteFault };

/**
 * Writes an open case while it is typed: the newest state a quarter of a second after a change, one write at a time,
 * never waiting for a pause. A write that failed is tried again with the next change or by `flush`.
 */
export class DraftKeeper {
  readonly #session: Session;
  readonly #drafts: Drafts;
  readonly #onChange: (keeping: Keeping) => void;
  #version: number;
  #waiting: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #fault: WriteFault | undefined;

  /** @param version of the draft as it was read, 0 for a new one */
  constructor(session: Session, drafts: Drafts, version: number, onChange: (keeping: Keeping) => void) {
    this.#session = session;
    this.#drafts = drafts;
    this.#version = version;
    this.#onChange = onChange;
  }

  /** Version that is on the disk. */
  get version(): number {
    return this.#version;
  }

  keep(draft: Draft): void {
    this.#waiting = draft;
    this.#onChange('pending');
    this.#schedule();
  }

  /** Writes what waits now; resolves once nothing does. The fault, where it could not be written. */
  async flush(): Promise<WriteFault | undefined> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    if (this.#waiting) await this.#write();
    return this.#fault;
  }

  /** No more writes: the case was saved, or the session ends. What waits is dropped. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
    await this.#writing;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#writing) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, DELAY_MS);
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeNewest().finally(() => {
      this.#writing = undefined;
      if (this.#waiting && !this.#fault) this.#schedule();
    });
    return this.#writing;
  }

  async #writeNewest(): Promise<void> {
    const draft = this.#waiting;
    if (!draft) return;
    this.#waiting = undefined;
    const change = this.#drafts.put(this.#version, draft);
    const written: Result<unknown, WriteFault> = await commit(this.#session, [change]);
    this.#fault = written.ok ? undefined : written.error;
    if (written.ok) this.#version = change.version;
    else this.#waiting ??= draft;
    if (this.#fault) this.#onChange({ tag: 'fault', fault: this.#fault });
    else if (!this.#waiting) this.#onChange('kept');
  }
}
