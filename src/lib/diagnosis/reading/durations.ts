import { stems } from './reach';
import { HOURS_OF_ILLNESS } from './past';
import type { TimeSpan, Timeline } from './timeline';

const LIGHT = new Set([...stems('a an the with and of his her has'), ...'有和及伴的了']);
const BACKWARD_START = new Set([
  ...stems('it this that these they symptoms pain onset started began he she duration'),
  ...'症起病已持疼痛开共约至现大反加时'
]);

class Durations {
  readonly #longest = new Map<string, number>();

  constructor(readonly line: Timeline) {}

  run(): void {
    const clauses = [...this.line.spansByClause.keys()].sort((a, b) => a - b);
    for (const clause of clauses) {
      const spans = (this.line.spansByClause.get(clause) ?? []).filter(
        (span) => !(span.kind === 'ago' && span.hours > HOURS_OF_ILLNESS && !this.#begins(span))
      );
      if (spans.length === 0) continue;
      const targets = (this.line.byClause.get(clause) ?? []).filter(
        (index) => this.line.timed[index]?.when === 'now'
      );
      if (targets.length > 0) this.#share(clause, spans, targets);
      else this.#carry(clause, spans);
    }
  }

  #begins(span: TimeSpan): boolean {
    const end = this.line.clauseEnd(span.first);
    return (
      this.line.hasCue('start', span.last, end) ||
      this.line.hasCue('constant', span.last, end) ||
      this.line.hasCue('start', this.line.clauseBegin(span.first), span.first)
    );
  }

  #give(index: number, span: TimeSpan | undefined): void {
    const timed = this.line.timed[index];
    if (!timed || !span || timed.when !== 'now' || timed.hours !== undefined) return;
    const id = this.line.judged[index]?.match.owner.id ?? '';
    // "Still coughs today": a day named later does not shorten what was said before.
    if (span.kind === 'day' && (this.#longest.get(id) ?? 0) >= span.hours) return;
    timed.hours = span.hours;
    this.#longest.set(id, Math.max(this.#longest.get(id) ?? 0, span.hours));
  }

  /** 发热3天咳嗽2天 gives each its own; 3天前发热 gives what follows. */
  #share(clause: number, stated: readonly TimeSpan[], targets: readonly number[]): void {
    // 今天是发烧第八天: a length says more than a day.
    const lengths = stated.filter(({ kind }) => kind !== 'day');
    const spans = lengths.length > 0 ? lengths : stated;
    const first = this.line.judged[targets[0] ?? 0]?.match;
    const leads = (spans[0]?.first ?? 0) < (first?.first ?? 0);
    for (const index of targets) {
      const match = this.line.judged[index]?.match;
      if (!match) continue;
      const before = spans.filter((span) => span.first < match.last).at(-1);
      const after = spans.find((span) => span.first >= match.last);
      this.#give(index, leads ? (before ?? after) : (after ?? before));
    }
    const span = spans[0];
    if (!span) return;
    if (leads) this.#bareClausesAfter(clause, span);
    else this.#bareClausesBefore(clause, span);
  }

  #clauseIsBare(clause: number): boolean {
    const start = this.line.clauseStart.get(clause);
    const targets = this.line.byClause.get(clause);
    if (start === undefined || !targets) return false;
    const end = this.line.clauseEnd(start);
    let loose = 0;
    for (let at = start; at < end; at++)
      if (
        !this.line.ground.matchedAt[at] &&
        this.line.ground.tokens.kind[at] !== 'mark' &&
        !LIGHT.has(this.line.ground.tokens.text[at] ?? '')
      )
        loose++;
    return loose <= 4 && !this.line.hasCue('start', start, end);
  }

  /** 发热，咳嗽3天: the time at the end of a bare list is that of all its members. */
  #bareClausesBefore(clause: number, span: TimeSpan): void {
    const sentence = this.line.sentenceOfClause(clause);
    for (
      let before = clause - 1;
      this.line.sentenceOfClause(before) === sentence && clause - before < 8;
      before--
    ) {
      if (this.line.spansByClause.has(before) || !this.#clauseIsBare(before)) break;
      for (const index of this.line.byClause.get(before) ?? []) this.#give(index, span);
    }
  }

  #bareClausesAfter(clause: number, span: TimeSpan): void {
    const sentence = this.line.sentenceOfClause(clause);
    for (
      let after = clause + 1;
      this.line.sentenceOfClause(after) === sentence && after - clause < 8;
      after++
    ) {
      if (this.line.spansByClause.has(after) || !this.#clauseIsBare(after)) break;
      for (const index of this.line.byClause.get(after) ?? []) this.#give(index, span);
    }
  }

  /** A time in a clause without complaints is that of the next clause, or of what was said before. */
  #carry(clause: number, spans: readonly TimeSpan[]): void {
    const span = spans[0];
    if (!span) return;
    const sentence = this.line.sentenceOfClause(clause);
    const start = this.line.clauseStart.get(clause) ?? 0;
    let earlier = -1;
    for (let before = clause - 1; this.line.sentenceOfClause(before) === sentence; before--) {
      if (this.line.byClause.has(before)) {
        earlier = before;
        break;
      }
      if (clause - before > 6) break;
    }
    const forward = this.#nextWithTargets(clause, sentence);
    if (earlier === -1 && forward !== undefined) {
      for (const index of this.line.byClause.get(forward) ?? []) this.#give(index, span);
      this.#bareClausesAfter(forward, span);
      return;
    }
    if (earlier !== -1) {
      if (
        (span.worsening || this.line.hasCue('progressive', start, this.line.clauseEnd(start))) &&
        (this.line.byClause.get(earlier) ?? []).some((index) => this.line.timed[index]?.hours !== undefined)
      )
        return;
      for (const index of this.line.byClause.get(earlier) ?? []) this.#give(index, span);
      this.#bareClausesBefore(earlier, span);
      return;
    }
    const opening = this.line.ground.tokens.text[start] ?? '';
    if (this.line.byClause.size === 0 || !(BACKWARD_START.has(opening) || span.first - start <= 1)) return;
    for (let before = clause - 1; before >= 0 && clause - before < 12; before--) {
      const targets = this.line.byClause.get(before);
      if (!targets) continue;
      if (this.line.sentenceOfClause(before) < sentence - 1) return;
      for (const index of targets) if (this.line.timed[index]?.when === 'now') this.#give(index, span);
      return;
    }
  }

  #nextWithTargets(clause: number, sentence: number): number | undefined {
    for (
      let after = clause + 1;
      this.line.sentenceOfClause(after) === sentence && after - clause < 6;
      after++
    ) {
      if (this.line.spansByClause.has(after)) return undefined;
      if (this.line.byClause.has(after)) {
        const start = this.line.clauseStart.get(after) ?? 0;
        return this.line.hasCue('past', start, this.line.clauseEnd(start)) ? undefined : after;
      }
    }
    return undefined;
  }
}

/** Gives each length of time to the complaints it is the length of. */
export function findDurations(line: Timeline): void {
  new Durations(line).run();
}
