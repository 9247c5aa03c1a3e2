import type { Owner } from './lexicon';
import type { Stretch } from './scan';

/** A phrase of the vocabulary in the note. */
export interface Match {
  readonly owner: Owner;
  /** Tokens it is made of, in order, not touching; a phrase as it stands has one stretch. */
  readonly pieces: readonly Stretch[];
  readonly first: number;
  readonly last: number;
  /** Tokens in all pieces. */
  readonly size: number;
  /** A Chinese "not" stands inside it. */
  readonly negated: boolean;
}

/** No match begins further before one that it may hold; in tokens. */
export const FURTHEST = 36;

export const toMatch = (owner: Owner, pieces: readonly Stretch[], negated: boolean): Match => ({
  owner,
  pieces,
  first: pieces[0]?.first ?? 0,
  last: pieces[pieces.length - 1]?.last ?? 0,
  size: pieces.reduce((sum, piece) => sum + piece.last - piece.first, 0),
  negated
});
