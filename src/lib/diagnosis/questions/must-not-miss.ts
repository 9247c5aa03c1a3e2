import type { ConditionId, Severity } from '$part/knowledge';
import { conditionsOf } from '../inference/conditions';
import type { Model } from '../inference/model';
import { indexOf } from '../pack-index';
import { informationAbout } from './gain';
import type { Outlook } from './outlook';

/** What it costs to miss a condition, relative to a serious one. */
const COST: Readonly<Record<Severity, number>> = { minor: 0.25, moderate: 0.5, serious: 1, critical: 2 };
/** Probability times cost from which a must-not-miss condition is not excluded. */
const FLOOR = 0.01;
/** Likelihood ratio from which an answer, yes or no, is worth asking for its sake (DESIGN section 5). */
const TELLING = 3;

export interface Feared {
  readonly condition: ConditionId;
  /** Place in the outlook's `conditions`. */
  readonly place: number;
  readonly cost: number;
  readonly mass: number;
}

/** The must-not-miss conditions that are not excluded, most probable first. */
export function feared(model: Model, view: Outlook): Feared[] {
  const { condition } = indexOf(model.pack);
  const { ids } = conditionsOf(model.tables);
  return view.conditions
    .flatMap((at, place) => {
      const of = condition.get(ids[at] ?? '');
      const mass = view.mass[place] ?? 0;
      if (!of?.mustNotMiss || mass * COST[of.severity] < FLOOR) return [];
      return [{ condition: of.id, place, cost: COST[of.severity], mass }];
    })
    .sort((a, b) => b.mass - a.mass || (a.condition < b.condition ? -1 : 1));
}

/**
 * What a question is worth for telling the feared conditions from all else, in bits weighted by cost, and the one it
 * does most for. A condition that neither answer would make three times more or less likely is worth nothing.
 */
export function worthForFeared(
  list: readonly Feared[],
  yes: Float64Array,
  chance: number
): { readonly worth: number; readonly most?: ConditionId } {
  let worth = 0;
  let best = 0;
  let most: ConditionId | undefined;
  for (const { condition, place, cost, mass } of list) {
    const y = yes[place] ?? 0;
    const ifIt = y / mass;
    const ifNot = (chance - y) / (1 - mass);
    if (!(ifIt >= TELLING * ifNot || 1 - ifNot >= TELLING * (1 - ifIt))) continue;
    const own = cost * informationAbout(mass, y, chance);
    worth += own;
    if (own > best) {
      best = own;
      most = condition;
    }
  }
  return { worth, ...(most === undefined ? {} : { most }) };
}
