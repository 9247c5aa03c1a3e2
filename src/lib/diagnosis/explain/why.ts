import type { Person } from '$part/kernel';
import type { ConditionId } from '$part/knowledge';
import { factorise } from '../evidence/factorise';
import type { Evidence } from '../evidence/types';
import { bestCandidate } from '../inference/conditions';
import type { FactorSink } from '../inference/exact';
import { logLikelihood, logMix } from '../inference/exact';
import type { Factors } from '../inference/factors';
import type { Model } from '../inference/model';
import { givenFactors } from '../inference/prior';
import { demographyOf } from '../inference/visit-mix';
import { indexOf } from '../pack-index';
import type { Reason } from './types';

type Said = Parameters<FactorSink>[0];

/** A weight smaller than this is no reason. */
const LEAST_WEIGHT = 1e-9;

/**
 * What speaks for and against a condition and by how much, largest first: every fact's own part of the score against
 * background, so that the parts of the likelihood sum to it (over the temperature), and age, sex and known
 * diseases with their parts of the prior. Members of a cluster share what the cluster adds in proportion to what
 * each would add alone. Of a condition with pairs the most probable candidate speaks; `posterior` is over candidates.
 */
export function why(
  model: Model,
  evidence: Evidence,
  person: Person,
  posterior: ArrayLike<number>,
  condition: ConditionId
): Reason[] {
  const { pack, tables, scalars } = model;
  const k = bestCandidate(tables, posterior, condition);
  if (k < 0) return [];
  const factors = factorise(evidence, person, pack, tables);
  const parts: { said: Said; weight: number }[] = [];
  logLikelihood(tables, factors, scalars, (said, weights) => parts.push({ said, weight: weights[k] ?? 0 }));
  const shares = clusterShares(model, parts, k);
  const reasons = parts.map(({ said, weight }): Reason => {
    const share = said.cluster > 0 ? (shares.get(said.cluster) ?? 1) : 1;
    const own = weight - unexplained(model, factors, said);
    return { ...factOf(model, factors, said), weight: (own * share) / scalars.temperature };
  });
  return [...reasons, ...priorReasons(model, evidence, person, k)]
    .filter(({ weight }) => Math.abs(weight) > LEAST_WEIGHT)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.fact < b.fact ? -1 : 1));
}

/** What a factor gives a candidate that knows nothing of the finding: 0 but for an absent child of a present parent. */
function unexplained({ scalars }: Model, factors: Factors, { kind, index }: Said): number {
  const pair = kind === 'childAbsent' ? factors.childAbsent[index] : undefined;
  return pair ? Math.log(Math.max(1 - pair.childBackground / pair.parentBackground, scalars.floor)) : 0;
}

/** What a cluster adds, over the sum of what its members would add alone; between 0 and 1. */
function clusterShares(
  model: Model,
  parts: readonly { said: Said; weight: number }[],
  k: number
): Map<number, number> {
  const { tables } = model;
  const sums = new Map<number, number>();
  for (const { said, weight } of parts) {
    if (said.cluster > 0) sums.set(said.cluster, (sums.get(said.cluster) ?? 0) + weight);
  }
  return new Map(
    [...sums].map(([cluster, sum]) => {
      const pi = tables.pi[cluster * tables.candidates.length + k] ?? 1;
      if (pi >= 1) return [cluster, 1];
      // As the sum goes to 0 the ratio goes to pi.
      return [cluster, Math.abs(sum) < LEAST_WEIGHT ? pi : logMix(pi, sum) / sum];
    })
  );
}

function factOf({ tables }: Model, factors: Factors, { kind, index }: Said): Pick<Reason, 'fact' | 'state'> {
  const column = (at: number | undefined) => tables.columns[at ?? 0] ?? '';
  if (kind === 'present') return { fact: column(factors.present[index]?.column), state: 'present' };
  if (kind === 'absent') return { fact: column(factors.absent[index]?.column), state: 'absent' };
  if (kind === 'childAbsent') return { fact: column(factors.childAbsent[index]?.child), state: 'absent' };
  if (kind !== 'slots') return { fact: kind, state: 'present' };
  const slot = factors.slots[index];
  return {
    fact: `value:${tables.slotRows[slot?.row ?? 0] ?? ''}`,
    state: slot?.present ? 'present' : 'absent'
  };
}

/** Age, sex and known diseases; of a pair those of its cause, whose prior it has. */
function priorReasons({ pack, tables }: Model, evidence: Evidence, person: Person, k: number): Reason[] {
  const index = indexOf(pack);
  const { condition: id, cause } = tables.candidates[k] ?? {};
  const condition = index.condition.get(cause ?? id ?? '');
  if (!condition) return [];
  const demography = demographyOf(pack);
  const { ageYears, sex } = person;
  const bySex = Math.log(demography.factor(condition, sex ? { sex } : {}));
  const both = Math.log(demography.factor(condition, person));
  const given = givenFactors(condition, new Set<string>(evidence.known), index);
  return [
    ...(sex ? [{ fact: 'sex', state: 'present' as const, weight: bySex }] : []),
    ...(ageYears === undefined
      ? []
      : [{ fact: 'age', state: 'present' as const, weight: both - (sex ? bySex : 0) }]),
    ...given.map(({ id: known, factor }) => ({
      fact: `given:${known}`,
      state: 'present' as const,
      weight: Math.log(factor)
    }))
  ];
}
