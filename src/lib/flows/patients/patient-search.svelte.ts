import { gather } from '$part/kernel';
import type { Patient, SearchEntry } from '$part/schema';
import type { Change, StoreFault, WriteFault } from '$part/store';
import { DELTA_LIMIT } from '$part/store/search-blocks';
import { loadNameKeys, type NameKeys } from '$part/store/search/name-keys';
import { compactName } from '$part/store/search/name-units';
import { type FoundPatient, PatientIndex } from '$part/store/search/patient-index';
import type { DeskSession } from '../desk-session';
import { type Trouble, troubleOf } from './fault-words';
import { rebuiltEntries } from './rebuilt-entries';
import { searchEntryOf } from './search-entry-of';

/** As many as a glance takes in. */
const SHOWN = 12;
const VILLAGES = 6;

/** A line of the list of those found. */
export interface PatientRow {
  readonly id: string;
  readonly name: string;
  readonly sex: Patient['sex'];
  readonly birthYear: number | undefined;
  /** By the year of birth alone: up to one less before this year's birthday. */
  readonly about: number | undefined;
  readonly village: string | undefined;
  /** Milliseconds since 1970. */
  readonly lastVisit: number | undefined;
  /** Name of the merged record that matched. */
  readonly via: string | undefined;
}

/** What newcomers and patients on file may have in common, so that few of all have to be opened. */
export interface Likely {
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
}

/** Everybody of the clinic, found while a name is typed. Loaded at unlock; one for all screens, gone with the lock. */
export class PatientSearch {
  state = $state<'loading' | 'ready' | 'fault'>('loading');
  trouble = $state.raw<Trouble | undefined>();
  query = $state('');
  /** Patients whose record does not open, as far as the search had to be made anew. */
  damaged = $state(0);

  readonly #session: DeskSession;
  #index: PatientIndex;
  #entries = new Map<string, SearchEntry>();
  #revision = $state(0);
  #keys: Promise<NameKeys> | undefined;
  #beside = 0;

  constructor(session: DeskSession) {
    this.#session = session;
    this.#index = new PatientIndex(session.clock);
  }

