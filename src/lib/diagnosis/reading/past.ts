import type { Cue } from './cue';
import { stems } from './reach';
import { COMMA, NONE, SENTENCE, SOFT, TURN, between } from './segment';
import type { Timeline } from './timeline';

/** "Five years ago" is another episode, "three weeks ago" the start of this one. */
export const HOURS_OF_ILLNESS = 60 * 24;
const CONTEXT: ReadonlySet<string> = new Set(['past', 'personal', 'menstrual', 'family']);
const REACHES_BACK =
  /^(?:in the past|as a child|as a teenager|as an infant|in childhood|last year|when|long ago|at (?:the )?age|before|in (?:his|her) |had before|以前|过去|小时候|去年|前年)/;
const NOT_PAST_BEFORE = stems('day week month year hour hr short long brief a recent an no');
const PRESENTING =
  /(?:present(?:s|ed|ing)?|gives?|gave|with|reports?|admitted|describes?)(?: with| of)?(?: an?| the)?(?: \w+)? $/;
const AUXILIARIES = stems(
  'have has be is was been now since then completely spontaneously also mostly largely all on its own quickly soon itself'
);

class Past {
  constructor(readonly line: Timeline) {}

  /** Past episodes: sections of history, 既往, "history of", and points of time long ago at which nothing lasting began. */
  run(): void {
    this.#past();
    this.#resolved();
  }

  #past(): void {
    const { tokens, segments } = this.line.ground;
    this.line.judged.forEach((one, index) => {
      if (CONTEXT.has(segments.section[one.match.first] ?? '')) {
        const begin = this.line.clauseBegin(one.match.first);
        if (!this.line.hasCue('ongoing', begin, one.match.first)) this.line.set(index, 'past');
      }
    });
    for (const cue of this.line.cues) {
      if (cue.kind !== 'past' || segments.inHeading[cue.first]) continue;
      // 从前天 is 从 and 前天.
      if (this.line.ground.timeAt[cue.last - 1] && !this.line.ground.timeAt[cue.first]) continue;
      const text = tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
      if (/history of|h\/o|hx of/.test(text) && !/past/.test(text)) {
        const before = tokens.text[cue.first - 1] ?? '';
        if (
          this.line.ground.timeAt[cue.first - 1] ||
          (NOT_PAST_BEFORE.has(before) && this.#presents(cue)) ||
          ['short', 'long', 'brief', 'recent'].includes(before)
        )
          continue;
      }
      this.#pastFrom(cue, text);
    }
    for (const span of this.line.spans) {
      if (span.kind !== 'ago' || span.hours <= HOURS_OF_ILLNESS) continue;
      const end = this.line.clauseEnd(span.first);
      const begins =
        this.line.hasCue('start', span.last, end) ||
        this.line.hasCue('constant', span.last, end) ||
        (this.line.hasCue('start', this.line.clauseBegin(span.first), span.first) &&
          tokens.kind[span.first] !== 'zh');
      if (begins && !this.line.hasCue('past', span.last, end)) continue;
      for (
        let index = this.line.firstFrom(this.line.clauseBegin(span.first));
        index < this.line.judged.length;
        index++
      ) {
        if ((this.line.judged[index]?.match.first ?? end) >= end) break;
        this.line.set(index, 'past');
      }
    }
  }

