import { type DeskSession, dayNow, mayDo } from '$part/flows/desk-session';
import { PatientSearch } from '$part/flows/patients';
import type { Pack } from '$part/knowledge';
import { type Encounter, ENCOUNTER, type EncounterId, type Patient, type PatientId } from '$part/schema';
import type { Platform } from '$part/store';
import { findingId, finding } from '../../diagnosis/packs';
import { TEST_PACK } from '../../diagnosis/reading/test-pack';
import { clinic, good } from '../../security/clinics';
import { freshPlatform, openTab, type Tab } from '../../store/clinic';

export { good };

const START = Date.UTC(2026, 2, 9, 1, 30);

export interface Desk extends Tab {
  readonly desk: DeskSession;
  readonly search: PatientSearch;
  /** Moves the wall clock on. */
  readonly wait: (ms: number) => void;
}

export interface Clinic extends Desk {
  /** A second window of the same clinic, or the next start. */
  readonly again: () => Promise<Desk>;
}

/** An unlocked clinic with the real security and store. */
export async function openDesk(): Promise<Clinic> {
  const platform: Platform = freshPlatform();
  const made = await clinic();
  const { user, key, signing } = made.session;
  let now = START;
  const clock = { now: () => now };
  const window = async (): Promise<Desk> => {
    const tab = await openTab(platform, key, { now: clock, author: user.id });
    const desk: DeskSession = {
      store: tab.store,
      user,
      users: [{ id: user.id, name: user.name }],
      key,
      signing,
      keyring: made.keyring,
      clock,
      clinicName: '青石镇卫生院',
      may: (what) => mayDo({ roles: ['doctor'] }, what),
      newId: () => crypto.randomUUID(),
      today: () => dayNow(clock)
    };
    const search = new PatientSearch(desk);
    await search.load();
    return { ...tab, desk, search, wait: (ms) => (now += ms) };
  };
  return { ...(await window()), again: window };
}

export const PACK: Pack = {
  ...TEST_PACK,
  findings: [
    ...TEST_PACK.findings,
    finding('hx.hypertension', {
      name: { zh: '高血压病史', en: 'known hypertension' },
      timed: false,
      pinyin: { full: 'gaoxueyabingshi', initials: 'gxybs' }
    }),
    finding('hx.drug-allergy', { name: { zh: '药物过敏史', en: 'drug allergy' }, timed: false }),
    finding('rx.aspirin', {
      name: { zh: '阿司匹林', en: 'aspirin' },
      kind: 'history',
      timed: false,
      pinyin: { full: 'asipilin', initials: 'aspl' }
    }),
    finding('rx.antibiotic-recent', {
      name: { zh: '近期用过抗生素', en: 'recent antibiotics' },
      kind: 'history'
    })
  ],
  measures: TEST_PACK.measures.map((measure) => ({ ...measure, vital: true })),
  conditions: [],
  danger: [
    {
      id: 'sepsis',
      name: { zh: '可能败血症', en: 'possible sepsis' },
      advice: { zh: '立即转诊', en: 'refer now' },
      urgency: 'emergency',
      when: { finding: findingId('fever') },
      source: 'test'
    }
  ]
};

/** Writes a patient straight to the store, as an earlier registration would have. */
export async function onFile(at: Desk, extra: Partial<Patient>): Promise<Patient> {
  const patient: Patient = {
    id: crypto.randomUUID() as PatientId,
    name: '王秀兰',
    otherNames: [],
    sex: 'female',
    birth: { kind: 'year', year: 1962 },
    allergies: [],
    conditions: [],
    medicines: [],
    note: '',
    ...extra
  };
  const { change, done } = await at.search.change(patient, 1);
  good(await at.store.commit([at.store.patients.put(0, patient, { action: 'create' }), change]));
  done();
  return patient;
}

/** A saved visit of a patient. */
export async function visit(at: Desk, patient: Patient, extra: Partial<Encounter> = {}): Promise<Encounter> {
  const saved: Encounter = {
    ...ENCOUNTER.example,
    id: crypto.randomUUID() as EncounterId,
    patient: patient.id,
    startedAt: new Date(at.desk.clock.now()).toISOString(),
    ...extra
  };
  good(await at.store.commit([await at.store.encounters.put(saved, at.desk.today(), { action: 'create' })]));
  return saved;
}

/** Actions on one row, as the audit chain has them, oldest first. */
export async function lines(at: Desk, id: string): Promise<string[]> {
  const page = good(await at.store.audit.page(undefined, 1_000));
  return page
    .flatMap(({ line }) => (line.ok && line.value.value.id === id ? [line.value.value.action as string] : []))
    .reverse();
}
