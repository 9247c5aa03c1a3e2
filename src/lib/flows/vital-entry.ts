import { type Person, type Result, err, forPerson } from '$part/kernel';
import type { Measure } from '$part/knowledge';
import { typedNumber } from './typed-number';

export type VitalFault = 'not-number' | 'implausible';
export type Level = 'low' | 'normal' | 'high';

/** The value typed, in the measure's own unit; undefined where nothing was, an error where it cannot be. */
export function vitalOf(text: string, measure: Measure): Result<number | undefined, VitalFault> {
  const value = typedNumber(text);
  if (!value.ok || value.value === undefined) return value;
  const [low, high] = measure.plausible;
  return value.value < low || value.value > high ? err('implausible') : value;
}

export interface Band {
  readonly normal: readonly [number, number];
  /** What the drawn scale spans: the band and as much again on both sides, where that is possible at all. */
  readonly scale: readonly [number, number];
}

/** The normal band for this person; undefined where the pack gives none (age needed, and not known). */
export function bandOf(measure: Measure, person: Person): Band | undefined {
  const normal = forPerson(measure.normal, person);
  if (!normal) return undefined;
  const [low, high] = normal;
  const margin = Math.max(high - low, 10 ** -measure.decimals);
  const scale = [
    Math.max(measure.plausible[0], low - margin),
    Math.min(measure.plausible[1], high + margin)
  ] as const;
  return { normal, scale };
}

export function levelOf(value: number, { normal: [low, high] }: Band): Level {
  return value < low ? 'low' : value > high ? 'high' : 'normal';
}

/** The vital signs, in the pack's order. */
export const vitalMeasures = (measures: readonly Measure[]): readonly Measure[] =>
  measures.filter((measure) => measure.vital);
