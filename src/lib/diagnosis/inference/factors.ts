/**
 * Everything that evidence says to inference, as numbers without candidates: what the compiled model takes as
 * input and what exact inference sums over. Both read the same factors, so that only arithmetic can differ.
 *
 * Every factor is relative to background: a candidate that knows nothing of a finding adds 0. That shifts all
 * candidates alike and leaves the posterior as AUTHORING section 5 gives it. With b the background of the
 * finding for this person (raised by known diseases) and o = (1 - b) / b:
 *   present       ln(P / b) = ln(1 + (1 - nu) p o)
 *   absent        ln max((1 - p)^alpha, floor); `required`: ln((1 - nu)(1 - p) + nu)
 *   child absent, parent present: ln max(1 - P(child) / P(parent), floor), the one that is not relative to
 *                 background: the same shift for all candidates
 *   slot value    v = omega q + (1 - omega) u with omega = min(p / P, 1 - nu): ln(v / u), denied: ln((1 - v) / (1 - u))
 *   time          ln n(0.9 t + 0.1 / n) over n bands
 *   cluster       ln(pi exp(sum of factors at p / pi) + 1 - pi), pi = max p / 0.97
 */
export interface Factors {
  /** Column of the model (ModelTables.columns), odds o = (1 - b) / b. */
  readonly present: readonly { readonly column: number; readonly odds: number }[];
  readonly absent: readonly { readonly column: number }[];
  readonly childAbsent: readonly {
    readonly child: number;
    readonly parent: number;
    readonly childBackground: number;
    readonly parentBackground: number;
  }[];
  readonly slots: readonly {
    /** Row of ModelTables.slotRows. */
    readonly row: number;
    readonly column: number;
    /** Background of the finding. */
    readonly background: number;
    /** Background of the value, u. */
    readonly u: number;
    readonly present: boolean;
  }[];
  /** Places in ONSETS, DURATIONS and COURSES (rows of ModelTables.timing from 0, DURATION_ROW, COURSE_ROW); -1 where not stated. */
  readonly onset: number;
  readonly duration: number;
  readonly course: number;
}
