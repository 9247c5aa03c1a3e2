import type { ConditionId } from '$part/knowledge';
import type { ModelTables } from './tables';

/** Candidates gathered into the conditions they stand for: a pair's mass goes to its complication. */
export interface ConditionsOfTables {
  readonly ids: readonly ConditionId[];
  /** Place in `ids` of each candidate. */
  readonly of: Int32Array;
}

const made = new WeakMap<ModelTables, ConditionsOfTables>();

/** Made at the first call and kept with the tables, which are immutable. */
export function conditionsOf(tables: ModelTables): ConditionsOfTables {
  const held = made.get(tables);
  if (held) return held;
  const ids = [...new Set(tables.candidates.map((candidate) => candidate.condition))];
  const place = new Map(ids.map((id, at) => [id, at]));
  const conditions = { ids, of: Int32Array.from(tables.candidates, (c) => place.get(c.condition) ?? 0) };
  made.set(tables, conditions);
  return conditions;
}

/** The posterior of candidates summed into conditions, in the order of `conditionsOf(tables).ids`. */
export function conditionMass(tables: ModelTables, posterior: ArrayLike<number>): Float64Array {
  const { ids, of } = conditionsOf(tables);
  const mass = new Float64Array(ids.length);
  of.forEach((condition, k) => {
    mass[condition] = (mass[condition] ?? 0) + (posterior[k] ?? 0);
  });
  return mass;
}

/** The most probable candidate of a condition, itself or one of its pairs; -1 where there is none. */
export function bestCandidate(
  tables: ModelTables,
  posterior: ArrayLike<number>,
  condition: ConditionId
): number {
  const { ids, of } = conditionsOf(tables);
  let best = -1;
  of.forEach((place, k) => {
    if (ids[place] === condition && (best < 0 || (posterior[k] ?? 0) > (posterior[best] ?? 0))) best = k;
  });
  return best;
}
