import type {
  Diagnosis,
  Draft as StoredDraft,
  Encounter as EncounterVersion,
  EncounterId,
  PatientId,
  Purpose
} from '$part/schema';
import type { PriorKind } from '$part/diagnosis';
import { RECORD } from '../case-observations';
import { type Draft, EMPTY_DRAFT } from '../draft';
import { recordedIn } from './known-facts';

/** All that was entered in an open visit. */
export interface Entered {
  readonly id: EncounterId;
  readonly startedAt: string;
  readonly patient: PatientId;
  readonly purpose: Purpose | undefined;
  readonly open: Draft;
  readonly prior: PriorKind;
  readonly diagnoses: readonly Diagnosis[];
  readonly plan: string;
  readonly askedBefore: StoredDraft['askedBefore'];
  readonly override: StoredDraft['override'];
  readonly amends: StoredDraft['amends'];
}

/** As it is kept on the disk. */
export function toDraft(entered: Entered): StoredDraft {
  const { id, startedAt, patient, purpose, open, prior, diagnoses, plan, askedBefore, override, amends } =
    entered;
  return {
    id,
    startedAt,
    patient,
    ...(purpose ? { purpose } : {}),
    ...open,
    prior,
    diagnoses,
    plan,
    ...(askedBefore ? { askedBefore } : {}),
    ...(override ? { override } : {}),
    ...(amends ? { amends } : {})
  };
}

/** @param patient of whom the visit is, where the draft names none */
export function ofDraft(draft: StoredDraft, patient: PatientId): Entered {
  const { note, age, sex, pregnant, vitals, decisions, struck } = draft;
  const open: Draft = {
    note,
    age,
    vitals,
    decisions,
    ...(sex ? { sex } : {}),
    ...(pregnant === undefined ? {} : { pregnant }),
    ...(struck ? { struck } : {})
  };
  return {
    id: draft.id,
    startedAt: draft.startedAt,
    patient: draft.patient ?? patient,
    purpose: draft.purpose,
    open,
    prior: draft.prior ?? 'clinic',
    diagnoses: draft.diagnoses ?? [],
    plan: draft.plan ?? '',
    askedBefore: draft.askedBefore,
    override: draft.override,
    amends: draft.amends
  };
}

export function newEntered(id: EncounterId, startedAt: string, patient: PatientId): Entered {
  return ofDraft({ id, startedAt, patient, ...EMPTY_DRAFT }, patient);
}

/**
 * A saved version opened again. Readings are read anew from its note and measures from what was typed; facts that the
 * record has learnt since do not count until the doctor lets them.
 *
 * @param known of the version and of the patient's record today
 */
export function ofVersion(version: EncounterVersion, known: readonly string[], reason: string): Entered {
  const { id, startedAt, patient, purpose, note, vitals, observations, shown, diagnoses } = version;
  const counted = recordedIn(observations);
  const decisions = observations.filter(
    ({ source, author }) => author !== RECORD && (source.kind === 'asked' || source.kind === 'added')
  );
  const struck = known.filter((fact) => !counted.includes(fact));
  return {
    id,
    startedAt,
    patient,
    purpose,
    open: { note, age: EMPTY_DRAFT.age, vitals, decisions, struck },
    prior: shown?.prior ?? 'clinic',
    diagnoses,
    plan: version.plan ?? '',
    askedBefore: version.askedBefore,
    override: version.override,
    amends: { version: version.version, reason }
  };
}
