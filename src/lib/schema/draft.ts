import * as v from 'valibot';
import { instant } from './calendar-day';
import { diagnoses } from './diagnosis';
import type { Frozen } from './frozen';
import { type EncounterId, type PatientId, packId, reasonCode, rowId, version } from './ids';
import type { ObservationId } from './observation';
import { observations } from './observation-validator';
import { PURPOSES } from './purpose';
import type { RecordKind } from './record';
import { typedMeasures, typedText } from './typed-measures';

/** Longer than any note is read: a draft keeps what was pasted, whatever it was. */
const MAX_DRAFT_NOTE = 2_000_000;

const MAX_DRAFT_PLAN = 200_000;
/** As many as a patient's record can state. */
const MOST_FACTS = 1_000;

/** An open case: all that was entered, as it was entered, right or wrong. */
const validator = v.strictObject({
  /** Becomes the id of the encounter. */
  id: rowId<EncounterId>(),
  startedAt: instant,
  patient: v.exactOptional(rowId<PatientId>()),
  purpose: v.exactOptional(v.picklist(PURPOSES)),
  note: v.pipe(v.string(), v.maxLength(MAX_DRAFT_NOTE)),
  age: v.strictObject({ text: typedText, unit: v.picklist(['years', 'months']) }),
  sex: v.exactOptional(v.picklist(['male', 'female'])),
  pregnant: v.exactOptional(v.boolean()),
  vitals: typedMeasures,
  decisions: observations,
  /** Known facts of the patient's record that do not count in this visit: ids of findings. */
  struck: v.exactOptional(v.pipe(v.array(packId), v.maxLength(MOST_FACTS))),
  /** Base rates that the doctor chose for the list. */
  prior: v.exactOptional(v.picklist(['clinic', 'flat'])),
  diagnoses: v.exactOptional(diagnoses),
  /** Answered before the list opened; no diagnoses where the doctor passed. */
  askedBefore: v.exactOptional(v.strictObject({ at: instant, diagnoses })),
  /** Why the doctor stays with what the check of the diagnoses doubts. */
  override: v.exactOptional(v.strictObject({ reason: reasonCode, text: typedText })),
  plan: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_DRAFT_PLAN))),
  /** The saved version that this corrects, and why. */
  amends: v.exactOptional(v.strictObject({ version, reason: typedText }))
});
export type Draft = Frozen<v.InferOutput<typeof validator>>;

export const DRAFT: RecordKind<Draft> = {
  name: 'draft',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: {
    id: 'c7e4a1b2-3d5f-4e60-9a81-2b4d6f8a0c05' as EncounterId,
    startedAt: '2026-03-09T01:30:00.000Z',
    patient: '9b2d7c3a-4e5f-4a61-8b72-1d3c5e7f9a03' as PatientId,
    purpose: 'new-problem',
    note: '咳嗽3天，无发热',
    age: { text: '62', unit: 'years' },
    sex: 'female',
    vitals: { temperature: { text: '36.8', at: 3 } },
    decisions: [
      {
        id: 'decision-2' as ObservationId,
        subject: { kind: 'finding', id: 'sputum' },
        state: 'absent',
        when: 'now',
        whose: 'patient',
        source: { kind: 'asked' },
        author: 'doctor',
        at: 2
      }
    ],
    struck: ['hx.asthma'],
    diagnoses: [
      {
        condition: 'common-cold',
        icd10: 'J00',
        nationalCode: 'J00.x00',
        name: '急性鼻咽炎[感冒]',
        certainty: 'confirmed',
        primary: true
      }
    ],
    plan: '多饮水'
  }
};
