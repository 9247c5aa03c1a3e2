import type { Language } from '$part/kernel';
import { cleanLine, cleanProse, type Encounter as EncounterVersion, type ShownList } from '$part/schema';
import type { Visit } from '../visit.svelte';
import type { Entered } from './encounter-draft';
import type { Reasonableness } from './reasonableness';

const LONGEST_NOTE = 200_000;
const LONGEST_PLAN = 20_000;
const LONGEST_REASON = 500;

/** Why a visit cannot be saved as it stands; nothing of it is lost. */
export type Refusal = 'not-allowed' | 'no-purpose' | 'no-reason' | 'note-too-long' | 'plan-too-long';

export interface Rights {
  readonly mayWrite: boolean;
  readonly maySign: boolean;
}

/** What became of the version that is corrected; none for a first one. */
export type Base = Pick<EncounterVersion, 'version' | 'status'>;

/** Whether a signed record is corrected; a trainee's note that nobody has confirmed is none yet. */
export const corrects = (base: Base | undefined): boolean => base !== undefined && base.status !== 'open';

export function refusal(
  { purpose, open, plan, amends }: Entered,
  base: Base | undefined,
  { mayWrite, maySign }: Rights
): Refusal | undefined {
  if (!mayWrite || (corrects(base) && !maySign)) return 'not-allowed';
  if (!purpose) return 'no-purpose';
  if (corrects(base) && cleanLine(amends?.reason ?? '') === '') return 'no-reason';
  if (open.note.length > LONGEST_NOTE) return 'note-too-long';
  return plan.length > LONGEST_PLAN ? 'plan-too-long' : undefined;
}

export interface ToRecord {
  readonly entered: Entered;
  readonly base: Base | undefined;
  readonly visit: Pick<Visit, 'taken' | 'readNote' | 'observations'>;
  readonly shown: ShownList | undefined;
  readonly reasonableness: Reasonableness | undefined;
  readonly savedAt: string;
  readonly language: Language;
  /** By whoever may not sign: it waits for the signature of somebody who may (规范 article 16). */
  readonly isToConfirm: boolean;
}

/** The version that is written, without its signature; undefined where no purpose was chosen. */
export function toVersion(made: ToRecord): Omit<EncounterVersion, 'signature'> | undefined {
  const { entered, base, visit, shown, reasonableness, savedAt, language, isToConfirm } = made;
  const { id, patient, purpose, startedAt, open, diagnoses, plan, askedBefore, override, amends } = entered;
  if (!purpose) return undefined;
  const { month = 1, ...person } = visit.taken.person;
  const isDoubted = reasonableness !== undefined && reasonableness !== 'fits';
  return {
    id,
    version: (base?.version ?? 0) + 1,
    patient,
    purpose,
    startedAt,
    savedAt,
    note: visit.readNote,
    language,
    observations: visit.observations,
    vitals: open.vitals,
    person: { ...person, month },
    ...(shown ? { shown } : {}),
    diagnoses,
    ...(askedBefore ? { askedBefore } : {}),
    ...(reasonableness ? { reasonableness } : {}),
    ...(override && isDoubted
      ? { override: { reason: override.reason, text: cleanProse(override.text) } }
      : {}),
    ...(plan.trim() === '' ? {} : { plan: cleanProse(plan) }),
    ...(isToConfirm
      ? { status: 'open' }
      : corrects(base)
        ? {
            status: 'amended',
            correction: cleanLine(amends?.reason ?? '')
              .slice(0, LONGEST_REASON)
              .trim()
          }
        : { status: 'saved' })
  };
}
