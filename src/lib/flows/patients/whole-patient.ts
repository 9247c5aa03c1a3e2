import type { Allergy, KnownCondition, Medicine, Patient } from '$part/schema';
import { without } from './three-way';

const MOST_NAMES = 10;

const joined = <T>(lists: readonly (readonly T[])[], keyOf: (one: T) => string): T[] => {
  const seen = new Map<string, T>();
  for (const one of lists.flat()) if (!seen.has(keyOf(one))) seen.set(keyOf(one), one);
  return [...seen.values()];
};

const allergyKey = ({ substance }: Allergy) => substance.name;
const conditionKey = ({ finding, condition, name }: KnownCondition) => finding ?? condition ?? name;
const medicineKey = ({ text, stopped }: Medicine) => `${text} ${stopped ?? ''}`;

/**
 * A patient with what the records that were merged into hers add: their allergies, conditions and medicines, and facts
 * that she lacks. Merging itself writes one pointer, so undoing it brings both back exactly as they were. Made to be
 * shown and to reason with; never stored.
 */
export function wholePatient(own: Patient, merged: readonly Patient[]): Patient {
  if (merged.length === 0) return own;
  const all = [own, ...merged];
  const allergies = joined(
    all.map((one) => one.allergies),
    allergyKey
  );
  const names = new Set(all.flatMap(({ name, otherNames }) => [name, ...otherNames]));
  names.delete(own.name);
  const first = <K extends keyof Patient>(field: K) => {
    const value = all.find((one) => one[field] !== undefined)?.[field];
    return (value === undefined ? {} : { [field]: value }) as Pick<Patient, K>;
  };
  const whole: Patient = {
    ...own,
    otherNames: [...names].slice(0, MOST_NAMES),
    sex: all.find(({ sex }) => sex !== 'unknown')?.sex ?? own.sex,
    ...first('residentId'),
    ...first('phone'),
    ...first('village'),
    ...first('ethnicity'),
    ...first('guardian'),
    ...first('pregnantUntil'),
    ...first('noKnownAllergies'),
    allergies,
    conditions: joined(
      all.map((one) => one.conditions),
      conditionKey
    ),
    medicines: joined(
      all.map((one) => one.medicines),
      medicineKey
    ),
    note: all
      .map(({ note }) => note)
      .filter((note) => note !== '')
      .join('\n')
  };
  const checked = allergies.length > 0 ? without(whole, 'noKnownAllergies') : whole;
  return checked.sex === 'male' ? without(checked, 'pregnantUntil') : checked;
}
