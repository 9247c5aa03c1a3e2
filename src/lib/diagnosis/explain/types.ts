import type { ConditionId } from '$part/knowledge';

/** One stated fact's weight for a condition, in natural log units against background. */
export interface Reason {
  /** A finding id, `group:id`, `value:finding/slot/value`, `onset`, `duration`, `course`, `age`, `sex`, `given:id`. */
  readonly fact: string;
  readonly state: 'present' | 'absent';
  /** Positive speaks for the condition, negative against it. */
  readonly weight: number;
}

/** An answer that would change which condition is first. */
export interface Change {
  readonly fact: string;
  readonly state: 'present' | 'absent';
  /** The condition that would then be first, and its probability. */
  readonly first: ConditionId;
  readonly probability: number;
}

export interface Explanation {
  readonly condition: ConditionId;
  readonly reasons: readonly Reason[];
  readonly changes: readonly Change[];
}
