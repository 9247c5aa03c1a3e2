import type { Pack } from '$part/knowledge';
import type { Encounter as EncounterVersion } from '$part/schema';
import type { Faulty, Opened, StoreFault, WriteFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import { Names } from '../names';
import { viewed } from './open-encounter';
import { checkSigned, type Signed } from './signed-encounter';
import { type Difference, versionDiff } from './version-diff';

/** A version as the list of versions shows it. */
export interface ShownVersion {
  readonly version: number;
  readonly savedAt: string;
  readonly author: string;
  readonly status: EncounterVersion['status'];
  readonly correction: string | undefined;
  readonly signed: Signed;
}

/** All versions of one visit, every one readable, and what changed between two of them. */
export class EncounterVersions {
  list = $state.raw<readonly ShownVersion[]>([]);
  faults = $state.raw<readonly Faulty[]>([]);
  fault = $state.raw<StoreFault | WriteFault | undefined>();
  /** Numbers of the two that lie side by side. */
  sides = $state.raw<readonly [number, number] | undefined>();
  #opened = $state.raw<readonly Opened<EncounterVersion>[]>([]);
  readonly #desk: DeskSession;
  readonly #names: Names;

  constructor(desk: DeskSession, pack: Pack) {
    this.#desk = desk;
    this.#names = new Names(pack);
  }

  load = async (id: string): Promise<void> => {
    const { store, keyring, users } = this.#desk;
    const read = await store.encounters.versions(id);
    if (!read.ok) {
      this.fault = read.error;
      return;
    }
    const { records, faults } = read.value;
    const last = records.at(-1);
    const seen = last ? await viewed(this.#desk, last) : undefined;
    this.fault = seen && !seen.ok ? seen.error : undefined;
    if (this.fault) return;
    this.faults = faults;
    this.#opened = records;
    this.list = await Promise.all(
      records.map(async ({ version, value, by }): Promise<ShownVersion> => ({
        version,
        savedAt: value.savedAt,
        author: users.find((user) => user.id === by.author)?.name ?? by.author,
        status: value.status,
        correction: value.correction,
        signed: await checkSigned(value, keyring)
      }))
    );
    const [before, after] = records.slice(-2);
    this.sides = before && after ? [before.version, after.version] : undefined;
  };

  /** Lays two versions side by side. */
  compare = (before: number, after: number): void => {
    this.sides = [before, after];
  };

  version(number: number | undefined): EncounterVersion | undefined {
    return this.#opened.find(({ version }) => version === number)?.value;
  }

  get differences(): readonly Difference[] {
    const before = this.version(this.sides?.[0]);
    const after = this.version(this.sides?.[1]);
    return before && after ? versionDiff(before, after, this.#names) : [];
  }
}
