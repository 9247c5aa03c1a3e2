import { bilingual, type MessageKey } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import { ageAt, type Allergy, type Birth, dayAt, bornBetween, type IsoDay, type Patient } from '$part/schema';

export const same = (text: string): Bilingual => ({ zh: text, en: text });
const INFANT_YEARS = 3;
const NOTHING = same('');

const list = (parts: readonly string[]): Bilingual => ({ zh: parts.join('、'), en: parts.join(', ') });

/** The age today: years, months below three years, days below a month. */
export function ageWords(birth: Birth, today: IsoDay): Bilingual {
  const age = ageAt(birth, today);
  if (!age.ok) return bilingual('patients.age.unclear');
  const { years, months, days } = age.value;
  if (years >= INFANT_YEARS) return bilingual('patients.age.years', { count: years });
  const all = years * 12 + months;
  return all > 0
    ? bilingual('patients.age.months', { count: all })
    : bilingual('patients.age.days', { count: days });
}

/** As much of the birth as is known. */
export function birthWords(birth: Birth): Bilingual {
  if (birth.kind === 'date') return bilingual('patients.born', { day: birth.date });
  if (birth.kind === 'month') return bilingual('patients.born', { day: birth.month });
  if (birth.kind === 'year') return bilingual('patients.born', { day: birth.year });
  const [first, last] = bornBetween(birth);
  const year = dayAt(Math.floor((first + last) / 2)).slice(0, 4);
  return bilingual('patients.born.by-age', { year, day: birth.on });
}

export const sexWords = (sex: Patient['sex']): Bilingual => bilingual(`patients.sex.${sex}`);

/** Facts of a patient that are edited, compared and merged, in the order in which they are shown. */
export const FIELDS = [
  'name',
  'otherNames',
  'sex',
  'birth',
  'residentId',
  'phone',
  'village',
  'ethnicity',
  'guardian',
  'allergies',
  'noKnownAllergies',
  'conditions',
  'medicines',
  'pregnantUntil',
  'note',
  'mergedInto'
] as const satisfies readonly (keyof Patient)[];
export type Field = (typeof FIELDS)[number];

export const fieldKey = (field: Field): MessageKey => `patients.field.${field}`;

/** A fact in words, '' where nothing is known. */
export function fieldWords(patient: Patient, field: Field): Bilingual {
  switch (field) {
    case 'sex':
      return sexWords(patient.sex);
    case 'birth':
      return birthWords(patient.birth);
    case 'otherNames':
      return list(patient.otherNames);
    case 'guardian':
      return list([patient.guardian?.name, patient.guardian?.phone].flatMap((part) => part ?? []));
    case 'allergies':
      return list(patient.allergies.map(allergyName));
    case 'noKnownAllergies':
      return patient.noKnownAllergies ? bilingual('patients.allergies.none-known') : NOTHING;
    case 'conditions':
      return list(patient.conditions.map(({ name }) => name));
    case 'medicines':
      return list(patient.medicines.map(({ text }) => text));
    case 'mergedInto':
      return patient.mergedInto === undefined ? NOTHING : bilingual('patients.merged');
    default:
      return same(patient[field] ?? '');
  }
}

export const allergyName = ({ substance }: Allergy): string => substance.name;
