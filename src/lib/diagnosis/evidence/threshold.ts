import type { Threshold } from '$part/knowledge';

const THRESHOLD = /^\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/;

export interface Comparison {
  readonly sign: '>=' | '<=' | '>' | '<';
  readonly limit: number;
}

/** A comparison as the pack writes it (`>=37.5`); undefined where the text is none. */
export function parseThreshold(text: Threshold): Comparison | undefined {
  const match = THRESHOLD.exec(text);
  if (!match) return undefined;
  return { sign: match[1] as Comparison['sign'], limit: Number(match[2]) };
}

/** Whether a value passes; undefined where the text is no comparison or the value no number. */
export function passes(text: Threshold, value: number): boolean | undefined {
  const comparison = parseThreshold(text);
  if (!comparison || Number.isNaN(value)) return undefined;
  const { sign, limit } = comparison;
  if (sign === '>=') return value >= limit;
  if (sign === '<=') return value <= limit;
  return sign === '>' ? value > limit : value < limit;
}
