import type { ConditionId, FindingId } from '$part/knowledge';

/** A question worth asking next, best first. */
export interface Question {
  readonly finding: FindingId;
  /** Expected fall of the posterior's entropy in bits, after weights for must-not-miss and cost. */
  readonly value: number;
  /** The expected information alone, in bits. */
  readonly gain: number;
  /** P(answer is yes) as the differential stands. */
  readonly chance: number;
  /** The two conditions it tells apart best, the one a yes favours first. */
  readonly separates?: readonly [ConditionId, ConditionId];
  /** Set where it is asked to exclude a condition that must not be missed. */
  readonly excludes?: ConditionId;
  /** First condition's probability after yes and after no: the small picture beside the question. */
  readonly afterYes: readonly { readonly condition: ConditionId; readonly probability: number }[];
  readonly afterNo: readonly { readonly condition: ConditionId; readonly probability: number }[];
}

export interface NextQuestions {
  readonly questions: readonly Question[];
  /** Why no more is asked, where `questions` is empty. */
  readonly stop?: 'settled' | 'nothing-helps';
  /** Must-not-miss conditions that are not excluded, most probable first. */
  readonly notExcluded: readonly ConditionId[];
}
