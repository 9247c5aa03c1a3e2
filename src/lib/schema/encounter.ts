import { MAX_AGE_YEARS } from '$part/kernel';
import * as v from 'valibot';
import { instant } from './calendar-day';
import { diagnoses } from './diagnosis';
import type { Frozen } from './frozen';
import { type EncounterId, type PatientId, type UserId, randomId, reasonCode, rowId, version } from './ids';
import type { ObservationId } from './observation';
import { observations } from './observation-validator';
import { PURPOSES } from './purpose';
import type { RecordKind } from './record';
import { shownList } from './shown-list';
import { line, prose } from './texts';
import { typedMeasures } from './typed-measures';

const MAX_NOTE = 200_000;

const entries = {
  id: rowId<EncounterId>(),
  version,
  patient: rowId<PatientId>(),
  purpose: v.picklist(PURPOSES),
  startedAt: instant,
  savedAt: instant,
  /** Complaint and all else that was written, unit by unit as it was read: spans of observations point into it. */
  note: prose(MAX_NOTE),
  /** Of the screen. */
  language: v.picklist(['zh', 'en']),
  observations,
  vitals: typedMeasures,
  /** The person as inference took it, not as the patient's record says. */
  person: v.strictObject({
    ageYears: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_AGE_YEARS))),
    sex: v.exactOptional(v.picklist(['male', 'female'])),
    pregnant: v.exactOptional(v.boolean()),
    month: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(12))
  }),
  /** None in a visit where no list was shown, such as a dressing. */
  shown: v.exactOptional(shownList),
  diagnoses,
  /** What the doctor thought before the list opened, in the visits where that was asked; none where he passed. */
  askedBefore: v.exactOptional(v.strictObject({ at: instant, diagnoses })),
  /** What the check of the diagnoses against the list found. */
  reasonableness: v.exactOptional(reasonCode),
  /** Why the doctor stays with what the check doubts. */
  override: v.exactOptional(v.strictObject({ reason: reasonCode, text: prose(2_000) })),
  plan: v.exactOptional(prose(20_000)),
  /** `amended`: this version corrects a saved one, which stays beside it. */
  status: v.picklist(['open', 'saved', 'amended']),
  /** Why the saved version before this one was corrected. */
  correction: v.exactOptional(line(500)),
  /** ECDSA P-256 with SHA-256 over the canonical JSON of this version without its signature. */
  signature: v.exactOptional(
    v.strictObject({
      user: randomId<UserId>(),
      at: instant,
      /** Base64 of 64 bytes. */
      value: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/, 'expected a signature'))
    })
  )
};

const validator = v.pipe(
  v.strictObject(entries),
  v.forward(
    v.check(
      ({ status, correction }) => (status === 'amended') === (correction !== undefined),
      'expected a reason where a saved version is corrected'
    ),
    ['correction']
  ),
  v.forward(
    v.check(({ status, version }) => status !== 'amended' || version > 1, 'expected a version before'),
    ['status']
  )
);
/** One version of a visit; written once. */
export type Encounter = Frozen<v.InferOutput<typeof validator>>;

export const ENCOUNTER: RecordKind<Encounter> = {
  name: 'encounter',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: {
    id: 'c7e4a1b2-3d5f-4e60-9a81-2b4d6f8a0c05' as EncounterId,
    version: 1,
    patient: '9b2d7c3a-4e5f-4a61-8b72-1d3c5e7f9a03' as PatientId,
    purpose: 'new-problem',
    startedAt: '2026-03-09T01:30:00.000Z',
    savedAt: '2026-03-09T01:42:17.250Z',
    note: '咳嗽3天，无发热',
    language: 'zh',
    observations: [
      {
        id: 'note-0' as ObservationId,
        subject: { kind: 'finding', id: 'cough' },
        state: 'present',
        when: 'now',
        duration: '1-3d',
        whose: 'patient',
        source: { kind: 'note', span: [0, 2], style: 'narrative' },
        author: 'doctor',
        at: 0
      },
      {
        id: 'measured-temperature-3' as ObservationId,
        subject: { kind: 'measure', id: 'temperature' },
        state: 'present',
        value: 36.8,
        unit: '°C',
        when: 'now',
        whose: 'patient',
        source: { kind: 'measured' },
        author: 'doctor',
        at: 3
      }
    ],
    vitals: { temperature: { text: '36.8', at: 3 } },
    person: { ageYears: 63, sex: 'female', month: 3 },
    shown: {
      packHash: '4d1f0a2b3c5e6978897a6b5c4d3e2f1001f2e3d4c5b6a798897a6b5c4d3e2f10',
      modelInputHash: '5e2f1b3c4d6f7a89988a7b6c5d4e3f2112f3e4d5c6b7a899988a7b6c5d4e3f21',
      modelHash: '6f3a2c4d5e7a8b9aa99b8c7d6e5f4a3223a4f5e6d7c8b9aaa99b8c7d6e5f4a32',
      backend: 'wasm',
      prior: 'clinic',
      ranked: [
        { condition: 'common-cold', probability: 0.62 },
        { condition: 'acute-bronchitis', probability: 0.21 }
      ],
      urgency: 'non-emergency',
      danger: [],
      build: '0.1.0+61e458d'
    },
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
    reasonableness: 'in-list',
    plan: '多饮水，3天后不好转复诊',
    status: 'saved'
  }
};
