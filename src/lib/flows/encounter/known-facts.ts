import type { Pack } from '$part/knowledge';
import {
  dayOfTime,
  type Encounter,
  type IsoDay,
  type KnownCondition,
  type Observation,
  type Patient
} from '$part/schema';
import type { Background } from '../background';
import { RECORD } from '../case-observations';
import { knownFacts } from '../patients/known-facts';

/** The day of a visit where this tablet's clock stands. */
export function dayOfVisit(startedAt: string): IsoDay {
  const ms = Date.parse(startedAt);
  return dayOfTime(ms, new Date(ms).getTimezoneOffset());
}

/** What the person states, and no known fact: his pregnancy stands in a field of its own. */
const PREGNANT = 'hx.pregnant';

/** Standing findings of a record on a day. */
const knownOn = (patient: Patient, day: IsoDay): readonly string[] =>
  knownFacts(patient, day).findings.filter((id) => id !== PREGNANT);

/** The patient as a visit that began then takes him. */
export function backgroundOf(patient: Patient, startedAt: string): Background {
  const day = dayOfVisit(startedAt);
  const month = new Date(Date.parse(startedAt)).getMonth() + 1;
  return { ...knownFacts(patient, day).person, known: knownOn(patient, day), month };
}

/** Facts of the record that counted in a version of a visit. */
export const recordedIn = (observations: readonly Observation[]): readonly string[] =>
  observations.flatMap(({ author, subject }) => (author === RECORD ? [subject.id] : []));

/** The patient as a version of a visit took him, with what the record has learnt since beside it. */
export function backgroundOfVersion(version: Encounter, patient: Patient): Background {
  const { person, observations, startedAt } = version;
  const known = knownOn(patient, dayOfVisit(startedAt));
  return { ...person, known: [...new Set([...recordedIn(observations), ...known])] };
}

const ALLERGY = /^hx\.(?:[a-z]+-)?allergy$/;
/** So for a while only. */
const PASSING = /^hx\.(?:pregnant|recent-|postpartum|breastfeeding|similar-|unvaccinated|prolonged-)/;

/** Whether a finding belongs into the patient's record: a disease that stays, an allergy. */
export const isForRecord = (finding: string): boolean => finding.startsWith('hx.') && !PASSING.test(finding);

/** Whether a record holds a fact already, be it only suspected. */
export const holds = ({ conditions, allergies }: Patient, finding: string): boolean =>
  conditions.some((one) => one.finding === finding) ||
  allergies.some(({ substance }) => substance.finding === finding);

/** A fact as it goes into a record. */
export interface NewFact extends KnownCondition {
  readonly finding: string;
}

/** The condition of the pack whose known state a finding is. */
export function codeOf(pack: Pack, finding: string): Pick<KnownCondition, 'condition' | 'icd10'> {
  const condition = pack.conditions.find(({ knownAs }) => knownAs === finding);
  const icd10 = condition?.icd10[0];
  return condition && icd10 !== undefined ? { condition: condition.id, icd10 } : {};
}

/** The patient with one more fact, in the place where it belongs; undefined where it is there already. */
export function withFact(patient: Patient, fact: NewFact, at: string): Patient | undefined {
  const { finding, name } = fact;
  if (holds(patient, finding)) return undefined;
  if (!ALLERGY.test(finding)) return { ...patient, conditions: [...patient.conditions, fact] };
  const { noKnownAllergies: _, ...rest } = patient;
  const allergy = { substance: { name, finding }, certainty: 'confirmed', notedAt: at } as const;
  return { ...rest, allergies: [...patient.allergies, allergy] };
}
