import type { Language } from '$part/kernel';
import type { Observation } from '$part/schema';

/** An observation as read: identity, author and time are given to it when a person's visit takes it in. */
export type ReadObservation = Omit<Observation, 'id' | 'author' | 'at' | 'supersedes'>;

export interface Reading {
  readonly observations: readonly ReadObservation[];
  readonly language: Language | 'mixed';
  /** Age and sex where the note states them ("62岁女性", "a 3-month-old boy"). */
  readonly ageYears?: number;
  readonly sex?: 'male' | 'female';
  /** The finding of the complaint: the first current, present finding of the patient. */
  readonly chief?: string;
  /** Share of the note's words of substance that no reading covers, 0 to 1; high means that the note was not understood. */
  readonly unread: number;
  /** Numbers refused as impossible, by measure and span, for a message beside the note. */
  readonly refused: readonly {
    readonly measure: string;
    readonly value: number;
    readonly span: readonly [number, number];
  }[];
}

export const MAX_NOTE = 20_000;
