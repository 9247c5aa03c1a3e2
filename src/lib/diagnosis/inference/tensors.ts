import type { Factors } from './factors';
import { COURSE_ROW, DURATION_ROW } from './tables';

/** One input of the compiled model. */
export interface ModelInput {
  readonly type: 'int32' | 'float32';
  readonly data: Int32Array | Float32Array;
  readonly dims: readonly number[];
}

export const MODEL_INPUTS = [
  'present',
  'present_odds',
  'absent',
  'child',
  'parent',
  'child_background',
  'parent_background',
  'slot_row',
  'slot_column',
  'slot_background',
  'slot_u',
  'slot_present',
  'time',
  'log_prior'
] as const;
export type ModelInputName = (typeof MODEL_INPUTS)[number];

/** Stands for -Infinity in float32 sums: no candidate. */
export const IMPOSSIBLE = -1e30;

/** Lists of unequal length as one block: row-major, `blank` where a row is shorter; never of width 0. */
function block<T>(
  rows: readonly (readonly T[])[],
  type: ModelInput['type'],
  blank: number,
  pick: (item: T) => number
): ModelInput {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const size = rows.length * width;
  const data = type === 'int32' ? new Int32Array(size).fill(blank) : new Float32Array(size).fill(blank);
  rows.forEach((row, n) => row.forEach((item, i) => (data[n * width + i] = pick(item))));
  return { type, data, dims: [rows.length, width] };
}

/**
 * Factors of one or more cases as the inputs of diagnosis.onnx. Blanks are chosen so that their factor is 0:
 * column 0 has p = 0 everywhere, slot row 0 is described by nobody, time row 0 is neutral.
 * @param rows one set of factors a case
 * @param logPriors one vector over the candidates a case
 */
export function encodeFactors(
  rows: readonly Factors[],
  logPriors: readonly Float64Array[]
): Record<ModelInputName, ModelInput> {
  const present = rows.map((row) => row.present);
  const children = rows.map((row) => row.childAbsent);
  const slots = rows.map((row) => row.slots);
  const times = rows.map(({ onset, duration, course }) => [
    onset < 0 ? 0 : 1 + onset,
    duration < 0 ? 0 : 1 + DURATION_ROW + duration,
    course < 0 ? 0 : 1 + COURSE_ROW + course
  ]);
  return {
    present: block(present, 'int32', 0, (f) => f.column),
    present_odds: block(present, 'float32', 0, (f) => f.odds),
    absent: block(
      rows.map((row) => row.absent),
      'int32',
      0,
      (f) => f.column
    ),
    child: block(children, 'int32', 0, (f) => f.child),
    parent: block(children, 'int32', 0, (f) => f.parent),
    child_background: block(children, 'float32', 0, (f) => f.childBackground),
    parent_background: block(children, 'float32', 1, (f) => f.parentBackground),
    slot_row: block(slots, 'int32', 0, (f) => f.row),
    slot_column: block(slots, 'int32', 0, (f) => f.column),
    slot_background: block(slots, 'float32', 1, (f) => f.background),
    slot_u: block(slots, 'float32', 0.5, (f) => f.u),
    slot_present: block(slots, 'float32', 1, (f) => (f.present ? 1 : 0)),
    time: block(times, 'int32', 0, (row) => row),
    log_prior: block(
      logPriors.map((prior) => [...prior]),
      'float32',
      IMPOSSIBLE,
      (value) => Math.max(value, IMPOSSIBLE)
    )
  };
}
