import { seededRandom } from '$part/kernel';

const RESAMPLES = 2000;

/** 95% percentile interval of a mean, by resampling with a fixed seed. */
export function bootstrapInterval(values: readonly number[]): readonly [number, number] {
  const random = seededRandom(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let n = 0; n < values.length; n += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((a, b) => a - b);
  return [means[Math.floor(0.025 * RESAMPLES)] ?? NaN, means[Math.floor(0.975 * RESAMPLES)] ?? NaN];
}
