import type { Owner } from './lexicon';
import type { Match } from './match';
import { FURTHEST } from './match';

const within = (inner: Match, outer: Match): boolean =>
  inner.pieces.every((piece) =>
    outer.pieces.some((other) => other.first <= piece.first && piece.last <= other.last)
  );
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

/** 咳嗽咳痰 is 咳嗽 and 咳痰 said in one breath: a phrase that is another's and its own, end to end, holds both. */
function isJoined(
  match: Match,
  rival: Match,
  isPhrase: (owner: Owner, first: number, last: number) => boolean
): boolean {
  if (rival.pieces.length > 1 || match.pieces.length > 1 || !isComplaint(match.owner)) return false;
  return (
    (match.first === rival.first && isPhrase(rival.owner, match.last, rival.last)) ||
    (match.last === rival.last && isPhrase(rival.owner, rival.first, match.first))
  );
}

/** Of matches that hold one another only the longest say something; values are told apart from findings, which they may overlap. */
export function longest(
  matches: readonly Match[],
  isPhrase: (owner: Owner, first: number, last: number) => boolean
): Match[] {
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
        if (
          rival.size > match.size &&
          within(match, rival) &&
          !staysBeside(match, rival) &&
          !isJoined(match, rival, isPhrase)
        )
          return;
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
export function oneForEachOwner(matches: readonly Match[]): Match[] {
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
