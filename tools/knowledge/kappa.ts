import { STEPS } from './review-lists';

/** Index of the step of the scale that is nearest; of two equally near the lower. */
export function nearestStep(p: number): number {
  let best = 0;
  STEPS.forEach((step, index) => {
    if (Math.abs(step - p) < Math.abs((STEPS[best] ?? 0) - p) - 1e-12) best = index;
  });
  return best;
}

/**
 * Quadratic-weighted kappa (Cohen 1968) of two raters on the seven steps: 1 - observed / expected disagreement,
 * each the mean squared distance of steps. Undefined (NaN) without pairs; 1 where both raters never vary and agree.
 */
export function weightedKappa(pairs: readonly (readonly [number, number])[]): number {
  if (pairs.length === 0) return NaN;
  const counts = (side: 0 | 1) => {
    const result = STEPS.map(() => 0);
    for (const pair of pairs) result[pair[side]] = (result[pair[side]] ?? 0) + 1;
    return result;
  };
  const left = counts(0);
  const right = counts(1);
  const observed = pairs.reduce((sum, [a, b]) => sum + (a - b) ** 2, 0) / pairs.length;
  let expected = 0;
  left.forEach((l, a) => {
    right.forEach((r, b) => {
      expected += (l * r * (a - b) ** 2) / pairs.length ** 2;
    });
  });
  return expected === 0 ? (observed === 0 ? 1 : 0) : 1 - observed / expected;
}
