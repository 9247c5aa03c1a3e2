import {
  type Allergy,
  cleanLine,
  type IsoDay,
  type KnownCondition,
  type Medicine,
  type PartialDay,
  type Patient
} from '$part/schema';
import { without } from './three-way';

/** Lists of a patient's record that the doctor keeps. */
export type FactList = 'allergies' | 'conditions' | 'medicines';

/** With one more allergy; what has no name adds nothing. */
export function withAllergy(patient: Patient, allergy: Allergy): Patient {
  const name = cleanLine(allergy.substance.name);
  if (name === '') return patient;
  const added = { ...allergy, substance: { ...allergy.substance, name } };
  return without({ ...patient, allergies: [...patient.allergies, added] }, 'noKnownAllergies');
}

export function withCondition(patient: Patient, condition: KnownCondition): Patient {
  const name = cleanLine(condition.name);
  if (name === '') return patient;
  return { ...patient, conditions: [...patient.conditions, { ...condition, name }] };
}

export function withMedicine(patient: Patient, medicine: Medicine): Patient {
  const text = cleanLine(medicine.text);
  if (text === '') return patient;
  return { ...patient, medicines: [...patient.medicines, { ...medicine, text }] };
}

/** Without an entry of a list; the entry is the very one that the record holds. */
export const removed = (patient: Patient, list: FactList, entry: unknown): Patient => ({
  ...patient,
  [list]: patient[list].filter((one) => one !== entry)
});

/** A medicine stays in the record when it is not taken any more. */
export const stopped = (patient: Patient, medicine: Medicine, on: IsoDay): Patient => ({
  ...patient,
  medicines: patient.medicines.map((one) =>
    one === medicine ? { ...one, stopped: on as string as PartialDay } : one
  )
});
