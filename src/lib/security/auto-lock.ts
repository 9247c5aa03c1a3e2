import type { Clock } from '$part/kernel';
import { active, DEFAULT_LIMITS, locked, passed, phaseOf, unlockedAt } from './idle';
import type { IdleLimits, IdleState, Phase } from './idle';

export interface AutoLockOptions {
  readonly clock: Clock;
  readonly limits?: IdleLimits;
  /** Calls again and again until the function it gives back is called. */
  readonly every?: (ms: number, look: () => void) => () => void;
}

const LOOK_MS = 1_000;
const everyInterval = (ms: number, look: () => void) => {
  const timer = setInterval(look, ms);
  return () => clearInterval(timer);
};

/**
 * Locks an idle tablet: forgets keys first, then tells the screen. Starts unlocked; made anew at each unlock. Needs no
 * network, and a timer that the browser slows down in the background only locks at the next look.
 */
export class AutoLock {
  #state: IdleState;
  #phase: Phase = { tag: 'open' };
  readonly #clock: Clock;
  readonly #limits: IdleLimits;
  readonly #forget: (() => void)[] = [];
  readonly #listeners = new Set<(phase: Phase) => void>();
  readonly #stop: () => void;

  constructor({ clock, limits = DEFAULT_LIMITS, every = everyInterval }: AutoLockOptions) {
    if (!(limits.warnMs < limits.lockAfterMs)) throw new RangeError('warned before it is unlocked');
    this.#clock = clock;
    this.#limits = limits;
    this.#state = unlockedAt(clock.now());
    this.#stop = every(LOOK_MS, () => this.look());
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** What to drop at the lock: keys, open records. Called once, all of them even if one throws; at once if locked. */
  forgets(forget: () => void): void {
    if (this.#state.locked) forget();
    else this.#forget.push(forget);
  }

  onChange(listener: (phase: Phase) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A touch, a key, a connected call. */
  activity(): void {
    this.#become(active(this.#state, this.#clock.now(), this.#limits));
  }

  /** Also when the page is shown again or woken. */
  look(): void {
    this.#become(passed(this.#state, this.#clock.now(), this.#limits));
  }

  /** By hand, or when the page goes. */
  lock(): void {
    this.#become(locked(this.#state));
  }

  #become(state: IdleState): void {
    const wasLocked = this.#state.locked;
    this.#state = state;
    if (wasLocked) return;
    const before = this.#phase;
    this.#phase = phaseOf(state, this.#limits);
    const faults = state.locked ? this.#drop() : [];
    if (before.tag !== 'open' || this.#phase.tag !== 'open')
      for (const listener of this.#listeners) listener(this.#phase);
    if (faults.length > 0) throw faults[0];
  }

  #drop(): unknown[] {
    this.#stop();
    return this.#forget.splice(0).flatMap((forget) => {
      try {
        forget();
        return [];
      } catch (fault) {
        // Thrown again once every key is dropped and the screen is covered.
        return [fault];
      }
    });
  }
}
