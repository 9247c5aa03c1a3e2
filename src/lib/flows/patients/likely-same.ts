import {
  type Birth,
  type Comparable,
  type Duplicate,
  duplicatesOf,
  type IsoDay,
  type OnFile,
  type Patient
} from '$part/schema';
import type { Store } from '$part/store';
import type { NameKeys } from '$part/store/search/name-keys';
import { compactName } from '$part/store/search/name-units';
import { openFile } from './patient-file';
import type { PatientSearch } from './patient-search.svelte';

/** More of one name are not told apart by reading a list. */
const MOST_OPENED = 40;

/** A newcomer as far as typed: the birth comes after the name. */
export interface Newcomer extends Omit<Comparable, 'pinyin' | 'birth'> {
  readonly birth: Birth | undefined;
}

/** A duplicate with the record to show of it. */
export interface Match extends Omit<Duplicate, 'patient'> {
  readonly patient: Patient;
}

export const comparable = (patient: Patient, keys: NameKeys): OnFile => ({
  ...patient,
  pinyin: [patient.name, ...patient.otherNames].flatMap(keys)
});

/** Those on file who may be the newcomer, the likeliest first; who only shares a telephone is left out. */
export async function likelySame(
  store: Store,
  search: PatientSearch,
  newcomer: Newcomer,
  today: IsoDay
): Promise<readonly Match[]> {
  const nameKeys = await search.keys();
  const names = [newcomer.name, ...newcomer.otherNames].filter((name) => name.trim() !== '');
  const pinyin = names.flatMap(nameKeys);
  const numbers = [newcomer.residentId, newcomer.phone].flatMap(
    (number) => number?.replaceAll('-', '') ?? []
  );
  const onFile = new Map<string, Patient>();
  for (const id of search.alike({ names, keys: pinyin, numbers }, MOST_OPENED)) {
    const file = await openFile(store, search, id);
    // One that does not open cannot be compared; the search shows it all the same.
    if (file.ok) onFile.set(id, file.value.whole);
  }
  const { birth } = newcomer;
  if (!birth) return sameName(newcomer, [...onFile.values()]);
  const found = duplicatesOf(
    { ...newcomer, birth, pinyin },
    [...onFile.values()].map((patient) => comparable(patient, nameKeys)),
    today
  );
  return found.flatMap(({ patient: { id }, ...alike }) => {
    const patient = onFile.get(id);
    return patient && alike.grade !== 'household' ? [{ patient, ...alike }] : [];
  });
}

/** While no birth is known, only the very same name says anything. */
function sameName(newcomer: Newcomer, onFile: readonly Patient[]): Match[] {
  const name = compactName(newcomer.name);
  return onFile
    .filter((patient) => name !== '' && [patient.name, ...patient.otherNames].map(compactName).includes(name))
    .map((patient) => ({ patient, grade: 'possible', reasons: ['name'], objections: [] }));
}
