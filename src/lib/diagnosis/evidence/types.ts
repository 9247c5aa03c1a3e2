import type { Course, Duration, FindingId, Onset } from '$part/knowledge';

export interface SlotEvidence {
  readonly finding: FindingId;
  readonly slot: string;
  readonly value: string;
  readonly present: boolean;
}

/** The pure fold of the observations that concern this patient now. All lists are sorted and without repeats. */
export interface Evidence {
  /** Findings of this illness and standing facts of the person, with the parents of every one of them. */
  readonly present: readonly FindingId[];
  readonly absent: readonly FindingId[];
  /** Asked, or said, and not known, conflicts included. Never absent. */
  readonly unknown: readonly FindingId[];
  /** Those of `present` that were there earlier in this illness and are not now: inference counts them, danger rules do not. */
  readonly earlier: readonly FindingId[];
  readonly groupsAbsent: readonly string[];
  readonly slots: readonly SlotEvidence[];
  /** Known diseases, risks and medicines stated as present (also listed in `present`). */
  readonly known: readonly FindingId[];
  /** Latest plausible value of each measure taken now, in the measure's own unit. */
  readonly measures: Readonly<Record<string, number>>;
  readonly chief?: FindingId;
  /** Of the chief complaint; what is not said of it is taken from the longest present finding. */
  readonly onset?: Onset;
  readonly duration?: Duration;
  readonly course?: Course;
  /** Onset, duration and course of single findings, for the danger rules. */
  readonly timing: Readonly<Record<string, Timing>>;
  /** Stated both present and absent with equal right: shown, counted as unknown until one settles it. */
  readonly conflicts: readonly FindingId[];
}

export interface Timing {
  readonly onset?: Onset;
  readonly duration?: Duration;
  readonly course?: Course;
}
