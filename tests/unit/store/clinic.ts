import {
  type DeviceId,
  type Draft,
  DRAFT,
  type Encounter,
  ENCOUNTER,
  type EncounterId,
  type IsoDay,
  type Patient,
  PATIENT,
  type PatientId,
  type SearchEntry,
  type UserId
} from '$part/schema';
import { ClinicKey } from '$part/security/clinic-key';
import { Database, KeyringDatabase, LogicalClock, type Platform, type Session, Store } from '$part/store';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

export const DAY = '2026-03-09' as IsoDay;
export const freshPlatform = (): Platform => ({ factory: new IDBFactory(), keyRange: IDBKeyRange });

export interface Tab {
  readonly database: Database;
  readonly keyring: KeyringDatabase;
  readonly session: Session;
  readonly store: Store;
}

/** One tab of an unlocked clinic; a second one on the same platform and key is another tab, or the next start. */
export async function openTab(
  platform: Platform,
  key: ClinicKey,
  extra: Partial<Session> = {}
): Promise<Tab> {
  const keyring = new KeyringDatabase(platform);
  const database = new Database(platform);
  for (const each of [keyring, database]) {
    const opened = await each.start(true, () => undefined);
    if (!opened.ok) throw new Error(opened.error.tag);
  }
  const session: Session = {
    database,
    keyring,
    reserve: { hold: () => Promise.resolve(true), free: () => Promise.resolve(false) },
    key,
    clock: new LogicalClock(keyring),
    now: { now: () => Date.UTC(2026, 2, 9, 1, 30) },
    author: '5f0f4a86-1c0e-4d35-9d0c-2c1f6f1f0a01' as UserId,
    device: '0d6f2b1e-9a54-4b6f-8a1c-7f3f9c2e5b02' as DeviceId,
    ...extra
  };
  return { database, keyring, session, store: new Store(session) };
}

export async function openClinic(): Promise<Tab & { readonly platform: Platform; readonly key: ClinicKey }> {
  const platform = freshPlatform();
  const key = await ClinicKey.generate();
  return { ...(await openTab(platform, key)), platform, key };
}

const uuid = () => crypto.randomUUID();

export const patient = (name: string, id = uuid()): Patient => ({
  ...PATIENT.example,
  id: id as PatientId,
  name
});

export const entryOf = ({ id, name }: Patient): SearchEntry => ({
  id,
  name,
  keys: ['x'],
  numbers: [],
  sex: 'female'
});

export const encounter = (of: Patient, extra: Partial<Encounter> = {}): Encounter => ({
  ...ENCOUNTER.example,
  id: uuid() as EncounterId,
  patient: of.id,
  ...extra
});

export const draft = (note: string, extra: Partial<Draft> = {}): Draft => ({
  ...DRAFT.example,
  note,
  ...extra
});

/** Registers a patient as the app does: the record and what searching needs of it, in one. */
export async function register(store: Store, name: string): Promise<Patient> {
  const made = patient(name);
  const written = await store.commit([
    store.patients.put(0, made, { action: 'create' }),
    store.search.put(entryOf(made), 1)
  ]);
  if (!written.ok) throw new Error(written.error.tag);
  return made;
}

/** Heads as the keyring's database knows them. */
export async function heads({ keyring }: Tab) {
  const head = await keyring.auditHead();
  if (!head.ok) throw new Error(head.error.tag);
  return head.value ? [head.value] : [];
}

export async function findings(tab: Tab) {
  const report = await tab.store.checkAudit(await heads(tab));
  if (!report.ok) throw new Error(report.error.tag);
  return report.value.findings;
}
