import type { Clock, Kdf } from '$part/kernel';
import type { KdfCost } from '$part/security';
import type { Marker, Platform, Reserve, StorageLike } from '$part/store';

/** The page's life, as far as the lock depends on it. */
export interface Page {
  /** Random, one a page load. */
  readonly id: string;
  /** Milliseconds since the page was loaded: never set, never back. */
  monotonic(): number;
  every(ms: number, look: () => void): () => void;
  /** Shown again, or woken. */
  onShown(look: () => void): () => void;
  /** Left, closed or put aside: keys must be gone before. */
  onLeave(leave: () => void): () => void;
  /** The one word that tabs of a clinic say to each other: "lock". */
  readonly lockChannel: { say(): void; onHeard(heard: () => void): () => void };
  /** One tab at a time: a try at the door, a change of the keyring. */
  exclusive<T>(body: () => Promise<T>): Promise<T>;
  reload(): void;
}

/** What the clinic takes from outside; `browserTools` are the browser's. */
export interface ClinicTools {
  readonly platform: Platform;
  readonly markers: readonly Marker[];
  readonly storage: StorageLike;
  readonly reserve: Reserve;
  readonly kdf: Kdf;
  readonly clock: Clock;
  readonly page: Page;
  /** Of new wraps; without it what `security` sets. */
  readonly cost?: KdfCost;
}
