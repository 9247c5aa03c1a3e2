import type { SearchEntry } from '$part/schema';

/** What the search knows of a patient: one line of a sealed block of up to 1,000. */
export interface PatientEntry {
  readonly id: string;
  readonly name: string;
  /** Readings of the name as `nameKeys` gives them, made once when the patient is registered or renamed. */
  readonly keys: readonly string[];
  /** Resident id and phone, whole or as much of their end as may be asked for, without blanks. */
  readonly numbers: readonly string[];
  /** As recorded; `unknown` where nobody said. */
  readonly sex: SearchEntry['sex'];
  readonly birthYear?: number;
  readonly village?: string;
  /** The patient this one turned out to be. */
  readonly mergedInto?: string;
  /** Milliseconds since 1970; of equal matches, who came last stands first. */
  readonly lastVisit?: number;
}
