import { err, ok, type Result } from '$part/kernel';
import { ENCOUNTER, type Encounter, type IsoDay } from '$part/schema';
import Dexie, { type Collection } from 'dexie';
import { content, type EncounterChange, type Reason } from './change';
import type { EncounterRow } from './database';
import { type Listing, listing } from './listing';
import { readRows } from './read-rows';
import { latestVersion } from './sealed-change';
import { type Opened, openValue } from './sealed-payload';
import type { Session } from './session';
import { type ReadFault, type StoreFault, storeFaultOf } from './store-fault';

const DAY = 'encounter day';
type Key = [string, number];

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Visits. A correction is a new version; every old one stays readable. */
export class Encounters {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * A version beside the old ones; it names itself, and must follow the one that was read.
   *
   * @param day of the visit as the clinic counts days
   */
  async put(encounter: Encounter, day: IsoDay, audit: Reason): Promise<EncounterChange> {
    const { id, version, patient } = encounter;
    return {
      tag: 'encounter',
      table: 'encounters',
      id,
      expected: version - 1,
      version,
      content: content(ENCOUNTER, encounter),
      patient,
      day: await this.#session.key.opaque(DAY, day),
      audit
    };
  }

  /** The newest version. */
  get(id: string): Promise<Result<Opened<Encounter>, ReadFault>> {
    return this.#one(() => latestVersion(this.#session.database, id));
  }

  version(id: string, version: number): Promise<Result<Opened<Encounter>, ReadFault>> {
    return this.#one(() => this.#session.database.encounters.get([id, version]));
  }

  /** All versions of one encounter, oldest first. */
  versions(id: string): Promise<Result<Listing<Encounter>, StoreFault>> {
    return this.#many(() =>
      this.#session.database.encounters.where('[id+version]').between([id, Dexie.minKey], [id, Dexie.maxKey])
    );
  }

  /** The current versions of one day, in the order in which they were started. */
  async ofDay(day: IsoDay): Promise<Result<Listing<Encounter>, StoreFault>> {
    const opaque = await this.#session.key.opaque(DAY, day);
    return this.#sorted('[current+day]', opaque, 1);
  }

  /** The current versions of one patient, newest visit first. */
  ofPatient(patient: string): Promise<Result<Listing<Encounter>, StoreFault>> {
    return this.#sorted('[current+patient]', patient, -1);
  }

  /** All versions in the order of their random ids: for counts, search over all, export. */
  page(after: Key | undefined, limit: number): Promise<Result<Listing<Encounter>, StoreFault>> {
    const { encounters } = this.#session.database;
    return this.#many(() =>
      (after ? encounters.where('[id+version]').above(after) : encounters.orderBy('[id+version]')).limit(
        limit
      )
    );
  }

  async #sorted(
    index: '[current+day]' | '[current+patient]',
    value: string,
    sign: 1 | -1
  ): Promise<Result<Listing<Encounter>, StoreFault>> {
    const read = await this.#many(() => this.#session.database.encounters.where(index).equals([1, value]));
    if (!read.ok) return read;
    const records = [...read.value.records].sort(
      (a, b) => sign * (compare(a.value.startedAt, b.value.startedAt) || a.by.clock - b.by.clock)
    );
    return ok({ ...read.value, records });
  }

  async #one(
    read: () => PromiseLike<EncounterRow | undefined>
  ): Promise<Result<Opened<Encounter>, ReadFault>> {
    let row: EncounterRow | undefined;
    try {
      row = await read();
    } catch (error) {
      const fault = storeFaultOf(error);
      return err(fault.tag === 'failed' ? { tag: 'damaged' } : fault);
    }
    return row ? this.#open(row) : err({ tag: 'missing' });
  }

  async #many(
    collection: () => Collection<EncounterRow, Key>
  ): Promise<Result<Listing<Encounter>, StoreFault>> {
    const read = await readRows(collection, (key) => this.#session.database.encounters.get(key));
    if (!read.ok) return read;
    const { rows, unreadable } = read.value;
    const answers = rows.map(async (row) => ({
      id: row.id,
      version: row.version,
      read: await this.#open(row)
    }));
    return ok(
      listing(
        await Promise.all(answers),
        unreadable.map(([id]) => id)
      )
    );
  }

  /** Patient, id and version stand in the row and in the payload: a row that was given to another patient is damaged. */
  async #open({ id, version, patient, sealed }: EncounterRow): Promise<Result<Opened<Encounter>, ReadFault>> {
    const read = await openValue(this.#session.key, { table: 'encounters', id, version }, ENCOUNTER, sealed);
    if (!read.ok) return read;
    const { value } = read.value;
    if (value.patient !== patient || value.id !== id || value.version !== version)
      return err({ tag: 'damaged' });
    this.#session.clock.observe(read.value.by.clock);
    return read;
  }
}
