import {
  DRAFT,
  ENCOUNTER,
  type DeviceId,
  type EncounterId,
  type IsoDay,
  type PatientId,
  PATIENT,
  type UserId
} from '$part/schema';
import { ClinicKey } from '$part/security/clinic-key';
import {
  browserPlatform,
  cacheMarker,
  Database,
  type DraftKeeper,
  KeyringDatabase,
  localMarker,
  LogicalClock,
  lookAround,
  type LostConnection,
  reserveFile,
  roomLeft,
  setMarkers,
  type Session,
  Store
} from '$part/store';
import { SCHEMA } from '$part/store/database';

const DAY = '2026-03-09' as IsoDay;
const NEXT_SCHEMA = [...SCHEMA, { version: SCHEMA.length + 1, stores: { later: 'id' } }];
const markers = [cacheMarker(caches), localMarker(localStorage)];
const reserve = reserveFile(() => navigator.storage.getDirectory());

declare global {
  interface Window {
    driver: Driver;
    /** Put there by the test: called with the patient's name once a write is said to be kept. */
    acknowledge?: (name: string) => Promise<void>;
  }
}

/** All that a written patient needs to be whole. */
export interface Seen {
  readonly patients: readonly string[];
  readonly visits: readonly string[];
  readonly searchable: readonly string[];
  readonly damaged: number;
  readonly findings: readonly unknown[];
}

const tagOf = (result: { ok: true } | { ok: false; error: { tag: string } }) =>
  result.ok ? 'ok' : result.error.tag;

/** What the tests do with the real store, as the app would. */
export class Driver {
  /** What was told of the connection since it opened. */
  readonly told: LostConnection[] = [];
  #keyring: KeyringDatabase | undefined;
  #database: Database | undefined;
  #session: Session | undefined;
  #keeper: DraftKeeper | undefined;

  /** What a start finds, before anything of the clinic is opened. */
  async lookAround(): Promise<string> {
    const keyring = new KeyringDatabase(browserPlatform());
    const opened = await keyring.start(true, () => undefined);
    const wiped = !opened.ok && opened.error.tag === 'data-lost';
    if (!opened.ok && !wiped) return opened.error.tag;
    const found = await lookAround(browserPlatform(), wiped ? 'wiped' : keyring, markers);
    keyring.end();
    return found.ok ? found.value : found.error.tag;
  }

