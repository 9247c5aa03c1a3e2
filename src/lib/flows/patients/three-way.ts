import { canonicalJson, type Json } from '$part/kernel';
import type { Patient } from '$part/schema';
import { type Field, FIELDS } from './patient-words';

const LISTS = ['otherNames', 'allergies', 'conditions', 'medicines'] as const satisfies readonly Field[];

const text = (value: unknown): string => (value === undefined ? '' : canonicalJson(value as Json));

/** Facts in which two versions of a patient differ. */
export const changedFields = (a: Patient, b: Patient): Field[] =>
  FIELDS.filter((field) => text(a[field]) !== text(b[field]));

/**
 * Mine on top of theirs: facts that I changed are mine, all others theirs. Of lists, what either added stays and what
 * either took away goes, so that no allergy is lost because two windows each wrote one.
 */
export function threeWay(base: Patient, mine: Patient, theirs: Patient): Patient {
  const changed = changedFields(base, mine);
  const kept = Object.entries(theirs).filter(([field]) => !changed.some((one) => one === field));
  const own = changed.flatMap((field) => (mine[field] === undefined ? [] : [[field, mine[field]]]));
  const merged: Record<string, unknown> = Object.fromEntries([...kept, ...own]);
  for (const field of LISTS) merged[field] = mergedList(base[field], mine[field], theirs[field]);
  const patient = merged as unknown as Patient;
  return patient.allergies.length > 0 ? without(patient, 'noKnownAllergies') : patient;
}

function mergedList(
  base: readonly unknown[],
  mine: readonly unknown[],
  theirs: readonly unknown[]
): unknown[] {
  const [before, kept, there] = [base, mine, theirs].map((list) => new Set(list.map(text)));
  const stays = theirs.filter((one) => !before?.has(text(one)) || kept?.has(text(one)));
  const added = mine.filter((one) => !before?.has(text(one)) && !there?.has(text(one)));
  return [...stays, ...added];
}

/** The patient without a fact that need not be there. */
export function without(
  patient: Patient,
  ...fields: readonly ('noKnownAllergies' | 'mergedInto' | 'pregnantUntil')[]
): Patient {
  return Object.fromEntries(
    Object.entries(patient).filter(([field]) => !fields.some((one) => one === field))
  ) as unknown as Patient;
}
