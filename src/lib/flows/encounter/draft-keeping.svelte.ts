import type { Draft } from '$part/schema';
import type { DraftKeeper, Store, WriteFault } from '$part/store';

/** How an open visit stands on the disk. */
export type DraftState =
  /** Nothing was entered yet. */
  | { readonly tag: 'none' }
  | { readonly tag: 'kept' }
  | { readonly tag: 'pending' }
  /** Another tab wrote this draft since; nothing of either is lost until one is chosen. */
  | { readonly tag: 'conflict' }
  /** Another tab saved this visit. */
  | { readonly tag: 'saved-elsewhere' }
  | { readonly tag: 'fault'; readonly fault: WriteFault };

/** Keeps an open visit on the disk while it is typed, and says how that stands. */
export class DraftKeeping {
  state = $state.raw<DraftState>({ tag: 'none' });
  readonly #store: Store;
  readonly #draft: () => Draft;
  #keeper: DraftKeeper;
  #found = 0;

  /**
   * @param version on the disk, 0 for none
   * @param draft the visit as it stands
   */
  constructor(store: Store, version: number, draft: () => Draft) {
    this.#store = store;
    this.#draft = draft;
    this.#keeper = this.#keeperAt(version);
    if (version > 0) this.state = { tag: 'kept' };
  }

  /** Of the draft on the disk, 0 where there is none. */
  get version(): number {
    return this.#keeper.version;
  }

  keep(): void {
    this.#keeper.keep(this.#draft());
  }

  /** Writes what waits; the fault, where it could not be written. */
  flush(): Promise<WriteFault | undefined> {
    return this.#keeper.flush();
  }

  /** After a conflict: what is on this screen takes the place of what the other tab wrote. */
  takeMine(): void {
    if (this.state.tag !== 'conflict') return;
    void this.#keeper.stop();
    this.#keeper = this.#keeperAt(this.#found);
    this.keep();
  }

  stop(): Promise<void> {
    return this.#keeper.stop();
  }

  #keeperAt(version: number): DraftKeeper {
    const keeper: DraftKeeper = this.#store.keepDraft(version, (keeping) => {
      if (keeper !== this.#keeper) return;
      if (typeof keeping === 'string') this.state = { tag: keeping };
      else this.#failed(keeping.fault);
    });
    return keeper;
  }

  #failed(fault: WriteFault): void {
    if (fault.tag !== 'conflict') {
      this.state = { tag: 'fault', fault };
      return;
    }
    this.#found = fault.found;
    this.state = { tag: fault.found === 0 ? 'saved-elsewhere' : 'conflict' };
  }
}
