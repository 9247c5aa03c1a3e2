import type { Bilingual } from '$part/kernel';
import type { Allergy, IsoDay, Patient } from '$part/schema';
import { isTaken, knownFacts, type Warning } from './known-facts';
import { ageWords, birthWords } from './patient-words';

export interface HeadAllergy {
  readonly name: string;
  readonly severity: Allergy['severity'];
  readonly certainty: Allergy['certainty'];
}

/** The strip that stands above every screen of a patient. */
export interface PatientHead {
  readonly id: string;
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly sex: Patient['sex'];
  readonly age: Bilingual;
  readonly born: Bilingual;
  readonly residentId: string | undefined;
  readonly phone: string | undefined;
  readonly village: string | undefined;
  readonly ethnicity: string | undefined;
  readonly guardian: string | undefined;
  /** Severe ones first. */
  readonly allergies: readonly HeadAllergy[];
  readonly asked: 'listed' | 'none-known' | 'not-asked';
  readonly conditions: readonly string[];
  readonly medicines: readonly string[];
  readonly warnings: readonly Warning[];
  readonly lastVisit: { readonly at: number; readonly diagnosis: string | undefined } | undefined;
  readonly note: string;
}

const SEVERITIES = ['severe', 'moderate', 'mild', undefined];

export function headOf(patient: Patient, today: IsoDay, lastVisit: PatientHead['lastVisit']): PatientHead {
  const { id, name, otherNames, sex, birth, allergies, noKnownAllergies, guardian } = patient;
  return {
    id,
    name,
    otherNames,
    sex,
    age: ageWords(birth, today),
    born: birthWords(birth),
    residentId: patient.residentId,
    phone: patient.phone,
    village: patient.village,
    ethnicity: patient.ethnicity,
    guardian: guardian && [guardian.name, guardian.phone].flatMap((part) => part ?? []).join(' '),
    allergies: allergies
      .map(({ substance, severity, certainty }) => ({ name: substance.name, severity, certainty }))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    asked: allergies.length > 0 ? 'listed' : noKnownAllergies ? 'none-known' : 'not-asked',
    conditions: patient.conditions.map((one) => one.name),
    medicines: patient.medicines.filter((one) => isTaken(one, today)).map(({ text }) => text),
    warnings: knownFacts(patient, today).warnings,
    lastVisit,
    note: patient.note
  };
}
