import { bilingual } from '$part/i18n';
import type { Bilingual, Person } from '$part/kernel';
import { ageAt, ageYears, type Allergy, type IsoDay, type Medicine, type Patient } from '$part/schema';
import { same } from './patient-words';

/** The known finding of a pregnancy, as the packs name it. */
const PREGNANT = 'hx.pregnant';

export interface Warning {
  readonly code: 'severe-allergy' | 'allergies-not-asked' | 'pregnant' | 'sex-unknown';
  readonly words: Bilingual;
}

export interface KnownFacts {
  readonly allergies: readonly Allergy[];
  /** Ids of standing findings (hx., rx.) that inference should know; each one once. */
  readonly findings: readonly string[];
  /** As far as inference takes it; the month is the visit's own. */
  readonly person: Omit<Person, 'month'>;
  /** What the doctor should have seen before anything else. */
  readonly warnings: readonly Warning[];
}

/** Whether a medicine is still taken; one that was stopped some time this year is not. */
export const isTaken = ({ stopped }: Medicine, today: IsoDay): boolean =>
  stopped === undefined || (stopped as string) > today;

/**
 * What a visit knows of the patient before a word is said. Suspected allergies are shown, but state nothing; medicines
 * that were stopped state nothing either.
 */
export function knownFacts(patient: Patient, today: IsoDay): KnownFacts {
  const { allergies, conditions, medicines, sex, birth, pregnantUntil, noKnownAllergies } = patient;
  const isPregnant = pregnantUntil !== undefined && pregnantUntil >= today;
  const findings = [
    ...allergies
      .filter(({ certainty }) => certainty === 'confirmed')
      .map(({ substance }) => substance.finding),
    ...conditions.map(({ finding }) => finding),
    ...medicines.filter((one) => isTaken(one, today)).map(({ finding }) => finding),
    isPregnant ? PREGNANT : undefined
  ];
  const age = ageAt(birth, today);
  const severe = allergies.filter(({ severity }) => severity === 'severe');
  const warnings: Warning[] = severe.map(({ substance }) => ({
    code: 'severe-allergy',
    words: bilingual('patients.warning.severe-allergy', { name: same(substance.name) })
  }));
  if (isPregnant)
    warnings.push({
      code: 'pregnant',
      words: bilingual('patients.warning.pregnant', { day: pregnantUntil })
    });
  if (allergies.length === 0 && !noKnownAllergies)
    warnings.push({ code: 'allergies-not-asked', words: bilingual('patients.warning.allergies-not-asked') });
  if (sex === 'unknown')
    warnings.push({ code: 'sex-unknown', words: bilingual('patients.warning.sex-unknown') });
  return {
    allergies,
    findings: [...new Set(findings.flatMap((id) => id ?? []))],
    person: {
      ...(age.ok ? { ageYears: ageYears(age.value) } : {}),
      ...(sex === 'unknown' ? {} : { sex }),
      ...(isPregnant ? { pregnant: true } : {})
    },
    warnings
  };
}