  #presents(cue: Cue): boolean {
    const { tokens } = this.line.ground;
    const start = tokens.start[cue.first] ?? 0;
    return PRESENTING.test(tokens.folded.slice(Math.max(0, start - 32), start));
  }

  #pastFrom(cue: Cue, text: string): void {
    const { segments } = this.line.ground;
    const whole = /^(?:既往|past medical|past history)/.test(text);
    if (REACHES_BACK.test(text)) {
      for (
        let index = this.line.firstFrom(this.line.clauseBegin(cue.first));
        (this.line.judged[index]?.match.first ?? cue.first) < cue.first;
        index++
      )
        this.line.set(index, 'past');
    }
    let reached = cue.last;
    for (let index = this.line.firstFrom(cue.first); index < this.line.judged.length; index++) {
      const match = this.line.judged[index]?.match;
      if (!match) break;
      const strength = between(segments, reached - 1, match.first);
      if (strength >= (whole ? SENTENCE : TURN) || (!whole && strength >= COMMA && match.first - reached > 3))
        break;
      if (this.line.hasCue('ongoing', reached, match.first) || match.first - reached > 30) break;
      if (strength >= COMMA && this.#spansBetween(reached, match.first)) break;
      this.line.set(index, 'past');
      reached = Math.max(reached, match.last);
    }
  }

  #spansBetween(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.line.ground.timeAt[at]) return true;
    return false;
  }

  /** Gone within this illness: "has resolved", 已缓解, "no longer". */
  #resolved(): void {
    const { tokens, segments } = this.line.ground;
    for (const cue of this.line.cues) {
      if (cue.kind !== 'resolved') continue;
      const text = tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
      if (/^(?:no longer|不再)/.test(text)) {
        const index = this.line.firstFrom(cue.last);
        const match = this.line.judged[index]?.match;
        if (match && match.first - cue.last <= 5 && between(segments, cue.last - 1, match.first) < COMMA)
          this.#earlier(index);
        continue;
      }
      const start = tokens.start[cue.first] ?? 0;
      const before = tokens.folded.slice(Math.max(0, start - 6), start);
      if (/[未不没无稍略可能难]$|后自行$|后可?$|没有$/.test(before)) continue;
      // "Pain settled by rest" is what eases it.
      if (tokens.kind[cue.first] === 'word' && /^(?:with|by|on|when)$/.test(tokens.text[cue.last] ?? ''))
        continue;
      if (this.line.isHeld(cue)) continue;
      for (let index = this.line.firstFrom(cue.first) - 1; index >= 0; index--) {
        const match = this.line.judged[index]?.match;
        if (!match || cue.first - match.last > 8) break;
        if (match.owner.kind !== 'finding' || match.last > cue.first) continue;
        const strength = between(segments, match.last - 1, cue.first);
        if (
          strength >= TURN ||
          strength === SOFT ||
          (strength === COMMA && !this.#standsAlone(match.last, cue))
        )
          break;
        if (tokens.kind[cue.first] === 'word' && this.#verbMissing(match.last, cue.first)) break;
        this.#earlier(index);
        break;
      }
    }
  }

  /** "Fever, stopped work": the verb must speak of the finding, with nothing but auxiliaries in between. */
  #verbMissing(from: number, to: number): boolean {
    for (let at = from; at < to; at++)
      if (
        this.line.ground.tokens.text[at] !== ',' &&
        !this.line.ground.timeAt[at] &&
        !AUXILIARIES.has(this.line.ground.tokens.text[at] ?? '')
      )
        return true;
    return false;
  }

  /** "Chest pain, now resolved": nothing else stands between, and the clause ends there. */
  #standsAlone(from: number, cue: Cue): boolean {
    const { tokens, segments } = this.line.ground;
    for (let at = from; at < cue.first; at++) {
      const kind = tokens.kind[at];
      if (
        this.line.ground.timeAt[at] ||
        kind === 'mark' ||
        kind === 'break' ||
        /^[已现都就也又今]$/.test(tokens.text[at] ?? '')
      )
        continue;
      if (kind !== 'word' || !AUXILIARIES.has(tokens.text[at] ?? '')) return false;
    }
    return (
      cue.last >= tokens.length ||
      (segments.after[cue.last - 1] ?? NONE) >= COMMA ||
      (tokens.kind[cue.last] === 'mark' && (segments.after[cue.last] ?? NONE) >= COMMA)
    );
  }

  #earlier(index: number): void {
    const one = this.line.judged[index];
    const timed = this.line.timed[index];
    if (one?.polarity === 'present' && timed?.when === 'now') this.line.set(index, 'earlier');
  }
}

/** Marks what was in the past, and what was there earlier in this illness. */
export function findPast(line: Timeline): void {
  new Past(line).run();
}
