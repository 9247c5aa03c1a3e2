import type { Reading } from '$part/diagnosis';
import type { Person, Sex } from '$part/kernel';
import { ageOf } from './age-entry';
import { type Background, NO_BACKGROUND } from './background';
import type { Draft } from './draft';

/**
 * Ages at which pregnancy is asked. WHO counts 15 to 49 as reproductive age (Reproductive Health Indicators, 2006);
 * pregnancies are seen on both sides of that, so the question is left out only where it would be absurd.
 */
const FERTILE_YEARS = [10, 55] as const;

export interface Taken {
  readonly person: Person;
  /** Which of them come from the note because nothing was entered. */
  readonly ageFromNote?: number;
  readonly sexFromNote?: Sex;
  readonly mayBePregnant: boolean;
}

/** The person as entered; what was left blank is taken from the record, and what that does not know from the note. */
export function personOf(
  draft: Draft,
  reading: Pick<Reading, 'ageYears' | 'sex'> | undefined,
  month: number,
  recorded: Background = NO_BACKGROUND
): Taken {
  const typed = ageOf(draft.age.text, draft.age.unit);
  const blank = typed.ok && typed.value === undefined;
  const ageFromNote = blank && recorded.ageYears === undefined ? reading?.ageYears : undefined;
  const sexFromNote = (draft.sex ?? recorded.sex) === undefined ? reading?.sex : undefined;
  const ageYears = typed.ok ? (typed.value ?? recorded.ageYears ?? ageFromNote) : undefined;
  const sex = draft.sex ?? recorded.sex ?? sexFromNote;
  const pregnant = draft.pregnant ?? recorded.pregnant;
  const [from, to] = FERTILE_YEARS;
  const mayBePregnant = sex === 'female' && (ageYears === undefined || (ageYears >= from && ageYears <= to));
  return {
    person: {
      ...(ageYears === undefined ? {} : { ageYears }),
      ...(sex ? { sex } : {}),
      ...(mayBePregnant && pregnant !== undefined ? { pregnant } : {}),
      month
    },
    ...(ageFromNote === undefined ? {} : { ageFromNote }),
    ...(sexFromNote ? { sexFromNote } : {}),
    mayBePregnant
  };
}
