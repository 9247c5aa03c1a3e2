import type { Clock, Kdf } from '$part/kernel';
import type { KdfCost } from './kdf-cost';

/** What making or opening a wrap takes from outside. */
export interface KeyTools {
  readonly kdf: Kdf;
  readonly clock: Clock;
  /** For new wraps; without it the cost that the clinic started with. */
  readonly cost?: KdfCost;
}

export const isoTime = (clock: Clock): string => new Date(clock.now()).toISOString();
