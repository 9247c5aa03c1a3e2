export type Sex = 'male' | 'female';

/** What inference knows of a patient beside the findings; whatever is not known is left out. */
export interface Person {
  /** Completed age in years; fractions for infants (0.25 = three months). 0 to 130. */
  readonly ageYears?: number;
  readonly sex?: Sex;
  readonly pregnant?: boolean;
  /** Month of the visit, 1 to 12. Without it the season says nothing. */
  readonly month?: number;
}

export const MAX_AGE_YEARS = 130;
