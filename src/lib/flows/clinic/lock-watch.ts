import { AutoLock, type Phase } from '$part/security';
import type { ClinicTools } from './page';

const MINUTE_MS = 60_000;
const WARN_MS = 20_000;

export interface Watching {
  /** Drops the keys; before anything else is told. */
  readonly forget: () => void;
  readonly onPhase: (phase: Phase) => void;
}

/** The auto-lock of one unlocked session; its minutes may change while it runs. */
export class LockWatch {
  #lock: AutoLock | undefined;
  readonly #tools: Pick<ClinicTools, 'clock' | 'page'>;

  constructor(tools: Pick<ClinicTools, 'clock' | 'page'>) {
    this.#tools = tools;
  }

  start(minutes: number, { forget, onPhase }: Watching): void {
    const { clock, page } = this.#tools;
    const limits = { lockAfterMs: minutes * MINUTE_MS, warnMs: WARN_MS };
    const before = this.#lock;
    const lock = new AutoLock({ clock, limits, every: (ms, look) => page.every(ms, look) });
    this.#lock = lock;
    // The one that it follows stops, and forgets nothing.
    before?.lock();
    lock.forgets(() => {
      if (this.#lock === lock) forget();
    });
    lock.onChange((phase) => {
      if (this.#lock === lock) onPhase(phase);
    });
  }

  activity(): void {
    this.#lock?.activity();
  }

  look(): void {
    this.#lock?.look();
  }

  lock(): void {
    this.#lock?.lock();
  }
}
