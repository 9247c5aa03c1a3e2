/** What the components of a visit are given to draw; flows/encounter makes these. */
import type { Bilingual } from '$part/kernel';
import type { Diagnosis, Encounter, ShownList } from '$part/schema';

/** Why something was not written or did not open, by its tag. */
export interface Fault {
  readonly tag:
    | 'full'
    | 'closed'
    | 'failed'
    | 'conflict'
    | 'newer'
    | 'invalid'
    | 'not-kept'
    | 'missing'
    | 'damaged'
    | 'no-patient';
  readonly field?: string;
}

export type DraftShown =
  | { readonly tag: 'none' | 'kept' | 'pending' | 'conflict' | 'saved-elsewhere' }
  | { readonly tag: 'fault'; readonly fault: Fault };

export type RefusedShown = 'not-allowed' | 'no-purpose' | 'no-reason' | 'note-too-long' | 'plan-too-long';
export type SavingShown =
  | { readonly tag: 'open' | 'saving' | 'saved' }
  | { readonly tag: 'refused'; readonly why: RefusedShown }
  | { readonly tag: 'fault'; readonly fault: Fault };

/** What the button that ends a visit does. */
export type Ending = 'save' | 'correction' | 'confirm' | 'trainee';

export interface KnownFact {
  readonly id: string;
  readonly name: Bilingual;
  readonly isStruck: boolean;
}

export interface Fact {
  readonly id: string;
  readonly name: Bilingual;
}

export interface FoundDiagnosis {
  readonly key: string;
  readonly name: Bilingual;
  readonly code: string;
  readonly matched?: string;
}

/** The doctor's diagnoses and what the search found, with what can be done to them. */
export interface DiagnosisFieldView {
  query: string;
  readonly chosen: readonly Diagnosis[];
  readonly suggestions: readonly Fact[];
  readonly found: readonly FoundDiagnosis[];
  readonly other: { readonly text: string; readonly code: string } | undefined;
  readonly add: (key: string) => void;
  readonly addCandidate: (id: string) => void;
  readonly addOther: () => void;
  readonly remove: (at: number) => void;
  readonly makePrimary: (at: number) => void;
  readonly setCertainty: (at: number, certainty: Diagnosis['certainty']) => void;
}

export type Doubt =
  'low-on-list' | 'not-in-pack' | 'not-on-list' | 'impossible-age' | 'impossible-sex' | 'danger-unanswered';

/** Reasons to stay with a diagnosis, as they are stored. */
export const OVERRIDES = ['examined', 'known-patient', 'danger-handled', 'list-wrong'] as const;

export interface VersionShown {
  readonly version: number;
  readonly savedAt: string;
  readonly author: string;
  readonly status: Encounter['status'];
  readonly correction: string | undefined;
  readonly signed: 'none' | 'good' | 'bad' | 'unknown-signer';
}

export interface DifferenceShown {
  readonly key: string;
  readonly label: Bilingual;
  readonly before: Bilingual | undefined;
  readonly after: Bilingual | undefined;
}

export interface ReplayedRow extends Fact {
  readonly mustNotMiss: boolean;
  readonly then: number | undefined;
  readonly now: number | undefined;
}

export type ReplayShown =
  | { readonly tag: 'waiting' | 'no-list' | 'no-answer' }
  | { readonly tag: 'fault'; readonly fault: Fault }
  | {
      readonly tag: 'compared';
      readonly then: ShownList;
      readonly now: ShownList;
      readonly compared: {
        readonly isEqual: boolean;
        readonly farthest: number;
        readonly others: readonly {
          readonly what: 'pack' | 'model-input' | 'model' | 'build';
          readonly then: string;
          readonly now: string;
        }[];
      };
      readonly rows: readonly ReplayedRow[];
    };
