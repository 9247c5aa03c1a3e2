import type { ConditionId } from '$part/knowledge';
import type { Model } from '../inference/model';
import type { QuestionCase } from '../questions/shortlist';
import { changes } from './change';
import type { Explanation } from './types';
import { why } from './why';

/** Why a condition stands where it stands, and what would change which is first. */
export function explain(model: Model, input: QuestionCase, condition: ConditionId): Explanation {
  const { evidence, person, posterior } = input;
  return {
    condition,
    reasons: why(model, evidence, person, posterior, condition),
    changes: changes(model, input, condition)
  };
}
