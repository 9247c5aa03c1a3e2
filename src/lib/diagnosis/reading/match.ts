import type { Lexicon, NearPhrase, Owner } from './lexicon';
import type { Hits, PhraseHit, Stretch } from './scan';
import type { Segments } from './segment';
import { COMMA, NONE, SOFT, TURN } from './segment';
import type { Flags, Tokens } from './tokens';
import { DETERMINERS } from './word-syntax';

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

const GAP_EN = 6;
const GAP_ZH = 10;
/** No term stands further from the ones found so far, and no match begins further before one that it may hold. */
const REACH = 16;
const FURTHEST = 36;

const JOINS = new Set(['and', 'or', 'nor']);

const toMatch = (owner: Owner, pieces: readonly Stretch[], negated: boolean): Match => ({
  owner,
  pieces,
  first: pieces[0]?.first ?? 0,
  last: pieces[pieces.length - 1]?.last ?? 0,
  size: pieces.reduce((sum, piece) => sum + piece.last - piece.first, 0),
  negated
});

const within = (inner: Match, outer: Match): boolean =>
  inner.pieces.every((piece) =>
    outer.pieces.some((other) => other.first <= piece.first && piece.last <= other.last)
  );

/** The strongest boundary between two places. */
export function between(segments: Segments, from: number, to: number): number {
  let strongest: number = NONE;
  for (let at = from; at < to; at++) strongest = Math.max(strongest, segments.after[at] ?? NONE);
  return strongest;
}

