import { gather } from '$part/kernel';
import type { Match } from './match';
import { FURTHEST } from './match';
import type { Judged } from './verdicts';
import type { Verdicts } from './verdicts';

/** "Cough without blood" denies the blood, not the cough that a `~` phrase had taken up. */
export function freedByGap(verdicts: Verdicts, dropped: readonly Match[]): readonly Judged[] {
  const parted = verdicts.parted;
  if (parted.size === 0) return [];
  const found: Judged[] = [];
  for (const match of dropped) {
    if (
      match.owner.kind !== 'finding' ||
      match.owner.denies ||
      found.slice(-4).some((other) => other.match.owner === match.owner && other.match.last > match.first)
    )
      continue;
    for (let at = verdicts.from(match.first + 1) - 1; at >= 0; at--) {
      const holder = verdicts.matches[at];
      if (!holder || holder.first < match.first - FURTHEST) break;
      const cue = parted.get(at);
      if (
        cue !== undefined &&
        holder.owner !== match.owner &&
        holder.pieces.some((piece) => piece.first <= match.first && match.last <= piece.last)
      ) {
        found.push({ match, polarity: match.last <= cue ? 'present' : 'absent', listed: 0 });
        break;
      }
    }
  }
  return found;
}

/** Findings inside a longer one that its "no" denies: cough without sputum says also that there is no sputum. */
export function deniedInside(verdicts: Verdicts, dropped: readonly Match[]): readonly Judged[] {
  const found: Judged[] = [];
  const places = verdicts.cues.filter((cue) => cue.kind === 'no').map((cue) => cue.first);
  let place = 0;
  const near = new Map<number, Match[]>();
  for (const match of dropped) {
    while (place < places.length - 1 && (places[place + 1] ?? Infinity) < match.first) place++;
    const start = places[place];
    if (start === undefined || start >= match.first || match.owner.kind !== 'finding' || match.owner.denies)
      continue;
    gather(near, start, match);
  }
  for (const cue of verdicts.cues) {
    if (cue.kind !== 'no') continue;
    const holder = verdicts.holder(cue);
    if (!holder) continue;
    for (const match of near.get(cue.first) ?? []) {
      if (match.last > holder.last || match.first < holder.first) continue;
      if (match.first - cue.last <= 2) found.push({ match, polarity: 'absent', listed: 0 });
    }
  }
  return found;
}
