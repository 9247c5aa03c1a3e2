import type { Sex } from '$part/kernel';

/** What was known of the person before this visit began: of the patient's record, or of the version that is corrected. */
export interface Background {
  /** Standing findings such as hx.hypertension or rx.aspirin. */
  readonly known: readonly string[];
  readonly ageYears?: number;
  readonly sex?: Sex;
  readonly pregnant?: boolean;
  /** Month of the visit, 1 to 12, where that is not the present one. */
  readonly month?: number;
}

export const NO_BACKGROUND: Background = { known: [] };
