import { nearestStep, weightedKappa } from './kappa';
import type { Hand } from './pilot-hands';
import { HANDS, named, readPilots } from './pilot-hands';
import { printed } from './report';
import type { Resolver } from './resolved';
import type { ConditionFile } from './condition-shape';

type Pairs = (readonly [number, number])[];

/** Steps of two hands over what either names and the core block, and over what both name. */
export function stepPairs(
  a: ConditionFile,
  b: ConditionFile,
  resolve: Resolver
): { union: Pairs; both: Pairs; beyondCore: Pairs } {
  const pa = resolve.of(a);
  const pb = resolve.of(b);
  const inA = named(a);
  const inB = named(b);
  const step = (id: string): readonly [number, number] => [
    nearestStep(pa.get(id) ?? 0),
    nearestStep(pb.get(id) ?? 0)
  ];
  const union = [...new Set([...inA, ...inB, ...resolve.core])];
  return {
    union: union.map(step),
    both: [...inA].filter((id) => inB.has(id)).map(step),
    beyondCore: union.filter((id) => !resolve.core.has(id)).map(step)
  };
}

const figure = (pairs: Pairs) => `${weightedKappa(pairs).toFixed(3)} (n ${pairs.length})`;

/** Quadratic-weighted kappa of every pair of hands: a line a condition, then all conditions together. */
export function kappaReport(folder: string, resolve: Resolver): string[] {
  const { byId, report } = readPilots(folder);
  const lines = printed(report.errors);
  for (const [index, first] of HANDS.entries()) {
    for (const second of HANDS.slice(index + 1)) lines.push(...pairReport(first, second));
  }
  return lines;

  function pairReport(first: Hand, second: Hand): string[] {
    const all = { union: [] as Pairs, both: [] as Pairs, beyondCore: [] as Pairs };
    const rows: string[] = [];
    for (const [id, hands] of byId) {
      const a = hands.get(first);
      const b = hands.get(second);
      if (!a || !b) continue;
      const pairs = stepPairs(a, b, resolve);
      for (const key of ['union', 'both', 'beyondCore'] as const) all[key].push(...pairs[key]);
      rows.push(`  ${id}: union ${figure(pairs.union)}, both name ${figure(pairs.both)}`);
    }
    return [
      `${first} against ${second}: union with core ${figure(all.union)}, both name ${figure(all.both)}, ` +
        `beyond the core ${figure(all.beyondCore)}`,
      ...rows
    ];
  }
}
