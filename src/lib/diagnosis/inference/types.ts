import type { Person } from '$part/kernel';
import type { ConditionId, Urgency } from '$part/knowledge';
import type { Evidence } from '../evidence/types';

export type PriorKind = 'clinic' | 'flat';

/** The five global scalars and theta (AUTHORING section 5), at their start values until vignettes tune them. */
export interface Scalars {
  /** Exponent of an absent finding's (1 - p). */
  readonly alpha: number;
  /** The least an absent finding may multiply by. */
  readonly floor: number;
  /** Weight of the base rate under the clinic prior. */
  readonly tau: number;
  /** Share of every finding's P that is background whatever the condition. */
  readonly nu: number;
  /** Temperature of the posterior. */
  readonly temperature: number;
  /** Posterior mass of emergencies from which the visit is one. */
  readonly theta: number;
}

export interface Ranked {
  readonly condition: ConditionId;
  /** Posterior under the prior asked for, 0 to 1. */
  readonly probability: number;
}

/** A case as inference sees it, with the share of its note that no reading covers (`Reading.unread`). */
export interface InferenceCase {
  readonly evidence: Evidence;
  readonly person: Person;
  readonly unread: number;
}

/** What one inference answers. */
export interface Differential {
  readonly prior: PriorKind;
  /** Every condition that may be one, most probable first, ties by id. Sums to 1. */
  readonly ranked: readonly Ranked[];
  readonly urgency: Urgency;
  /** Set where the list should not be trusted, with the reason. */
  readonly abstain?: 'nothing-read' | 'surprise' | 'other-wins';
  /** Where the numbers came from. */
  readonly backend: 'model' | 'plain';
}
