import { backgroundsFor } from '../evidence/background';
import { factorise } from '../evidence/factorise';
import { indexOf, isStanding } from '../pack-index';
import { mixed } from './exact';
import type { Model } from './model';
import type { InferenceCase } from './types';

/** How much more readily a note states a finding that is there than one that is not. */
const ABSENT_STATED = 0.1;
/** P(present | stated), a note stating what is there and leaving out most of what is not. */
const stated = (p: number) => p / (p + (1 - p) * ABSENT_STATED);

/** One stated finding as a coin: what it adds to the sum if present, if absent, and its chance in each latent state. */
interface Coin {
  readonly ifPresent: number;
  readonly ifAbsent: number;
  readonly on: number;
  readonly off: number;
}

/**
 * At most what share of the candidate's own patients have evidence as unlike it as this case has, 0 to 1.
 *
 * The compared sum is over the findings stated in this case: ln s where present, ln (1 - s), not below the floor of
 * absent findings, where absent. s is P(present | stated) rather than P(present): whatever a note mentions is there
 * more often than chance, and with P alone every patient with one unrelated complaint would be a surprise.
 * Over the candidate's own patients the sum is one of independent coins (clusters: a mixture over their latent), so its
 * cumulant function K is exact and nothing is simulated; P(sum <= x) <= exp(min over t <= 0 of K(t) - t x) (Chernoff
 * 1952). A bound and no estimate: among a condition's own patients alarms are at most as frequent as the
 * percentile chosen. Mean and deviation would not do: the sum of few findings is skewed, and a single one
 * of the frequency of one in twenty lies three deviations out.
 *
 * Standing facts are left out, since a known disease is no sign that the list is wrong; so are slots, time and
 * groups, which only shade a finding.
 */
export function percentileBound(
  model: Model,
  input: Pick<InferenceCase, 'evidence' | 'person'>,
  k: number
): number {
  const { coins, observed } = coinsOf(model, input, k);
  const excess = (t: number) => {
    let sum = -t * observed;
    for (const { pi, members } of coins) {
      const product = (state: 'on' | 'off') =>
        members.reduce(
          (l, c) => l * (c[state] * Math.exp(t * c.ifPresent) + (1 - c[state]) * Math.exp(t * c.ifAbsent)),
          1
        );
      sum += Math.log(pi >= 1 ? product('on') : pi * product('on') + (1 - pi) * product('off'));
    }
    return sum;
  };
  // K(t) - t x is convex in t, so thirds close in on its least value.
  let [low, high] = [-20, 0];
  for (let step = 0; step < 40; step += 1) {
    const third = (high - low) / 3;
    if (excess(low + third) < excess(high - third)) high -= third;
    else low += third;
  }
  return Math.min(1, Math.exp(excess((low + high) / 2)));
}

function coinsOf(
  { pack, tables, scalars }: Model,
  { evidence, person }: Pick<InferenceCase, 'evidence' | 'person'>,
  k: number
) {
  const index = indexOf(pack);
  const count = tables.candidates.length;
  const factors = factorise(evidence, person, pack, tables);
  const background = backgroundsFor(index, person, evidence.known);
  const floor = Math.log(scalars.floor);
  const coins: { pi: number; members: Coin[] }[] = [];
  const ofCluster = new Map<number, Coin[]>();
  let observed = 0;
  const add = (column: number, present: boolean) => {
    const id = tables.columns[column] ?? '';
    if (!index.finding.has(id) || isStanding(index, id)) return;
    const cluster = tables.clusterOf[column] ?? 0;
    const pi = tables.pi[cluster * count + k] ?? 1;
    const p = tables.p[column * count + k] ?? 0;
    const b = background(id);
    const s = stated(mixed(p, b, scalars.nu));
    const ifPresent = Math.log(s);
    const ifAbsent = Math.max(Math.log(1 - s), floor);
    observed += present ? ifPresent : ifAbsent;
    const coin = { ifPresent, ifAbsent, on: stated(mixed(p / pi, b, scalars.nu)), off: stated(b) };
    const together = pi < 1 ? ofCluster.get(cluster) : undefined;
    if (together) {
      together.push(coin);
    } else {
      const members = [coin];
      coins.push({ pi, members });
      if (pi < 1) ofCluster.set(cluster, members);
    }
  };
  for (const { column } of factors.present) add(column, true);
  for (const { column } of factors.absent) add(column, false);
  return { coins, observed };
}
