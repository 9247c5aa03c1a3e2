import { MAX_AGE_YEARS, type Result, err, ok } from '$part/kernel';
import type { AgeUnit } from './draft';
import { typedNumber } from './typed-number';

export type AgeFault = 'not-number' | 'out-of-range';

/** Above this an age is told in years. */
export const MAX_AGE_MONTHS = 36;
export const ageLimit = (unit: AgeUnit): number => (unit === 'years' ? MAX_AGE_YEARS : MAX_AGE_MONTHS);

/** Years (fractions for infants) from what was typed; undefined where nothing was. */
export function ageOf(text: string, unit: AgeUnit): Result<number | undefined, AgeFault> {
  const value = typedNumber(text);
  if (!value.ok || value.value === undefined) return value;
  if (value.value < 0 || value.value > ageLimit(unit)) return err('out-of-range');
  return ok(unit === 'years' ? value.value : value.value / 12);
}
