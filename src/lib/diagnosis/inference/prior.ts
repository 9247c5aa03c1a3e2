import type { Person } from '$part/kernel';
import type { Condition, Pack } from '$part/knowledge';
import type { PackIndex } from '../pack-index';
import { descendantsOf, indexOf } from '../pack-index';
import type { ModelTables } from './tables';
import type { PriorKind, Scalars } from './types';
import { demographyOf, seasonFactor } from './visit-mix';

/** Visits of a thousand below which a figure is a guess. */
const LEAST_PER_THOUSAND = 0.001;

/**
 * ln m + tau ln base of every candidate, not normalised (AUTHORING section 5): m = age x sex x product of `given` of
 * the known findings, base = visits of a thousand x season. The flat prior has tau 0, so that every condition is
 * equal while age, sex and known disease still count. A pair has its cause's prior times the rate of the
 * complication. -Infinity where the sex excludes the condition, or where it is already known: then it is no
 * candidate, but it stays a cause.
 *
 * `known` are the standing facts that are present (`Evidence.known`).
 */
export function logPrior(
  pack: Pack,
  tables: ModelTables,
  person: Person,
  known: readonly string[],
  kind: PriorKind,
  scalars: Scalars
): Float64Array {
  const index = indexOf(pack);
  const isKnown = new Set<string>(known);
  const tau = kind === 'flat' ? 0 : scalars.tau;
  const demography = demographyOf(pack);
  const own = new Map<string, number>();
  const priorOf = (condition: Condition) => {
    let prior = own.get(condition.id);
    if (prior === undefined) {
      prior = Math.log(demography.factor(condition, person));
      for (const { factor } of givenFactors(condition, isKnown, index)) prior += Math.log(factor);
      if (tau > 0) {
        const base = Math.max(LEAST_PER_THOUSAND, condition.perThousandVisits);
        prior += tau * Math.log(base * seasonFactor(pack, condition, person.month));
      }
      own.set(condition.id, prior);
    }
    return prior;
  };
  return Float64Array.from(tables.candidates, (candidate) => {
    const condition = index.condition.get(candidate.condition);
    if (!condition || (condition.knownAs !== undefined && isKnown.has(condition.knownAs))) return -Infinity;
    if (candidate.cause === undefined) return priorOf(condition);
    const cause = index.condition.get(candidate.cause);
    if (!cause || demography.factor(condition, person) <= 0) return -Infinity;
    return priorOf(cause) + Math.log(condition.complicationOf[candidate.cause] ?? 0);
  });
}

/**
 * The factors by which known findings multiply a condition's prior. Of two of which one is a kind of the other, as
 * an old infarction is of coronary disease, only the more specific one counts.
 */
export function givenFactors(
  condition: Condition,
  known: ReadonlySet<string>,
  index: PackIndex
): { readonly id: string; readonly factor: number }[] {
  const named = Object.entries(condition.given).filter(([id]) => known.has(id));
  return named
    .filter(([id]) => !named.some(([other]) => descendantsOf(index, id).includes(other)))
    .map(([id, factor]) => ({ id, factor }));
}
