import { factorise } from '../evidence/factorise';
import { indexOf, isStanding } from '../pack-index';
import { bestCandidate } from './conditions';
import type { Model } from './model';
import { percentileBound } from './surprise';
import type { Differential, InferenceCase, Ranked } from './types';

/** Share of a note left unread from which fewer than `FEW` findings are no reading of the complaint. */
const MUCH_UNREAD = 0.7;
const FEW = 2;
/**
 * Bound on the percentile among a condition's own patients from which its evidence is no longer like theirs. A bound
 * is no estimate: fewer than one simulated patient in a hundred of the condition itself lies below it.
 */
const SURPRISING = 0.04;
/** By how much what is present must speak for one of the first conditions: one and a half times chance. */
const LEAST_SUPPORT = Math.log(1.5);
const FIRST = 3;

/**
 * Why the list should not be trusted, if so; never for a low posterior alone, which only says that several
 * conditions are possible. It is a surprise where the evidence is unlike the best condition's own patients, and
 * where nothing that is present speaks for any of the first conditions, which then lead by being common alone.
 */
export function abstains(
  model: Model,
  input: InferenceCase,
  candidates: ArrayLike<number>,
  ranked: readonly Ranked[]
): Differential['abstain'] {
  const index = indexOf(model.pack);
  const complaints = input.evidence.present.filter((id) => !isStanding(index, id));
  if (complaints.length === 0 || (input.unread >= MUCH_UNREAD && complaints.length < FEW))
    return 'nothing-read';
  const [first] = ranked;
  if (!first) return 'surprise';
  if (index.condition.get(first.condition)?.other) return 'other-wins';
  const best = ranked.slice(0, FIRST).map((r) => bestCandidate(model.tables, candidates, r.condition));
  const supported = best.some((k) => support(model, input, k) >= LEAST_SUPPORT);
  return !supported || percentileBound(model, input, best[0] ?? 0) < SURPRISING ? 'surprise' : undefined;
}

/** ln P(present findings | candidate) against background, standing facts left out. */
function support({ pack, tables, scalars }: Model, { evidence, person }: InferenceCase, k: number): number {
  const index = indexOf(pack);
  const { present } = factorise(evidence, person, pack, tables);
  return present
    .filter(({ column }) => !isStanding(index, tables.columns[column] ?? ''))
    .reduce((sum, { column, odds }) => {
      const p = tables.p[column * tables.candidates.length + k] ?? 0;
      return sum + Math.log1p((1 - scalars.nu) * p * odds);
    }, 0);
}
