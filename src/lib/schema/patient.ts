import * as v from 'valibot';
import { birth } from './birth';
import { type PartialDay, day, instant, partialDay } from './calendar-day';
import type { Frozen } from './frozen';
import { type PatientId, atc, icd10, packId, rowId } from './ids';
import { phone } from './phone';
import type { RecordKind } from './record';
import { residentId } from './resident-id';
import { line, prose } from './texts';

/** GB/T 2261.1 has a code for not known as well; inference then knows none. */
export const SEXES = ['male', 'female', 'unknown'] as const;
const MOST_ENTRIES = 100;

const name = line(80);

const allergy = v.strictObject({
  /** As written or chosen; the code beside it where there is one. */
  substance: v.strictObject({
    name: line(120),
    atc: v.exactOptional(atc),
    /** Known finding of the pack that this allergy states. */
    finding: v.exactOptional(packId)
  }),
  reaction: v.exactOptional(line(200)),
  severity: v.exactOptional(v.picklist(['mild', 'moderate', 'severe'])),
  certainty: v.picklist(['confirmed', 'suspected']),
  notedAt: instant
});
export type Allergy = Frozen<v.InferOutput<typeof allergy>>;

const knownCondition = v.strictObject({
  /** As recorded: readable whatever becomes of the pack. */
  name: line(120),
  condition: v.exactOptional(packId),
  icd10: v.exactOptional(icd10),
  /** The known finding that it states in every visit, such as hx.hypertension. */
  finding: v.exactOptional(packId),
  since: v.exactOptional(partialDay)
});
export type KnownCondition = Frozen<v.InferOutput<typeof knownCondition>>;

const medicine = v.strictObject({
  text: line(200),
  /** The known finding that it states while it is taken, such as rx.aspirin. */
  finding: v.exactOptional(packId),
  since: v.exactOptional(partialDay),
  stopped: v.exactOptional(partialDay)
});
export type Medicine = Frozen<v.InferOutput<typeof medicine>>;

const validator = v.pipe(
  v.strictObject({
    id: rowId<PatientId>(),
    name,
    otherNames: v.pipe(v.array(name), v.maxLength(10)),
    sex: v.picklist(SEXES),
    birth,
    residentId: v.exactOptional(residentId),
    phone: v.exactOptional(phone),
    village: v.exactOptional(line(80)),
    ethnicity: v.exactOptional(line(40)),
    guardian: v.exactOptional(
      v.strictObject({ name, relation: v.exactOptional(line(40)), phone: v.exactOptional(phone) })
    ),
    allergies: v.pipe(v.array(allergy), v.maxLength(MOST_ENTRIES)),
    /** Asked, and none: another thing than an empty list. */
    noKnownAllergies: v.exactOptional(v.literal(true)),
    conditions: v.pipe(v.array(knownCondition), v.maxLength(MOST_ENTRIES)),
    medicines: v.pipe(v.array(medicine), v.maxLength(MOST_ENTRIES)),
    /** The last day on which she counts as pregnant: the day the child is due, or a later one. */
    pregnantUntil: v.exactOptional(day),
    /** The patient that this one turned out to be. */
    mergedInto: v.exactOptional(rowId<PatientId>()),
    note: prose(5_000)
  }),
  v.forward(
    v.check(
      ({ allergies, noKnownAllergies }) => !noKnownAllergies || allergies.length === 0,
      'expected no allergies where none are known'
    ),
    ['noKnownAllergies']
  ),
  v.forward(
    v.check(
      ({ sex, pregnantUntil }) => pregnantUntil === undefined || sex !== 'male',
      'expected no pregnancy'
    ),
    ['pregnantUntil']
  ),
  v.forward(
    v.check(({ id, mergedInto }) => mergedInto !== id, 'expected another patient'),
    ['mergedInto']
  )
);
export type Patient = Frozen<v.InferOutput<typeof validator>>;

export const PATIENT: RecordKind<Patient> = {
  name: 'patient',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: {
    id: '9b2d7c3a-4e5f-4a61-8b72-1d3c5e7f9a03' as PatientId,
    name: '单小兰',
    otherNames: ['兰嫂'],
    sex: 'female',
    birth: { kind: 'month', month: '1962-03' },
    phone: '13800000000',
    village: '李庄',
    allergies: [
      {
        substance: { name: '青霉素', atc: 'J01C', finding: 'hx.drug-allergy' },
        reaction: '皮疹',
        severity: 'moderate',
        certainty: 'confirmed',
        notedAt: '2026-03-09T01:30:00.000Z'
      }
    ],
    conditions: [
      { name: '高血压', icd10: 'I10', finding: 'hx.hypertension', since: '2015' as PartialDay },
      { name: '胃病', since: '2020-06' as PartialDay }
    ],
    medicines: [
      { text: '阿司匹林 100mg 每日一次', finding: 'rx.aspirin', since: '2018-05-01' as PartialDay }
    ],
    note: ''
  }
};
