import type { Course, Onset } from '$part/knowledge';
import type { Cue } from './cue';
import { FURTHEST } from './match';
import type { Judged } from './verdicts';
import type { Ground } from './reach';
import { COMMA, NONE } from './segment';
import type { TimeExpression } from './time-expressions';
import type { Whose } from './whose';

/** A length of time with its tokens. */
export interface TimeSpan extends TimeExpression {
  readonly first: number;
  readonly last: number;
}

/** What is gathered about the time of one match. */
export interface Timed {
  when: 'now' | 'earlier' | 'past';
  hours?: number;
  onset?: Onset;
  slowly?: 'gradual' | 'insidious';
  course?: Course;
}

function addTo<T>(table: Map<number, T[]>, key: number, item: T): void {
  const list = table.get(key);
  if (list) list.push(item);
  else table.set(key, [item]);
}

/** The matches of a note with its words of time, by clause, and what has been found about each so far. */
export class Timeline {
  readonly timed: readonly Timed[];
  /** Present complaints of the patient by clause: what time words can speak of. Counts in `judged`. */
  readonly byClause = new Map<number, number[]>();
  readonly spansByClause = new Map<number, TimeSpan[]>();
  readonly clauseStart = new Map<number, number>();

  constructor(
    readonly ground: Ground,
    readonly judged: readonly Judged[],
    readonly whose: readonly Whose[],
    readonly cues: readonly Cue[],
    readonly spans: readonly TimeSpan[]
  ) {
    const { clause } = ground.segments;
    this.timed = judged.map(() => ({ when: 'now' }));
    judged.forEach((one, index) => {
      if (this.#isTarget(one, index)) addTo(this.byClause, clause[one.match.first] ?? 0, index);
    });
    for (const span of spans) addTo(this.spansByClause, clause[span.first] ?? 0, span);
    clause.forEach((number, token) => {
      if (!this.clauseStart.has(number)) this.clauseStart.set(number, token);
    });
  }

  /** Complaints of the patient that are there: what time words can speak of. */
  #isTarget(one: Judged, index: number): boolean {
    const { owner } = one.match;
    return (
      owner.kind === 'finding' &&
      one.polarity === 'present' &&
      this.whose[index] === 'patient' &&
      (owner.finding.kind === 'symptom' || owner.finding.timed)
    );
  }

  isSymptom(one: Judged): boolean {
    return one.match.owner.kind !== 'finding' || !['history', 'risk'].includes(one.match.owner.finding.kind);
  }

  clauseOf(token: number): number {
    return this.ground.segments.clause[token] ?? 0;
  }

  sentenceOfClause(clause: number): number {
    return this.ground.segments.sentence[this.clauseStart.get(clause) ?? -1] ?? -1;
  }

  hasCue(kind: Cue['kind'], from: number, to: number): boolean {
    let low = 0;
    let high = this.cues.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cues[middle]?.first ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < this.cues.length && (this.cues[at]?.first ?? to) < to; at++)
      if (this.cues[at]?.kind === kind) return true;
    return false;
  }

  clauseEnd(token: number): number {
    const { after } = this.ground.segments;
    let at = token;
    while (at < this.ground.tokens.length - 1 && (after[at] ?? NONE) < COMMA) at++;
    return at + 1;
  }

  clauseBegin(token: number): number {
    return this.clauseStart.get(this.clauseOf(token)) ?? token;
  }

  firstFrom(token: number): number {
    let low = 0;
    let high = this.judged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.judged[middle]?.match.first ?? 0) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  set(index: number, when: 'earlier' | 'past'): void {
    const one = this.judged[index];
    const timed = this.timed[index];
    if (one && timed && this.isSymptom(one)) timed.when = when;
  }

  /** A match holds the cue: 停止排气 and "relieved by rest" speak of no end of what stands before. */
  isHeld(cue: Cue): boolean {
    for (let index = this.firstFrom(cue.first + 1) - 1; index >= 0; index--) {
      const match = this.judged[index]?.match;
      if (!match || match.first < cue.first - FURTHEST) return false;
      if (match.pieces.some((piece) => piece.first <= cue.first && cue.last <= piece.last)) return true;
    }
    return false;
  }
}