  #found = $derived.by(() => {
    void this.#revision;
    return this.#index.find(this.query, SHOWN).map((found) => this.#row(found));
  });
  /** The best first; none where nothing was typed. */
  get found(): readonly PatientRow[] {
    return this.#found;
  }

  /** More may match than are shown. */
  get isFull(): boolean {
    return this.#found.length === SHOWN;
  }

  get size(): number {
    void this.#revision;
    return this.#entries.size;
  }

  type = (typed: string): void => {
    this.query = typed;
  };

  /** Reads the blocks; also the way to try again, and to see what another window wrote. */
  load = async (): Promise<void> => {
    const { store } = this.#session;
    const loaded = await store.search.load();
    if (!loaded.ok) return this.#fail(loaded.error);
    const { entries, faults, isFoldDue } = loaded.value;
    this.#fill(entries);
    // No entry at all: nobody is registered yet, or blocks and all stayed behind in a restore.
    const isSound = faults.length === 0 && entries.length > 0;
    const fault = isSound ? undefined : await this.#rebuild();
    if (fault) return this.#fail(fault);
    this.state = 'ready';
    this.trouble = undefined;
    if (isSound && isFoldDue) await store.search.fold();
  };

  /** Readings of names; the dictionary is fetched with the first one that is asked for. */
  keys(): Promise<NameKeys> {
    return (this.#keys ??= loadNameKeys());
  }

  entry(id: string): SearchEntry | undefined {
    return this.#entries.get(id);
  }

  /** Where a chain of merges ends. */
  finalOf(id: string): string {
    const seen = new Set([id]);
    let at = id;
    for (let next = this.#entries.get(at)?.mergedInto; next !== undefined && !seen.has(next);) {
      seen.add(next);
      at = next;
      next = this.#entries.get(at)?.mergedInto;
    }
    return at;
  }

  /** Those that were merged into another, by the id where the chain ends. */
  #families = $derived.by(() => {
    void this.#revision;
    const families = new Map<string, SearchEntry[]>();
    for (const entry of this.#entries.values()) {
      const final = entry.mergedInto === undefined ? entry.id : this.finalOf(entry.id);
      if (final !== entry.id) gather(families, final, entry);
    }
    return families;
  });

  /** Ids of all that were merged into this one, directly or by way of others. */
  mergedInto(id: string): string[] {
    return (this.#families.get(id) ?? []).map((entry) => entry.id);
  }

  /** Villages that patients live in and that hold what was typed, the most populous first. */
  villages(typed: string): string[] {
    const wanted = compactName(typed);
    const counts = new Map<string, number>();
    for (const { village } of this.#entries.values())
      if (village !== undefined) counts.set(village, (counts.get(village) ?? 0) + 1);
    return [...counts]
      .filter(([village]) => village !== typed && compactName(village).includes(wanted))
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, VILLAGES)
      .map(([village]) => village);
  }

  /** Ids of those who share a name, its reading or a number; merged ones lead to whom they were merged into. */
  alike({ names, keys, numbers }: Likely, limit: number): string[] {
    const wanted = { names: names.map(compactName), keys: new Set(keys), numbers: new Set(numbers) };
    const ids = new Set<string>();
    for (const entry of this.#entries.values()) {
      if (ids.size >= limit) break;
      const isAlike =
        entry.numbers.some((number) => wanted.numbers.has(number)) ||
        entry.keys.some((key) => wanted.keys.has(key)) ||
        wanted.names.includes(compactName(entry.name));
      if (isAlike) ids.add(this.finalOf(entry.id));
    }
    return [...ids];
  }

  /**
   * The change of the search that goes into the transaction which writes this version of the patient (or a visit of
   * hers: then with its time); `done` is called once that is on the disk.
   */
  async change(
    patient: Patient,
    version: number,
    visitedAt?: number
  ): Promise<{ readonly change: Change; readonly done: () => void }> {
    const before = this.#entries.get(patient.id)?.lastVisit;
    const lastVisit = visitedAt === undefined ? before : Math.max(visitedAt, before ?? visitedAt);
    const entry = searchEntryOf(patient, await this.keys(), lastVisit);
    return { change: this.#session.store.search.put(entry, version), done: () => this.#put(entry) };
  }

  #put(entry: SearchEntry): void {
    this.#entries.set(entry.id, entry);
    this.#index.put(entry);
    this.#revision += 1;
    this.#beside += 1;
    if (this.#beside <= DELTA_LIMIT) return;
    this.#beside = 0;
    // In the background: where it fails, it is due again at the next start.
    void this.#session.store.search.fold();
  }

  #fill(entries: readonly SearchEntry[]): void {
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#index = new PatientIndex(this.#session.clock, entries);
    this.#revision += 1;
  }

  async #rebuild(): Promise<StoreFault | undefined> {
    const { store } = this.#session;
    const made = await rebuiltEntries(store, this.#entries, () => this.keys());
    if (!made.ok) return made.error;
    const { entries, damaged } = made.value;
    this.damaged = damaged;
    if (entries.length === 0) return undefined;
    this.#fill(entries);
    // The search is whole in memory even where the blocks could not be written: then it is made anew next time.
    await store.search.rebuild(entries);
    return undefined;
  }

  #fail(fault: WriteFault): void {
    this.state = 'fault';
    this.trouble = troubleOf(fault);
  }

  #row({ entry, via }: FoundPatient): PatientRow {
    const { id, name, sex, birthYear, village } = entry;
    const visits = [entry, ...(this.#families.get(id) ?? [])].flatMap((one) => one.lastVisit ?? []);
    const year = new Date(this.#session.clock.now()).getFullYear();
    return {
      id,
      name,
      sex,
      birthYear,
      about: birthYear === undefined ? undefined : Math.max(0, year - birthYear),
      village,
      lastVisit: visits.length > 0 ? Math.max(...visits) : undefined,
      via: via?.name
    };
  }
}
