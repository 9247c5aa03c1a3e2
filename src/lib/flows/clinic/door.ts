import { err, ok, type Clock, type Json, type Result } from '$part/kernel';
import { readRecord, versioned, type DeviceId, type UserId, type Versioned } from '$part/schema';
import {
  afterFailure,
  afterReload,
  afterSuccess,
  anchored,
  appendFailedUnlock,
  isClockSetBack,
  NO_FAILED_UNLOCKS,
  noFailures,
  unreadableFailures,
  waitLeft,
  type FailedUnlock,
  type Moment
} from '$part/security';
import type { KeyringDatabase, StoreFault } from '$part/store';
import { DOOR, type DoorRecord, type LockCause } from './door-record';
import type { Page } from './page';

export type HowTried = FailedUnlock['how'];

/** What a failed try is told as; everything else is the device's fault and no try. */
const FAILS = ['wrong', 'downgraded', 'tampered', 'disabled'] as const;
const failureOf = (fault: { readonly tag: string }) => FAILS.find((why) => why === fault.tag);

export type GuardFault = { readonly tag: 'wait' } | StoreFault;

/**
 * The locked door of this device: counts tries, makes them wait, and remembers what the audit has to be told at the next
 * unlock. Its callers hold the page's `exclusive`, so that tabs do not win tries from each other.
 */
export class Door {
  #record: DoorRecord;
  readonly #database: KeyringDatabase;
  readonly #clock: Clock;
  readonly #page: Page;

  private constructor(database: KeyringDatabase, clock: Clock, page: Page) {
    this.#database = database;
    this.#clock = clock;
    this.#page = page;
    this.#record = this.#fresh();
  }

  static async open(
    database: KeyringDatabase,
    tools: { readonly clock: Clock; readonly page: Page }
  ): Promise<Result<Door, StoreFault>> {
    const door = new Door(database, tools.clock, tools.page);
    const read = await door.read();
    return read.ok ? ok(door) : read;
  }

  get record(): DoorRecord {
    return this.#record;
  }

  get waitMs(): number {
    return waitLeft(this.#record.failures, this.#moment());
  }

  get isClockBehind(): boolean {
    return isClockSetBack(this.#record.failures, this.#moment());
  }

  /** As it stands on the disk, where another tab may have written meanwhile. */
  async read(): Promise<Result<undefined, StoreFault>> {
    const stored = await this.#database.loadFailures();
    if (!stored.ok) return stored;
    const found = this.#parsed(stored.value);
    const failures = afterReload(found.failures, this.#moment());
    this.#record = { ...found, failures };
    // The delay that counts anew must be kept, or it would do so at every look.
    return failures === found.failures && stored.value !== undefined ? ok(undefined) : this.#save({});
  }

  /** Counted before the attempt and taken back where it was none, so that ending the page in mid-try wins nothing. */
  async guard<T, E extends { readonly tag: string }>(
    how: HowTried,
    user: UserId | undefined,
    attempt: () => Promise<Result<T, E>>
  ): Promise<Result<T, E | GuardFault>> {
    const read = await this.read();
    if (!read.ok) return read;
    // Of a PIN there are five tries in all, counted in memory with it.
    const isCounted = how !== 'pin';
    if (isCounted && this.waitMs > 0) return err({ tag: 'wait' });
    const { failures } = this.#record;
    const counted = await this.#save(isCounted ? { failures: afterFailure(failures, this.#moment()) } : {});
    if (!counted.ok) return counted;
    const result = await attempt();
    if (result.ok) return result;
    const why = failureOf(result.error);
    const at = new Date(this.#clock.now()).toISOString();
    const tried = { at, how, ...(user === undefined ? {} : { user }) };
    const kept = await this.#save(
      why === undefined ? { failures } : { tries: appendFailedUnlock(this.#record.tries, { ...tried, why }) }
    );
    return kept.ok ? result : kept;
  }

  /** Everything that waited is in the audit now. */
  entered(user: UserId): Promise<Result<undefined, StoreFault>> {
    const { failures, tries } = this.#record;
    return this.#save({
      failures: afterSuccess(failures, this.#moment()),
      tries: anchored(tries),
      locks: [],
      lastUser: user
    });
  }

  /** A passphrase that was shown to be right while unlocked. */
  excuse(): Promise<Result<undefined, StoreFault>> {
    return this.#save({ failures: afterSuccess(this.#record.failures, this.#moment()) });
  }

  async locked(user: UserId, cause: LockCause): Promise<Result<undefined, StoreFault>> {
    const read = await this.read();
    if (!read.ok) return read;
    const at = new Date(this.#clock.now()).toISOString();
    return this.#save({ locks: [...this.#record.locks, { at, user, cause }], failures: this.#seen() });
  }

  /** The time is seen now and then, so that a clock set back is found even where nobody locked before. */
  async lookAtClock(): Promise<Result<undefined, StoreFault>> {
    const read = await this.read();
    return read.ok ? this.#save({ failures: this.#seen() }) : read;
  }

  /** Somebody unlocked says that the clock is right, and that it was ahead before. */
  async trustClock(): Promise<Result<undefined, StoreFault>> {
    const read = await this.read();
    if (!read.ok) return read;
    return this.#save({ failures: { ...this.#record.failures, latestSeen: this.#clock.now() } });
  }

  async recoveryKeyIs(on: 'open' | 'paper'): Promise<Result<undefined, StoreFault>> {
    const read = await this.read();
    return read.ok ? this.#save({ isRecoveryKeyOpen: on === 'open' }) : read;
  }

  #parsed(stored: unknown): DoorRecord {
    if (stored === undefined) return this.#fresh();
    const isVersioned = stored instanceof Object && 'version' in stored && 'value' in stored;
    const read = isVersioned ? readRecord(DOOR, stored as Versioned) : err(undefined);
    return read.ok ? read.value : { ...this.#fresh(), failures: unreadableFailures(this.#moment()) };
  }

  #fresh(): DoorRecord {
    return {
      device: crypto.randomUUID() as string as DeviceId,
      failures: noFailures(this.#moment()),
      tries: NO_FAILED_UNLOCKS,
      locks: [],
      isRecoveryKeyOpen: false
    };
  }

  #seen() {
    const { failures } = this.#record;
    return { ...failures, latestSeen: Math.max(failures.latestSeen, this.#clock.now()) };
  }

  #moment(): Moment {
    return { wall: this.#clock.now(), monotonic: this.#page.monotonic(), page: this.#page.id };
  }

  async #save(change: Partial<DoorRecord>): Promise<Result<undefined, StoreFault>> {
    const next = { ...this.#record, ...change };
    const saved = await this.#database.saveFailures(versioned(DOOR, next) as unknown as Json);
    if (saved.ok) this.#record = next;
    return saved;
  }
}
