import { err, ok, type Result } from '$part/kernel';
import Dexie, { type Transaction } from 'dexie';
import { type Guard, guardedFactory, type OpenFactory } from './guarded-factory';
import { errorNames } from './store-fault';

/** One version of a schema, in Dexie's words; append-only once shipped. */
export interface SchemaVersion {
  readonly version: number;
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/** IndexedDB as it is handed in: the browser's, or a test's. */
export interface Platform {
  readonly factory: OpenFactory;
  readonly keyRange: typeof IDBKeyRange;
}

export const browserPlatform = (): Platform => ({ factory: indexedDB, keyRange: IDBKeyRange });

export type OpenFault =
  /** Another tab holds an older version; `until` settles once it lets go. */
  | { readonly tag: 'blocked'; readonly until: Promise<Result<undefined, OpenFault>> }
  /** Written by a newer build; nothing is written by this one. */
  | { readonly tag: 'newer' }
  /** There was a clinic, and its database is gone or was wiped by the browser as corrupt. */
  | { readonly tag: 'data-lost' }
  | { readonly tag: 'full' }
  | { readonly tag: 'broken'; readonly name: string };

/** What can happen to a database that is open. */
export type LostConnection =
  /** Another tab brings a newer schema: this one must reload before it writes again. */
  | { readonly tag: 'outdated' }
  /** Another tab or the user deletes the database. */
  | { readonly tag: 'deleted' }
  /** The browser closed it and it could not be opened again. */
  | { readonly tag: 'closed'; readonly fault: OpenFault };

const BLOCKED_PATIENCE_MS = 2_000;
const CLOSED: OpenFault = { tag: 'broken', name: 'DatabaseClosedError' };
const CLEARING_PAUSES = 3;
const CLEARING_PAUSE_MS = 200;

/** A Dexie database with strict durability that opens as one exact version, reports instead of guessing, and never comes back by itself as another. */
export abstract class GuardedDatabase extends Dexie {
  readonly #guard: Guard;
  #tell: (lost: LostConnection) => void = () => undefined;
  #state: 'new' | 'open' | 'ended' = 'new';

  constructor(name: string, schema: readonly SchemaVersion[], platform: Platform) {
    const latest = Math.max(...schema.map(({ version }) => version));
    // Dexie's versions are ten times as high on the disk.
    const guard: Guard = { nativeVersion: latest * 10, mayCreate: false, refused: undefined };
    super(name, {
      indexedDB: guardedFactory(platform.factory, guard),
      IDBKeyRange: platform.keyRange,
      chromeTransactionDurability: 'strict',
      autoOpen: false,
      // Reading back must ask the disk.
      cache: 'disabled'
    });
    this.#guard = guard;
    for (const { version, stores, upgrade } of schema) {
      const made = this.version(version).stores({ ...stores });
      if (upgrade) made.upgrade(upgrade);
    }
    this.on('versionchange', ({ newVersion }: IDBVersionChangeEvent) => {
      this.#end({ tag: newVersion === null ? 'deleted' : 'outdated' });
    });
    this.on('close', () => {
      if (this.#state === 'open') queueMicrotask(() => void this.#reopen());
    });
  }

  /**
   * @param mayCreate false where the clinic is known to exist, so that a wiped database is not taken for a first start
   * @param tell what happens later to the open connection
   */
  async start(
    mayCreate: boolean,
    tell: (lost: LostConnection) => void,
    patience = BLOCKED_PATIENCE_MS
  ): Promise<Result<undefined, OpenFault>> {
    this.#guard.mayCreate = mayCreate;
    this.#tell = tell;
    const opening = this.#open();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const blocked = new Promise<Result<undefined, OpenFault>>((resolve) => {
      let isBlocked = false;
      let isLate = false;
      const settle = () => {
        if (isBlocked && isLate) resolve(err({ tag: 'blocked', until: opening }));
      };
      this.on('blocked', () => {
        isBlocked = true;
        settle();
      });
      timer = setTimeout(() => {
        isLate = true;
        settle();
      }, patience);
    });
    const result = await Promise.race([opening, blocked]);
    clearTimeout(timer);
    return result;
  }

  /** The app is done with it. */
  end(): void {
    this.#state = 'ended';
    this.close();
  }

  get isUsable(): boolean {
    return this.#state === 'open' && this.isOpen();
  }

  async #open(): Promise<Result<undefined, OpenFault>> {
    this.#guard.refused = undefined;
    if (this.#isEnded()) return err(CLOSED);
    try {
      await this.open();
    } catch (error) {
      return err(this.#faultOf(error));
    }
    if (this.#isEnded()) {
      this.close();
      return err(CLOSED);
    }
    this.#guard.mayCreate = false;
    this.#state = 'open';
    return ok(undefined);
  }

  /** A method, since it changes while an opening is awaited. */
  #isEnded(): boolean {
    return this.#state === 'ended';
  }

  /** The browser closed the connection (site data cleared, files gone): opened again once, and never as a new database. */
  async #reopen(): Promise<void> {
    if (this.#isEnded()) return;
    this.#state = 'new';
    let result = await this.#open();
    // While it still clears, the browser breaks off whatever is opened.
    for (let pause = 0; !result.ok && result.error.tag === 'broken' && pause < CLEARING_PAUSES; pause++) {
      await new Promise((resolve) => setTimeout(resolve, CLEARING_PAUSE_MS));
      result = await this.#open();
    }
    if (!result.ok) this.#end({ tag: 'closed', fault: result.error });
  }

  #end(lost: LostConnection): void {
    if (this.#isEnded()) return;
    this.end();
    this.#tell(lost);
  }

  #faultOf(error: unknown): OpenFault {
    if (this.#guard.refused === 'newer') return { tag: 'newer' };
    if (this.#guard.refused === 'lost') return { tag: 'data-lost' };
    const names = errorNames(error);
    if (names.includes('QuotaExceededError')) return { tag: 'full' };
    return { tag: 'broken', name: names.at(-1) ?? 'unknown' };
  }
}