  /** Opens both databases; what came of it. */
  async open(schema: 'this' | 'next', mayCreate: boolean): Promise<string> {
    this.#keyring = new KeyringDatabase(browserPlatform());
    const keyring = await this.#keyring.start(true, () => undefined);
    if (!keyring.ok) return `keyring ${keyring.error.tag}`;
    this.#database = new Database(browserPlatform(), schema === 'this' ? SCHEMA : NEXT_SCHEMA);
    return tagOf(await this.#database.start(mayCreate, (lost) => this.told.push(lost)));
  }

  async unlock(rawKey: readonly number[]): Promise<void> {
    if (!this.#database || !this.#keyring) throw new Error('not open');
    this.#session = {
      database: this.#database,
      keyring: this.#keyring,
      reserve,
      key: await ClinicKey.fromRaw(new Uint8Array(rawKey)),
      clock: new LogicalClock(this.#keyring),
      now: Date,
      author: 'a0000000-0000-4000-8000-000000000001' as UserId,
      device: 'd0000000-0000-4000-8000-000000000001' as DeviceId
    };
  }

  /** First start: records database, keyring, markers. */
  async makeClinic(rawKey: readonly number[]): Promise<string> {
    const opened = await this.open('this', true);
    if (opened !== 'ok' || !this.#keyring) return opened;
    const saved = await this.#keyring.saveKeyring({ version: 1, users: [] });
    await this.unlock(rawKey);
    return (await setMarkers(markers)) ? tagOf(saved) : 'unmarked';
  }

  /** A later start of the same clinic. */
  async again(rawKey: readonly number[]): Promise<string> {
    const opened = await this.open('this', false);
    if (opened === 'ok') await this.unlock(rawKey);
    return opened;
  }

  /** Registers a patient with a visit, in one. */
  async write(
    name: string,
    note = '咳嗽3天，无发热',
    day = DAY as string,
    phone = '13800000000'
  ): Promise<string> {
    const { store } = this;
    const id = crypto.randomUUID() as PatientId;
    const visit = crypto.randomUUID() as EncounterId;
    const { sex } = ENCOUNTER.example.person;
    const written = await store.commit([
      store.patients.put(0, { ...PATIENT.example, id, name, phone }, { action: 'create' }),
      store.search.put({ id, name, keys: ['x'], numbers: [], sex: sex ?? 'unknown' }, 1),
      await store.encounters.put(
        { ...ENCOUNTER.example, id: visit, patient: id, note, startedAt: `${day}T01:30:00.000Z` },
        day as IsoDay,
        {
          action: 'create'
        }
      )
    ]);
    if (written.ok) await window.acknowledge?.(name);
    return tagOf(written);
  }

  /** Writes until it is killed or fails. */
  async writeOn(prefix: string): Promise<string> {
    for (let count = 1; ; count++) {
      const written = await this.write(`${prefix}-${count}`, '咳嗽'.repeat(1 + (count % 5) * 400));
      if (written !== 'ok') return written;
    }
  }

  /** Everything that is there, and whether it is whole. */
  async see(): Promise<Seen> {
    const { store } = this;
    const patients = value(await store.patients.all());
    const visits = value(await store.encounters.ofDay(DAY));
    const search = value(await store.search.load());
    const head = value((await this.#keyring?.auditHead()) ?? { ok: true, value: undefined });
    const report = value(await store.checkAudit(head ? [head] : []));
    const nameOf = new Map(patients.records.map(({ id, value: patient }) => [id, patient.name]));
    return {
      patients: [...nameOf.values()],
      visits: visits.records.map(({ value: { patient } }) => nameOf.get(patient) ?? `of nobody: ${patient}`),
      searchable: search.entries.map(({ name }) => name),
      damaged: patients.faults.length + visits.faults.length + search.faults.length,
      findings: report.findings
    };
  }

  type(note: string): void {
    this.#keeper ??= this.store.keepDraft(0, () => undefined);
    this.#keeper.keep({ ...DRAFT.example, note });
  }

  async draftNote(): Promise<string> {
    const read = await this.store.drafts.get(DRAFT.example.id);
    return read.ok ? read.value.value.note : read.error.tag;
  }

  /** A draft is what a deletion is tried with. */
  async putDraft(): Promise<string> {
    return tagOf(await this.store.commit([this.store.drafts.put(0, DRAFT.example)]));
  }

  async removeDraft(): Promise<string> {
    return tagOf(await this.store.commit([this.store.drafts.remove(DRAFT.example.id, 1)]));
  }

  async recordExport(): Promise<string> {
    return tagOf(await this.store.audit.record({ action: 'export' }));
  }

  /** A search block so large that Chromium keeps it in a file of its own. */
  async writeLargeBlock(names: readonly string[]): Promise<string> {
    const entries = names.map((name) => ({
      id: crypto.randomUUID() as PatientId,
      name,
      keys: Array.from({ length: 3 }, () => crypto.randomUUID()),
      numbers: [],
      sex: 'female' as const
    }));
    return tagOf(await this.store.search.rebuild(entries));
  }

  async searchFaults(): Promise<string[]> {
    return value(await this.store.search.load()).faults.map(({ fault }) => fault.tag);
  }

  holdReserve = () => reserve.hold();
  room = () => roomLeft(navigator.storage);
  close = () => this.#database?.end();

  /** What the browser itself says of the transactions that wrote, since the page was loaded. */
  durability = () => durabilities;

  private get store(): Store {
    if (!this.#session) throw new Error('locked');
    return new Store(this.#session);
  }
}

function value<T>(result: { ok: true; value: T } | { ok: false; error: { tag: string } }): T {
  if (!result.ok) throw new Error(result.error.tag);
  return result.value;
}

const durabilities: string[] = [];
const { transaction: begin } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...args) {
  const transaction = begin.apply(this, args);
  if (transaction.mode === 'readwrite') durabilities.push(transaction.durability);
  return transaction;
};

window.driver = new Driver();
