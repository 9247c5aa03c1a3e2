import type { Sex } from '$part/kernel';
import type { Observation } from '$part/schema';

export type AgeUnit = 'years' | 'months';

/** A number as it was typed, also where it is refused, so that nothing typed is lost. */
export interface TypedMeasure {
  readonly text: string;
  /** Logical time of the entry. */
  readonly at: number;
}

/** All that was entered in an unsigned case; everything shown follows from it and from the reading of its note. */
export interface Draft {
  readonly note: string;
  readonly age: { readonly text: string; readonly unit: AgeUnit };
  readonly sex?: Sex;
  readonly pregnant?: boolean;
  /** By measure id. */
  readonly vitals: Readonly<Record<string, TypedMeasure>>;
  /** What the doctor decided: readings corrected, findings added, questions answered; append-only. */
  readonly decisions: readonly Observation[];
  /** Known facts of the patient's record that do not count in this visit: ids of findings. */
  readonly struck?: readonly string[];
}

export const EMPTY_DRAFT: Draft = { note: '', age: { text: '', unit: 'years' }, vitals: {}, decisions: [] };

export function isEmpty(draft: Draft): boolean {
  return (
    draft.note === '' &&
    draft.age.text === '' &&
    draft.sex === undefined &&
    draft.pregnant === undefined &&
    draft.decisions.length === 0 &&
    (draft.struck ?? []).length === 0 &&
    Object.values(draft.vitals).every(({ text }) => text === '')
  );
}
