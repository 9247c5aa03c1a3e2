import type { Lexicon, NearPhrase } from './lexicon';
import type { Hits, PhraseHit, Stretch } from './scan';
import type { Segments } from './segment';
import { COMMA, SOFT, between } from './segment';
import type { Flags, Tokens } from './tokens';
import { DETERMINERS } from './word-syntax';

const GAP_EN = 6;
const GAP_ZH = 10;
/** No term stands further from the ones found so far. */
const REACH = 16;
const JOINS = new Set(['and', 'or', 'nor']);

/** Finds the terms of `~` phrases around each other. */
export class NearFinder {
  constructor(
    readonly tokens: Tokens,
    readonly segments: Segments,
    readonly hits: Hits,
    readonly covered: Flags
  ) {}

  /** The pieces of a `~` phrase around one place of its rarest term, each term at its nearest. */
  find(phrase: NearPhrase, anchor: number, at: Stretch): readonly Stretch[] | undefined {
    const pieces: Stretch[] = [at];
    for (const term of phrase.terms) {
      if (term === anchor) continue;
      const nearest = this.#nearest(this.hits.terms.get(term) ?? [], pieces);
      if (!nearest) return undefined;
      pieces.push(nearest);
      pieces.sort((a, b) => a.first - b.first);
    }
    return pieces.length === phrase.terms.length ? pieces : undefined;
  }

  #nearest(list: readonly Stretch[], pieces: readonly Stretch[]): Stretch | undefined {
    const from = pieces[0]?.first ?? 0;
    const to = pieces[pieces.length - 1]?.last ?? 0;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.first ?? 0) < from - REACH) low = middle + 1;
      else high = middle;
    }
    let best: Stretch | undefined;
    let bestGap = Infinity;
    for (let at = low; at < list.length; at++) {
      const stretch = list[at];
      if (!stretch || stretch.first > to + REACH) break;
      if (pieces.some((piece) => piece.first < stretch.last && stretch.first < piece.last)) continue;
      const gap = stretch.first >= to ? stretch.first - to : stretch.last <= from ? from - stretch.last : 0;
      if (gap < bestGap && this.#reaches(stretch, pieces)) {
        best = stretch;
        bestGap = gap;
      }
    }
    return best;
  }

  /** Whether a term joins the others: same clause, near enough, and not the head of another member of a list. */
  #reaches(stretch: Stretch, pieces: readonly Stretch[]): boolean {
    return pieces.some((piece) => {
      const [left, right] = piece.first < stretch.first ? [piece, stretch] : [stretch, piece];
      let chinese = false;
      let gap = 0;
      for (let at = left.last; at < right.first; at++) {
        chinese ||= this.tokens.kind[at] === 'zh';
        if (this.tokens.kind[at] !== 'word' || !DETERMINERS.has(this.tokens.text[at] ?? '')) gap++;
      }
      if (gap > (chinese ? GAP_ZH : GAP_EN)) return false;
      const strength = between(this.segments, left.last - 1, right.first);
      if (strength >= COMMA) return false;
      if (strength < SOFT || (!this.#taken(left) && !this.#taken(right))) return true;
      // "Blood in urine or stool": the last member of a list shares the head of the first.
      return !this.#taken(right) && JOINS.has(this.tokens.text[right.first - 1] ?? '');
    });
  }

  /** "Vomiting and blood in the stool" is no vomiting of blood: both sides say something of their own. */
  #taken(stretch: Stretch): boolean {
    for (let at = stretch.first; at < stretch.last; at++) if (this.covered[at]) return true;
    return false;
  }
}

/** Tokens that belong to a finding's phrase as it stands. */
export function coverage(length: number, phrases: readonly PhraseHit[], lexicon: Lexicon): Flags {
  const covered = new Uint8Array(length);
  for (const hit of phrases) {
    if (lexicon.owners[hit.owner]?.kind === 'finding')
      for (let at = hit.first; at < hit.last; at++) covered[at] = 1;
  }
  return covered;
}

/**
 * A term of a `~` phrase that is only part of another finding's own wording belongs there: the "night" of "night sweats" makes
 * no cough at night, the 痛 of 头痛 no pain in the back.
 */
export function inOtherWords(
  tokens: Tokens,
  pieces: readonly Stretch[],
  wordings: ReadonlyMap<number, readonly Stretch[]>
): boolean {
  return pieces.some((piece) =>
    (wordings.get(piece.first) ?? []).some((word) => {
      if (
        word.last - word.first <= piece.last - piece.first ||
        pieces.every((other) => word.first <= other.first && other.last <= word.last)
      )
        return false;
      if (JOINS.has(tokens.text[word.last] ?? '') && pieces.some((other) => other.first === word.last + 1))
        return false;
      return tokens.kind[piece.first] !== 'zh' || (word.last === piece.last && word.first < piece.first);
    })
  );
}
