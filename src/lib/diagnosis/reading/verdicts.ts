import type { Cue, CueKind } from './cue';
import type { Match } from './match';
import { FURTHEST } from './match';
import type { Ground } from './reach';

interface Marks {
  absent: boolean;
  unknown: boolean;
  unsaid: boolean;
  /** Said to be present in so many words: 阳性, (+). */
  pinned: boolean;
  /** The list of negatives it stands in, counted in `lists`; -1 outside one. */
  list: number;
}

export type Polarity = 'present' | 'absent' | 'unknown' | 'unsaid';

export interface Judged {
  readonly match: Match;
  /** `unsaid`: only supposed, asked or warned of, so that nothing is recorded. */
  readonly polarity: Polarity;
  /** How many members the list of negatives has that it stands in; 0 outside one. */
  readonly listed: number;
}

/** The matches of a note in order of place with what the cues around them say of each so far. */
export class Verdicts {
  readonly marks: readonly Marks[];
  /** How many findings each list of negatives has. */
  readonly lists: number[] = [];
  /** `~` phrases that a cue between their terms denies, with the place of the cue. */
  readonly parted = new Map<number, number>();

  constructor(
    readonly ground: Ground,
    readonly matches: readonly Match[],
    readonly cues: readonly Cue[]
  ) {
    this.marks = matches.map((match) => ({
      absent: match.negated,
      unknown: false,
      unsaid: false,
      pinned: false,
      list: -1
    }));
  }

  polarityOf(index: number): Polarity {
    const marks = this.marks[index];
    const owner = this.matches[index]?.owner;
    if (!marks || !owner || marks.unsaid) return 'unsaid';
    if (marks.unknown) return 'unknown';
    const absent = marks.absent && !marks.pinned;
    // "Not afebrile" is not fever: left open.
    if (owner.kind !== 'value' && owner.denies) return absent ? 'unknown' : 'absent';
    return absent ? 'absent' : 'present';
  }

  textOf(cue: Cue): string {
    const { tokens } = this.ground;
    return cue.last - cue.first === 1
      ? (tokens.text[cue.first] ?? '')
      : tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
  }

  /** The first match that begins at or after a token. */
  from(token: number): number {
    let low = 0;
    let high = this.matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.matches[middle]?.first ?? 0) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A finding or group whose own words hold the cue, so that it denies nothing of it (不能平卧, without sputum). */
  holder(cue: Cue): Match | undefined {
    for (let at = this.from(cue.first + 1) - 1; at >= 0; at--) {
      const match = this.matches[at];
      if (!match || match.first < cue.first - FURTHEST) return undefined;
      if (
        match.owner.kind !== 'value' &&
        match.pieces.some((piece) => piece.first <= cue.first && cue.last <= piece.last)
      )
        return match;
    }
    return undefined;
  }

  mark(index: number, kind: CueKind): void {
    const marks = this.marks[index];
    if (!marks) return;
    if (kind === 'hypothetical' || kind === 'question') marks.unsaid = true;
    else if (kind === 'maybe' || kind === 'double') marks.unknown = true;
    else if (marks.absent && this.matches[index]?.negated) marks.unknown = true;
    else marks.absent = true;
  }
}
