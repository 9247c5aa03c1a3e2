import type { Cue } from './cue';
import { stems } from './reach';
import { COMMA, NONE, SENTENCE, between } from './segment';
import type { Verdicts } from './verdicts';

/** What an English denial says of each member of its list. */
export interface DeniedList {
  readonly denied: readonly number[];
  /** After a comma with no "or" to close the list: "no fever, chest pain" may be one denial or the complaint itself. */
  readonly open: readonly number[];
}

/** Nobody denies with a degree: after a comma such a word opens a statement. */
const DEGREES = stems(
  'severe severely bad badly terrible awful intense excruciating agonising agonizing worst mild moderate profuse heavy massive sudden suddenly worsening increasing increasingly persistent ongoing continuous constant very now still since positive'
);
/** "No" stands before nouns; a word for how the patient is cannot be one of its list, nor can a belly felt to be rigid. */
const STATES = stems(
  'drowsy lethargic unconscious unresponsive confused agitated restless irritable pale cyanosed cyanotic blue clammy sweaty sweating rigid boardlike tender dehydrated febrile breathless unwell ill toxic dizzy weak tired floppy collapsed distressed shocked tachycardic tachypnoeic tachypneic hypotensive hypoxic jaundiced'
);
const OR = new Set(['or', 'nor', 'either']);
/** "No history of", "does not have", "negative for": a verb or a preposition governs the whole list. */
const GOVERNS = / (?:of|for|have|had|has|having|any|report|reports|complain|experience|experienced) ?/;
const CLAUSE = 40;

class ListEnd {
  constructor(
    readonly verdicts: Verdicts,
    readonly cue: Cue
  ) {}

  #wordAt(at: number, words: ReadonlySet<string>): boolean {
    const { tokens, timeAt } = this.verdicts.ground;
    return tokens.kind[at] === 'word' && !timeAt[at] && words.has(tokens.text[at] ?? '');
  }

  /** The token after the last "or" that the list holds or goes on with, as far as its last clause goes. */
  closedUpTo(from: number, last: number): number {
    const { tokens, segments, cueAt } = this.verdicts.ground;
    let closed = -1;
    let at = from;
    for (; at < tokens.length && at < last + CLAUSE; at++) {
      if (this.#wordAt(at, OR)) closed = at + 1;
      // "Chest pain and no rash": the next denial goes on with the list.
      if (at >= last && tokens.text[at] === 'and' && tokens.text[at + 1] === 'no') closed = at + 1;
      if (at >= last && cueAt[at]) break;
      const after = segments.after[at] ?? NONE;
      if (
        after >= SENTENCE ||
        (at >= last && after >= COMMA && !/^(?:and|or|nor)$/.test(tokens.text[at + 1] ?? ''))
      )
        break;
    }
    return closed;
  }

  /** Whether the stretch from one comma to the next states something: a degree, a number, a time, how the patient is. */
  states(index: number, reached: number): boolean {
    const { ground, matches } = this.verdicts;
    const match = matches[index];
    if (!match) return false;
    const { tokens, segments } = ground;
    // "Chest clear" denies by itself.
    if (match.owner.kind !== 'value' && match.owner.denies) return true;
    for (let at = reached; at < match.first; at++)
      if (tokens.kind[at] === 'number' || ground.timeAt[at]) return true;
    let from = match.first;
    while (from > reached && (segments.after[from - 1] ?? NONE) < COMMA) from--;
    for (let at = from; at < tokens.length && at < from + CLAUSE; at++) {
      const degree = this.cue.kind === 'no' && this.#wordAt(at, DEGREES);
      const state = this.cue.kind === 'no' && at === from && this.#wordAt(at, STATES);
      if (degree || state || tokens.kind[at] === 'number') return true;
      if ((segments.after[at] ?? NONE) >= COMMA) return false;
    }
    return false;
  }

  /** "No fever, cough.": two names and a full stop, nothing else. */
  isWholeSentence(members: readonly number[]): boolean {
    const { ground, matches } = this.verdicts;
    const { segments, tokens } = ground;
    const last = matches[members.at(-1) ?? -1]?.last ?? 0;
    const opens = this.cue.first === 0 || (segments.after[this.cue.first - 1] ?? NONE) >= SENTENCE;
    return opens && members.length === 2 && tokens.text[last] === '.';
  }

  governs(first: number): boolean {
    const { tokens } = this.verdicts.ground;
    const words = tokens.folded.slice(tokens.start[this.cue.first], tokens.start[first]);
    return this.cue.kind === 'denies' || GOVERNS.test(` ${words} `);
  }
}

/**
 * Where an English denial ends. Written without "or", a list of bare names after a comma is left open, and one that states
 * something ends the denial; a Chinese one ends by the rules of `reachGoesOn`. `members` are in order of place.
 */
export function endOfList(verdicts: Verdicts, cue: Cue, members: readonly number[]): DeniedList {
  const { ground, matches } = verdicts;
  const { tokens, segments } = ground;
  const all = { denied: members, open: [] };
  const english = tokens.kind[cue.first] === 'word';
  if (!english || (cue.kind !== 'no' && cue.kind !== 'denies' && cue.kind !== 'not')) return all;
  const findings = members.filter((index) => matches[index]?.owner.kind !== 'value');
  const first = matches[findings[0] ?? -1];
  const last = matches[findings.at(-1) ?? -1];
  if (!first || !last || between(segments, cue.last - 1, last.first) < COMMA) return all;
  const end = new ListEnd(verdicts, cue);
  const closed = end.closedUpTo(cue.last, last.last);
  const sure =
    end.governs(first.first) || segments.section[cue.first] === 'review' || end.isWholeSentence(findings);
  const denied: number[] = [];
  const open: number[] = [];
  let reached = cue.last;
  for (const index of members) {
    const match = matches[index];
    if (!match) continue;
    const afterComma = between(segments, cue.last - 1, match.first) >= COMMA;
    const inOr =
      closed >= match.first || (closed !== -1 && between(segments, closed - 1, match.first) < COMMA);
    if (match.owner.kind !== 'value' && afterComma && !inOr && end.states(index, reached)) break;
    if (!afterComma || inOr || sure) denied.push(index);
    else open.push(index);
    if (match.owner.kind !== 'value') reached = Math.max(reached, match.last);
  }
  return { denied, open };
}
