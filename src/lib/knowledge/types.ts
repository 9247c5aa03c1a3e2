import type { Bilingual, Branded, ByPerson } from '$part/kernel';
import type { Course, Duration, Onset } from './time';

export type FindingId = Branded<'finding'>;
export type ConditionId = Branded<'condition'>;

/** Every way of saying something, in the word syntax of docs/ARCHITECTURE.md: `a b`, `a|b`, `a ~ b`. */
export interface Words {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

export type FindingKind = 'symptom' | 'sign' | 'risk' | 'history' | 'measurement' | 'test';
export type Cost = 'free' | 'instrument' | 'laboratory' | 'imaging';
export type Severity = 'minor' | 'moderate' | 'serious' | 'critical';
export type Grade = 'study' | 'textbook' | 'judgement';
export type Urgency = 'emergency' | 'non-emergency' | 'self-care';

/** An attribute of a present finding: exactly one value, or any number of them. */
export interface Slot {
  readonly name: string;
  readonly mode: 'one-of' | 'several-of';
  readonly values: readonly string[];
  /** P(value) in people with the finding whatever its cause; uniform (one-of) or 0.15 (several-of) where not given. */
  readonly background?: Readonly<Record<string, number>>;
}

export interface Finding {
  readonly id: FindingId;
  readonly name: Bilingual;
  readonly words: Words;
  /** Words that by themselves say the finding is absent ("afebrile"). */
  readonly absentWords?: Words;
  readonly kind: FindingKind;
  readonly ask?: Bilingual;
  readonly cost: Cost;
  /** P(recorded as present) in someone who attends for an unrelated problem. */
  readonly background: ByPerson<number>;
  readonly childOf?: FindingId;
  readonly slots?: readonly Slot[];
  /** Whether onset, duration and course are kept for it. */
  readonly timed: boolean;
  readonly absentGroup?: string;
  /** For a known disease: P(finding | this disease, attending for something else), which raises backgrounds. */
  readonly raises?: Readonly<Record<string, number>>;
  /** Pinyin of the Chinese name without tones, and its initials, for search. */
  readonly pinyin: { readonly full: string; readonly initials: string };
}

export interface SlotValue {
  readonly id: string;
  readonly name: Bilingual;
  readonly words: Words;
}

/** "no urinary symptoms": one phrase that denies several findings. */
export interface Group {
  readonly id: string;
  readonly name: Bilingual;
  readonly words: Words;
  /** Words that by themselves deny every member ("chest is clear"). */
  readonly absentWords?: Words;
  readonly members: readonly FindingId[];
}

/** Findings that come together share a latent, so that three faces of one fact do not count three times. */
export interface Cluster {
  readonly id: string;
  readonly name: Bilingual;
  readonly members: readonly FindingId[];
}

/** A comparison written as `>=37.5`, `<90`, `>100`, `<=8`. */
export type Threshold = string;

export interface Measure {
  readonly id: string;
  readonly name: Bilingual;
  readonly words: Words;
  readonly unit: string;
  readonly otherUnits: readonly { readonly unit: string; readonly factor: number; readonly offset: number }[];
  /** Outside these a value is refused as a slip. */
  readonly plausible: readonly [number, number];
  readonly decimals: number;
  readonly vital: boolean;
  readonly normal: ByPerson<readonly [number, number]>;
  readonly findings: readonly { readonly id: FindingId; readonly present: ByPerson<Threshold> }[];
  readonly source: string;
}

export interface System {
  readonly id: string;
  readonly name: Bilingual;
  /** P(finding | an illness of this system), for every finding of the core block. */
  readonly core: Readonly<Record<string, number>>;
}

export interface Condition {
  readonly id: ConditionId;
  readonly name: Bilingual;
  readonly aliases: Words;
  readonly system: string;
  /** WHO ICD-10, the usual code first. */
  readonly icd10: readonly string[];
  /** Code and name of China's national clinical edition 2.0. */
  readonly national: { readonly code: string; readonly name: string };
  /** Pinyin of the Chinese name without tones, and its initials, for search. */
  readonly pinyin: { readonly full: string; readonly initials: string };
  readonly severity: Severity;
  readonly mustNotMiss: boolean;
  readonly perThousandVisits: number;
  /** Factors by age range (years), sex and season, relative to each other; inference normalises them over the visit mix. */
  readonly prevalence: {
    readonly age: Readonly<Record<string, number>>;
    readonly sex: Readonly<Record<string, number>>;
    readonly season: Readonly<Record<string, number>>;
  };
  /** Known diseases and risks that multiply the prior when present. */
  readonly given: Readonly<Record<string, number>>;
  readonly presentsAs: Readonly<Record<string, number>>;
  readonly onset: Readonly<Partial<Record<Onset, number>>>;
  readonly duration: Readonly<Partial<Record<Duration, number>>>;
  readonly course: Readonly<Partial<Record<Course, number>>>;
  /** Own exceptions to the core defaults of the system. */
  readonly core: Readonly<Record<string, number>>;
  /** Findings beyond the core block, with the grade of each number. */
  readonly findings: Readonly<Record<string, { readonly p: number; readonly grade: Grade }>>;
  /** P(value | finding present, condition) by finding, slot and value. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
  /** P(a group phrase would be untrue), where not the largest of its members. */
  readonly groups: Readonly<Record<string, number>>;
  /** Cause -> P(this | cause, at a visit): declared pairs. */
  readonly complicationOf: Readonly<Record<string, number>>;
  /** The chronic state of this condition; where it is already known the condition is no candidate. */
  readonly knownAs?: FindingId;
  readonly clusters: readonly string[];
  readonly near: readonly ConditionId[];
  readonly required: readonly FindingId[];
  /** Seen at a glance: the reason why few findings suffice. */
  readonly glance?: string;
  readonly confirms: readonly string[];
  readonly refer?: { readonly urgency: 'emergency' | 'urgent' | 'routine' };
  readonly other: boolean;
  readonly sources: readonly string[];
  readonly review: { readonly by: string; readonly expires: string };
}

/** A test on current findings of the patient; every rule of danger is built of these. */
export type DangerTest =
  | { readonly finding: string }
  /** There now or earlier in this illness: what was told of the night counts as much as what is seen. */
  | { readonly told: string }
  /** Stated to be absent: a test that came back negative. */
  | { readonly absent: string }
  | { readonly value: string; readonly of: string }
  | { readonly measure: string; readonly is: ByPerson<Threshold> }
  | { readonly onset: readonly Onset[]; readonly of: string }
  | { readonly duration: readonly Duration[]; readonly of: string }
  | { readonly ageYears: Threshold }
  | { readonly sex: 'male' | 'female' }
  | { readonly pregnant: true }
  | { readonly all: readonly DangerTest[] }
  | { readonly any: readonly DangerTest[] }
  /** What is not stated passes: only beside other tests, to spare what is known to be harmless. */
  | { readonly not: DangerTest }
  | { readonly atLeast: number; readonly of: readonly DangerTest[] };

export interface DangerRule {
  readonly id: string;
  readonly name: Bilingual;
  /** What to do now, in one sentence. */
  readonly advice: Bilingual;
  readonly urgency: 'emergency' | 'urgent';
  readonly when: DangerTest;
  readonly source: string;
}

/** Shares of visits, each summing to one. */
export interface VisitMix {
  /** Keys such as `female 18-44`. */
  readonly person: Readonly<Record<string, number>>;
  readonly season: Readonly<Record<string, number>>;
  readonly purpose: Readonly<Record<string, number>>;
  readonly source: string;
}

/** The compiled pack: one JSON file, built by `npm run knowledge`, loaded by page and worker. */
export interface Pack {
  readonly format: 1;
  readonly id: string;
  readonly name?: Bilingual;
  readonly version?: string;
  /** SHA-256, hex, of the whole pack in canonical JSON without the two hashes. */
  readonly packHash: string;
  /** SHA-256, hex, of what the model file is made from: features, priors, frequencies. */
  readonly modelInputHash: string;
  readonly systems: readonly System[];
  readonly core: readonly FindingId[];
  readonly findings: readonly Finding[];
  readonly values: readonly SlotValue[];
  readonly groups: readonly Group[];
  readonly clusters: readonly Cluster[];
  readonly measures: readonly Measure[];
  readonly conditions: readonly Condition[];
  readonly danger: readonly DangerRule[];
  readonly visits: VisitMix;
}