class NearFinder {
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

function coverage(length: number, phrases: readonly PhraseHit[], lexicon: Lexicon): Flags {
  const covered = new Uint8Array(length);
  for (const hit of phrases) {
    if (lexicon.owners[hit.owner]?.kind === 'finding')
      for (let at = hit.first; at < hit.last; at++) covered[at] = 1;
  }
  return covered;
}

const isComplaint = (owner: Owner): boolean =>
  owner.kind === 'finding' &&
  !owner.denies &&
  (owner.finding.kind === 'symptom' || owner.finding.kind === 'sign');

/** A complaint that is one term of a `~` phrase is said as well: "cough ~ blood" is a cough too. */
const staysBeside = (match: Match, rival: Match): boolean =>
  rival.pieces.length > 1 &&
  match.pieces.length === 1 &&
  isComplaint(match.owner) &&
  isComplaint(rival.owner);

/**
 * A term of a `~` phrase that is only part of another finding's own wording belongs there: the "night" of "night sweats" makes
 * no cough at night, the 痛 of 头痛 no pain in the back.
 */
function inOtherWords(
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

/** Of matches that hold one another only the longest say something; values are told apart from findings, which they may overlap. */
function longest(matches: readonly Match[]): Match[] {
  const sorted = [...matches].sort((a, b) => a.first - b.first || b.size - a.size || a.last - b.last);
  const kept: Match[] = [];
  sorted.forEach((match, index) => {
    for (const step of [-1, 1]) {
      for (let other = index + step; other >= 0 && other < sorted.length; other += step) {
        const rival = sorted[other];
        if (!rival) break;
        if (step === -1 ? rival.first < match.first - FURTHEST : rival.first > match.first) break;
        if ((rival.owner.kind === 'value') !== (match.owner.kind === 'value')) continue;
        const sameOwner = rival.owner === match.owner;
        if (rival.size > match.size && within(match, rival) && !staysBeside(match, rival)) return;
        if (
          sameOwner &&
          rival.size === match.size &&
          other < index &&
          rival.first < match.last &&
          match.first < rival.last
        )
          return;
      }
    }
    kept.push(match);
  });
  return kept;
}

/** One owner says one thing of one place: of its overlapping matches the longest stays. */
function oneForEachOwner(matches: readonly Match[]): Match[] {
  const lastOf = new Map<Owner, number>();
  const kept: (Match | undefined)[] = [];
  for (const match of matches) {
    const before = lastOf.get(match.owner);
    const rival = before === undefined ? undefined : kept[before];
    if (
      before !== undefined &&
      rival &&
      match.first < rival.last &&
      match.pieces.some((piece) =>
        rival.pieces.some((other) => piece.first < other.last && other.first < piece.last)
      )
    ) {
      if (match.size > rival.size) kept[before] = match;
      continue;
    }
    lastOf.set(match.owner, kept.length);
    kept.push(match);
  }
  return kept.filter((match) => match !== undefined);
}

/**
 * Chinese has no spaces, so that a short phrase may be made of the end of one word and the start of the next: 复发 in 反复发热.
 * Tells whether two words that meet inside a phrase reach out of it on both sides.
 */
function straddles(tokens: Tokens, hits: Hits): (first: number, last: number) => boolean {
  const earliest = new Map<number, number>();
  const latest = new Map<number, number>();
  const note = ({ first, last }: Stretch): void => {
    if (tokens.kind[first] !== 'zh' || last - first < 2) return;
    earliest.set(last, Math.min(earliest.get(last) ?? first, first));
    latest.set(first, Math.max(latest.get(first) ?? last, last));
  };
  for (const hit of hits.phrases) note(hit);
  for (const cue of hits.cues.time) note(cue);
  return (first, last) => {
    if (tokens.kind[first] !== 'zh' || last - first > 3) return false;
    for (let at = first + 1; at < last; at++)
      if ((earliest.get(at) ?? first) < first && (latest.get(at) ?? last) > last) return true;
    return false;
  };
}

/** Matches of the vocabulary in order of place: those that count, and those dropped for a longer one that holds them. */
export function findMatches(
  tokens: Tokens,
  segments: Segments,
  hits: Hits,
  lexicon: Lexicon,
  blockedAt: Flags
): { readonly kept: readonly Match[]; readonly dropped: readonly Match[] } {
  const all: Match[] = [];
  const seen = new Set<string>();
  const add = (owner: number, pieces: readonly Stretch[], negated: boolean): void => {
    const key = `${String(owner)} ${String(negated)} ${pieces.map((piece) => `${String(piece.first)}-${String(piece.last)}`).join(' ')}`;
    const found = lexicon.owners[owner];
    if (!found || seen.has(key)) return;
    seen.add(key);
    all.push(toMatch(found, pieces, negated));
  };
  const straddling = straddles(tokens, hits);
  for (const hit of hits.phrases) {
    if (straddling(hit.first, hit.last) || blockedAt[hit.first]) continue;
    if (between(segments, hit.first, hit.last - 1) >= TURN || segments.inHeading[hit.first]) continue;
    add(hit.owner, [hit], hit.negated);
  }
  const wordings = new Map<number, Stretch[]>();
  for (const hit of hits.phrases) {
    if (lexicon.owners[hit.owner]?.kind === 'value') continue;
    for (let at = hit.first; at < hit.last; at++) {
      const list = wordings.get(at);
      if (list) list.push(hit);
      else wordings.set(at, [hit]);
    }
  }
  const finder = new NearFinder(tokens, segments, hits, coverage(tokens.length, hits.phrases, lexicon));
  for (const [term, places] of hits.terms) {
    const phrases = lexicon.near.get(term);
    if (!phrases) continue;
    for (const phrase of phrases) {
      if (phrase.terms.some((other) => !hits.terms.has(other))) continue;
      for (const place of places) {
        if (segments.inHeading[place.first] || blockedAt[place.first]) continue;
        const pieces = finder.find(phrase, term, place);
        if (
          pieces &&
          !pieces.some((piece) => blockedAt[piece.first]) &&
          !inOtherWords(tokens, pieces, wordings)
        )
          add(phrase.owner, pieces, false);
      }
    }
  }
  const kept = oneForEachOwner(longest(all));
  const counted = new Set(kept);
  const dropped = all
    .filter((match) => !counted.has(match))
    .sort((a, b) => a.first - b.first || a.last - b.last);
  return { kept, dropped };
}
