import type { Lexicon, Owner } from './lexicon';
import { longest, oneForEachOwner } from './longest';
import type { Match } from './match';
import { toMatch } from './match';
import { NearFinder, coverage, inOtherWords } from './near';
import type { Hits, Stretch } from './scan';
import type { Segments } from './segment';
import { TURN, between } from './segment';
import type { Flags, Tokens } from './tokens';

/** 水痘疫苗, "flu vaccine". */
const isVaccine = (tokens: Tokens, at: number): boolean =>
  (tokens.text[at] === '疫' && tokens.text[at + 1] === '苗') || /^vaccin/.test(tokens.text[at] ?? '');

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
  // One number for a phrase and its place: a note has at most 20,000 tokens, a phrase fewer than 64.
  const placeKey = (owner: number, first: number, last: number): number =>
    (owner * 32_768 + first) * 64 + Math.min(last - first, 63);
  const plain = new Set<number>();
  const ownerIndex = new Map<Owner, number>();
  const straddling = straddles(tokens, hits);
  for (const hit of hits.phrases) {
    if (straddling(hit.first, hit.last) || blockedAt[hit.first] || isVaccine(tokens, hit.last)) continue;
    if (between(segments, hit.first, hit.last - 1) >= TURN || segments.inHeading[hit.first]) continue;
    const owner = lexicon.owners[hit.owner];
    const key = placeKey(hit.owner, hit.first, hit.last);
    if (!owner || plain.has(key)) continue;
    plain.add(key);
    ownerIndex.set(owner, hit.owner);
    all.push(toMatch(owner, [hit], hit.negated));
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
      const owner = lexicon.owners[phrase.owner];
      if (!owner || phrase.terms.some((other) => !hits.terms.has(other))) continue;
      for (const place of places) {
        if (segments.inHeading[place.first] || blockedAt[place.first]) continue;
        const pieces = finder.find(phrase, term, place);
        if (
          pieces &&
          !pieces.some((piece) => blockedAt[piece.first]) &&
          !inOtherWords(tokens, pieces, wordings)
        )
          all.push(toMatch(owner, pieces, false));
      }
    }
  }
  const isPhrase = (owner: Owner, first: number, last: number): boolean => {
    const index = ownerIndex.get(owner);
    return index !== undefined && plain.has(placeKey(index, first, last));
  };
  const kept = oneForEachOwner(longest(all, isPhrase));
  const counted = new Set(kept);
  const dropped = all
    .filter((match) => !counted.has(match))
    .sort((a, b) => a.first - b.first || a.last - b.last);
  return { kept, dropped };
}
