import { indexOf, type Differential, type Evidence } from '$part/diagnosis';
import { forPerson, type Person } from '$part/kernel';
import type { Condition, Pack } from '$part/knowledge';
import type { Diagnosis } from '$part/schema';
import { shownRows } from './shown-rows';

export const REASONABLENESS = [
  'fits',
  'low-on-list',
  'not-in-pack',
  'not-on-list',
  'impossible-age',
  'impossible-sex',
  'danger-unanswered'
] as const;
export type Reasonableness = (typeof REASONABLENESS)[number];

/** Among the first few, or not unlikely: nobody need be asked about it. */
const FIRST = 5;
const LIKELY = 0.05;

export interface Judged {
  readonly pack: Pack;
  readonly diagnoses: readonly Diagnosis[];
  /** None where no list was shown. */
  readonly ranked: Differential['ranked'] | undefined;
  readonly evidence: Pick<Evidence, 'known'>;
  readonly person: Person;
  /** Whether a danger sign stands. */
  readonly isDanger: boolean;
}

/**
 * The primary diagnosis against age, sex, danger signs and list, the weightiest doubt first; undefined where there is
 * nothing to hold against each other. A question to the doctor, never a verdict: it blocks nothing.
 */
export function reasonableness(judged: Judged): Reasonableness | undefined {
  const { pack, diagnoses, ranked, evidence, person, isDanger } = judged;
  const primary = diagnoses.find((one) => one.primary);
  if (!primary) return undefined;
  const { condition: conditions } = indexOf(pack);
  const condition = conditions.get(primary.condition ?? '');
  if (condition && person.sex && condition.prevalence.sex[person.sex] === 0) return 'impossible-sex';
  if (condition && forPerson(condition.prevalence.age, person) === 0) return 'impossible-age';
  const isAnswered = diagnoses.some((one) => isGrave(conditions.get(one.condition ?? '')));
  if (isDanger && !isAnswered) return 'danger-unanswered';
  if (!ranked) return undefined;
  if (!condition) return 'not-in-pack';
  // A disease that is known already is no candidate for what is new; to treat it again is no surprise.
  if (condition.knownAs !== undefined && evidence.known.includes(condition.knownAs)) return 'fits';
  const rows = shownRows(ranked);
  const at = rows.findIndex((row) => row.condition === condition.id);
  if (at === -1) return 'not-on-list';
  return at < FIRST || (rows[at]?.probability ?? 0) >= LIKELY ? 'fits' : 'low-on-list';
}

/** Grave enough to be what a danger sign warns of. */
function isGrave(condition: Condition | undefined): boolean {
  if (!condition) return false;
  const { severity, mustNotMiss, refer } = condition;
  return mustNotMiss || severity === 'serious' || severity === 'critical' || refer?.urgency === 'emergency';
}
