/** What the components are given to draw; flows make these from what the other parts say. */
import type { Bilingual, Sex } from '$part/kernel';
import type { Cost, Urgency } from '$part/knowledge';
import type { Subject } from '$part/schema';

export type Decided = 'present' | 'absent' | 'unknown' | 'withdrawn';
export type Standing = Decided | 'conflict' | 'family' | 'contact' | 'past';

export interface Chip {
  readonly key: string;
  readonly subject: Subject;
  readonly name: Bilingual;
  readonly standing: Standing;
  readonly isHistory: boolean;
  readonly details: readonly Bilingual[];
  readonly source: 'note' | 'added' | 'asked';
}

export interface Mark {
  readonly span: readonly [number, number];
  readonly chipKey: string;
  readonly standing: Standing;
}

export interface Note {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly refused: readonly Bilingual[];
  readonly tooLong: { readonly count: number; readonly limit: number } | undefined;
  readonly unread: boolean;
}

export interface PersonEntry {
  readonly ageText: string;
  readonly ageUnit: 'years' | 'months';
  readonly ageProblem: Bilingual | undefined;
  readonly ageFromNote: number | undefined;
  readonly sex: Sex | undefined;
  readonly sexFromNote: boolean;
  readonly pregnant: boolean | undefined;
  readonly mayBePregnant: boolean;
}

export interface Vital {
  readonly id: string;
  readonly name: Bilingual;
  readonly unit: string;
  readonly decimals: number;
  readonly text: string;
  readonly problem?: Bilingual;
  readonly value?: number;
  readonly fromNote?: number;
  readonly band?: { readonly normal: readonly [number, number]; readonly scale: readonly [number, number] };
  readonly level?: 'low' | 'normal' | 'high';
  /** What is odd about a value that counts nonetheless. */
  readonly caution?: Bilingual;
}

export interface Found {
  readonly id: string;
  readonly name: Bilingual;
  readonly matched: string | undefined;
  readonly stated: boolean;
}

interface Outcome {
  readonly name: Bilingual;
  readonly probability: number;
}

export interface QuestionToAsk {
  readonly finding: string;
  readonly name: Bilingual;
  readonly ask: Bilingual;
  readonly cost: Cost;
  readonly reason: Bilingual;
  readonly now: Outcome | undefined;
  readonly ifYes: Outcome | undefined;
  readonly ifNo: Outcome | undefined;
  /** The case has changed and the next question is being chosen; this one takes no answer. */
  readonly pending: boolean;
  /** What was answered, while it is pending. */
  readonly answered?: Decided;
}

/** "not-assessed": the list abstains and must not calm anybody. */
export type UrgencyShown = Urgency | 'not-assessed';

export type Asking = 'nothing-stated' | 'thinking' | 'settled' | 'nothing-helps' | 'asking';

export interface Asked {
  readonly finding: string;
  readonly name: Bilingual;
  readonly state: Decided;
}

export interface Danger {
  readonly id: string;
  readonly name: Bilingual;
  readonly advice: Bilingual;
  readonly urgency: 'emergency' | 'urgent';
}

export interface Row {
  readonly id: string;
  readonly name: Bilingual;
  readonly probability: number;
  readonly mustNotMiss: boolean;
}

export interface List {
  readonly rows: readonly Row[];
  readonly urgency: UrgencyShown;
  readonly backend: 'model' | 'plain';
  readonly abstain?: { readonly why: 'nothing-read' | 'surprise' | 'other-wins'; readonly name: Bilingual };
}

export interface Reason {
  readonly key: string;
  readonly words: Bilingual;
  /** Natural log; positive speaks for. */
  readonly weight: number;
}

export interface Detail {
  readonly condition: string;
  readonly name: Bilingual;
  readonly reasons: readonly Reason[];
  readonly changes: readonly {
    readonly key: string;
    readonly words: Bilingual;
    readonly first: Bilingual;
    readonly probability: number;
  }[];
  readonly confirms: readonly Bilingual[];
  readonly refer?: 'emergency' | 'urgent' | 'routine';
  readonly icd: string;
  readonly national: string;
}

export interface Named {
  readonly id: string;
  readonly name: Bilingual;
}

export interface Act {
  readonly urgency: UrgencyShown;
  readonly notExcluded: readonly Named[];
  readonly tests: readonly (Named & { readonly tests: readonly Bilingual[] })[];
}

export type EngineFault = 'not-fetched' | 'hash-mismatch' | 'corrupt' | 'runtime' | 'disagrees';
export type EngineShown =
  | { readonly tag: 'loading' | 'ready' | 'computing' | 'failed' }
  | { readonly tag: 'refused'; readonly fault: EngineFault };

export interface OfflineShown {
  readonly state: 'unsupported' | 'installing' | 'ready' | 'failed';
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  readonly fault: 'line' | 'storage' | 'damaged' | undefined;
  readonly updateAvailable: boolean;
}
