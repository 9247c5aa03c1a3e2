import { DiagnosisSession } from '$part/diagnosis';
import { dayOfVisit } from '$part/flows/encounter/known-facts';
import { signed } from '$part/flows/encounter/signed-encounter';
import { searchEntryOf } from '$part/flows/patients/search-entry-of';
import type { Pack } from '$part/knowledge';
import type { IsoDay, Patient, SearchEntry } from '$part/schema';
import type { Change } from '$part/store';
import { loadNameKeys, type NameKeys } from '$part/store/search/name-keys';
import type { Chance } from './chance';
import { administrator, type DemoClinic, type Desk, must, unlockAll } from './demo-clinic';
import { inventPatient } from './invented-patients';
import { VisitMaker } from './invented-visits';

export interface Size {
  readonly patients: number;
  readonly visits: number;
}

export interface Filling {
  readonly clinic: DemoClinic;
  readonly chance: Chance;
  readonly pack: Pack;
  readonly size: Size;
  /** Milliseconds since 1970; the visits lie in the days before. */
  readonly now: number;
  /** The clinic's clock. */
  readonly setNow: (now: number) => void;
  /** Many in one transaction: for numbers where one each would take hours. */
  readonly atOnce: number;
  readonly tell: (visits: number) => void;
}

const DAYS = 90;
const DAY_MS = 86_400_000;
const SUNDAY = 0;

/** Someone and when he comes. */
interface Coming {
  readonly patient: Patient;
  readonly at: number;
  readonly isFirst: boolean;
}

/** Ninety days of a clinic: people are registered when they first come, and seen, signed and saved in that order. */
export async function fillClinic(filling: Filling): Promise<void> {
  const { clinic, chance, pack, size, setNow, atOnce, tell } = filling;
  const maker = new VisitMaker(chance, new DiagnosisSession(pack), atOnce > 1);
  const nameKeys = await loadNameKeys();
  const lastVisit = new Map<string, number>();
  let day = '';
  let done = 0;
  const comings = inventComings(filling);
  for (let from = 0; from < comings.length; from += atOnce) {
    const batch = comings.slice(from, from + atOnce);
    const [first] = batch;
    if (!first) break;
    setNow(first.at);
    const today = dayOfVisit(new Date(first.at).toISOString());
    if (today !== day) await unlockAll(clinic);
    day = today;
    // A patient of a batch is always seen by the same doctor, so that his row is written once.
    const desk = chance.pick(clinic.desks);
    await registered(desk, batch, nameKeys);
    await seen(desk, batch, maker, nameKeys, lastVisit, setNow);
    done += batch.length;
    tell(Math.min(done, size.visits));
  }
  setNow(filling.now);
  const { store } = administrator(clinic);
  must(await store.search.fold());
}

async function registered({ store }: Desk, batch: readonly Coming[], nameKeys: NameKeys): Promise<void> {
  const changes = batch
    .filter(({ isFirst }) => isFirst)
    .flatMap(({ patient }): Change[] => [
      store.patients.put(0, patient, { action: 'create' }),
      store.search.put(searchEntryOf(patient, nameKeys, undefined), 1)
    ]);
  if (changes.length > 0) must(await store.commit(changes));
}

async function seen(
  { store, unlocked }: Desk,
  batch: readonly Coming[],
  maker: VisitMaker,
  nameKeys: NameKeys,
  lastVisit: Map<string, number>,
  setNow: (now: number) => void
): Promise<void> {
  const changes: Change[] = [];
  const entries = new Map<string, SearchEntry>();
  for (const { patient, at } of batch) {
    const version = await maker.make(patient, at);
    const record = await signed(version, unlocked.signing, unlocked.user.id, version.savedAt);
    changes.push(await store.encounters.put(record, dayOfVisit(version.startedAt), { action: 'create' }));
    const last = Math.max(at, lastVisit.get(patient.id) ?? at);
    lastVisit.set(patient.id, last);
    entries.set(patient.id, searchEntryOf(patient, nameKeys, last));
    setNow(Date.parse(version.savedAt));
  }
  must(await store.commit([...changes, ...[...entries.values()].map((entry) => store.search.put(entry, 1))]));
}

/** In the order of time. Everybody comes once at least where there are visits enough; the chronically ill come again. */
function inventComings({ chance, pack, size, now }: Filling): Coming[] {
  const today = dayOfVisit(new Date(now).toISOString());
  const patients = Array.from({ length: size.patients }, () => inventPatient(chance, pack, today as IsoDay));
  const chronic = patients.filter(({ conditions }) => conditions.length > 0);
  const who = Array.from({ length: size.visits }, (_, n) => {
    const next = patients[n];
    if (next) return next;
    return chance.pick(chronic.length > 0 && chance.is(0.6) ? chronic : patients);
  });
  const comings = who
    .map((patient) => ({ patient, at: inventTime(chance, now) }))
    .sort((a, b) => a.at - b.at);
  const known = new Set<string>();
  const visits = comings.map((coming) => {
    const isFirst = !known.has(coming.patient.id);
    known.add(coming.patient.id);
    return { ...coming, isFirst };
  });
  return visits;
}

/** In the hours of a clinic, and seldom on a Sunday. */
function inventTime({ between, is }: Chance, now: number): number {
  for (;;) {
    const day = new Date(now - between(0, DAYS - 1) * DAY_MS);
    const isMorning = is(0.6);
    day.setHours(isMorning ? between(8, 11) : between(14, 16), between(0, 59), between(0, 59), 0);
    if (day.getTime() < now && (day.getDay() !== SUNDAY || is(0.2))) return day.getTime();
  }
}
