import type { Factors } from './factors';
import type { ModelTables } from './tables';
import { COURSE_ROW, DURATION_ROW } from './tables';
import type { Scalars } from './types';

/** A factor over all candidates, with what it speaks of, for the explanation. */
export type FactorSink = (
  factor: { kind: keyof Factors; index: number; cluster: number },
  weights: Float64Array
) => void;

/** P(finding | candidate, person): own cause or background, mixed with background by nu. */
export const mixed = (p: number, background: number, nu: number) =>
  (1 - nu) * (1 - (1 - p) * (1 - background)) + nu * background;

/**
 * The log likelihood of the factors for every candidate, relative to background, in float64: AUTHORING section 5
 * without approximation. It is the oracle of the compiled model and answers where the runtime cannot start.
 */
export function logLikelihood(
  tables: ModelTables,
  factors: Factors,
  scalars: Scalars,
  sink?: FactorSink
): Float64Array {
  const count = tables.candidates.length;
  const total = new Float64Array(count);
  const clusterSums = new Map<number, Float64Array>();
  const row = new Float64Array(count);
  const lnFloor = Math.log(scalars.floor);

  const add = (kind: keyof Factors, index: number, cluster: number) => {
    let sum: Float64Array = total;
    if (cluster > 0) {
      sum = clusterSums.get(cluster) ?? new Float64Array(count);
      clusterSums.set(cluster, sum);
    }
    for (let k = 0; k < count; k += 1) sum[k] = (sum[k] ?? 0) + (row[k] ?? 0);
    sink?.({ kind, index, cluster }, row.slice());
  };
  const p = (column: number, k: number) => tables.p[column * count + k] ?? 0;

  factors.present.forEach(({ column, odds }, index) => {
    const cluster = tables.clusterOf[column] ?? 0;
    for (let k = 0; k < count; k += 1) {
      const share = p(column, k) / (tables.pi[cluster * count + k] ?? 1);
      row[k] = Math.log1p((1 - scalars.nu) * share * odds);
    }
    add('present', index, cluster);
  });
  factors.absent.forEach(({ column }, index) => {
    const cluster = tables.clusterOf[column] ?? 0;
    for (let k = 0; k < count; k += 1) {
      const share = p(column, k) / (tables.pi[cluster * count + k] ?? 1);
      row[k] = tables.required[column * count + k]
        ? Math.log((1 - scalars.nu) * (1 - share) + scalars.nu)
        : Math.max(scalars.alpha * Math.log(1 - share), lnFloor);
    }
    add('absent', index, cluster);
  });
  factors.childAbsent.forEach(({ child, parent, childBackground, parentBackground }, index) => {
    for (let k = 0; k < count; k += 1) {
      const ratio =
        mixed(p(child, k), childBackground, scalars.nu) / mixed(p(parent, k), parentBackground, scalars.nu);
      row[k] = Math.log(Math.max(1 - ratio, scalars.floor));
    }
    add('childAbsent', index, 0);
  });
  factors.slots.forEach(({ row: slotRow, column, background, u, present }, index) => {
    for (let k = 0; k < count; k += 1) {
      const described = tables.q[slotRow * count + k] ?? NaN;
      const q = Number.isNaN(described) ? u : described;
      const omega = Math.min(1 - scalars.nu, p(column, k) / mixed(p(column, k), background, scalars.nu));
      const value = omega * q + (1 - omega) * u;
      row[k] = present ? Math.log(value / u) : Math.log((1 - value) / (1 - u));
    }
    add('slots', index, 0);
  });
  const time = (kind: 'onset' | 'duration' | 'course', first: number) => {
    if (factors[kind] < 0) return;
    for (let k = 0; k < count; k += 1) row[k] = tables.timing[(first + factors[kind]) * count + k] ?? 0;
    add(kind, 0, 0);
  };
  time('onset', 0);
  time('duration', DURATION_ROW);
  time('course', COURSE_ROW);

  for (const [cluster, sums] of clusterSums) {
    for (let k = 0; k < count; k += 1) {
      const share = tables.pi[cluster * count + k] ?? 1;
      total[k] = (total[k] ?? 0) + (share >= 1 ? (sums[k] ?? 0) : logMix(share, sums[k] ?? 0));
    }
  }
  return total;
}

/** ln(share e^x + 1 - share) without overflow. */
export function logMix(share: number, x: number): number {
  const with_ = Math.log(share) + x;
  const without = Math.log(1 - share);
  const most = Math.max(with_, without);
  return most + Math.log(Math.exp(with_ - most) + Math.exp(without - most));
}

/**
 * softmax(likelihood / temperature + prior): S / T + ln m + tau ln base of AUTHORING section 5. All zero where the
 * prior leaves no candidate.
 */
export function posterior(
  likelihood: Float64Array,
  logPrior: Float64Array,
  temperature: number
): Float64Array {
  const result = likelihood.map((value, k) => value / temperature + (logPrior[k] ?? -Infinity));
  const most = result.reduce((a, b) => Math.max(a, b), -Infinity);
  if (most === -Infinity) return result.fill(0);
  let sum = 0;
  for (let k = 0; k < result.length; k += 1) {
    const weight = Math.exp((result[k] ?? -Infinity) - most);
    result[k] = weight;
    sum += weight;
  }
  return result.map((weight) => weight / sum);
}
