import type { Branded } from '$part/kernel';
import type { Course, Duration, Onset } from '$part/knowledge';

export type ObservationId = Branded<'observation'>;

/** What an observation speaks of: a finding, a value of one of its slots, a group phrase, or a measure. */
export type Subject =
  | { readonly kind: 'finding'; readonly id: string }
  | { readonly kind: 'value'; readonly id: string; readonly slot: string; readonly value: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'measure'; readonly id: string };

export type Source =
  /** UTF-16 units of the note, half open. */
  | {
      readonly kind: 'note';
      readonly span: readonly [number, number];
      readonly style: 'narrative' | 'review-list';
    }
  | { readonly kind: 'asked' }
  | { readonly kind: 'added' }
  | { readonly kind: 'measured' };

/** One append-only statement; evidence is the pure fold of all of them (DESIGN section 5). */
export interface Observation {
  readonly id: ObservationId;
  readonly subject: Subject;
  readonly state: 'present' | 'absent' | 'unknown' | 'withdrawn';
  /** For a measure, in its own unit. */
  readonly value?: number;
  readonly unit?: string;
  readonly when: 'now' | 'earlier' | 'past';
  readonly onset?: Onset;
  readonly duration?: Duration;
  readonly course?: Course;
  readonly whose: 'patient' | 'family' | 'contact';
  readonly source: Source;
  readonly author: string;
  /** Logical time: later statements of one author settle earlier ones. */
  readonly at: number;
  readonly supersedes?: readonly ObservationId[];
}
