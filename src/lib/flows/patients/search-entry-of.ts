import { bornBetween, dayAt, type Patient, type SearchEntry } from '$part/schema';
import type { NameKeys } from '$part/store/search/name-keys';

/** As long as a key may be stored; a name of 80 characters has longer ones. */
const LONGEST_KEY = 200;

/** What the search keeps of a patient. */
export function searchEntryOf(
  patient: Patient,
  nameKeys: NameKeys,
  lastVisit: number | undefined
): SearchEntry {
  const { id, name, otherNames, sex, birth, residentId, phone, guardian, village, mergedInto } = patient;
  const [first, last] = bornBetween(birth);
  const numbers = [residentId, phone, guardian?.phone].flatMap((number) => number?.replaceAll('-', '') ?? []);
  return {
    id,
    name,
    keys: [...new Set([name, ...otherNames].flatMap(nameKeys).map(cut))],
    numbers: [...new Set(numbers)],
    sex,
    birthYear: Number(dayAt(Math.floor((first + last) / 2)).slice(0, 4)),
    ...(village === undefined ? {} : { village }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(lastVisit === undefined ? {} : { lastVisit })
  };
}

/** Whole syllables, as many as there is room for. */
function cut(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  const blank = key.lastIndexOf(' ', LONGEST_KEY);
  return key.slice(0, blank > 0 ? blank : LONGEST_KEY);
}
