import type { Course, Duration, Onset } from '$part/knowledge';
import { durationBand } from '$part/knowledge';
import type { Cue } from './cue';
import type { Judged } from './polarity';
import { between } from './match';
import type { Ground } from './reach';
import { stems } from './reach';
import { COMMA, NONE, SENTENCE, SOFT, TURN } from './segment';
import type { TimeExpression } from './time-expressions';
import type { Whose } from './whose';

export interface Timing {
  readonly when: 'now' | 'earlier' | 'past';
  readonly onset?: Onset;
  readonly duration?: Duration;
  readonly course?: Course;
}

/** A length of time with its tokens. */
export interface TimeSpan extends TimeExpression {
  readonly first: number;
  readonly last: number;
}

interface Timed {
  when: 'now' | 'earlier' | 'past';
  hours?: number;
  onset?: Onset;
  slowly?: 'gradual' | 'insidious';
  course?: Course;
}

const HOURS_OF_ILLNESS = 60 * 24;
const CONTEXT: ReadonlySet<string> = new Set(['past', 'personal', 'menstrual', 'family']);
const REACHES_BACK =
  /^(?:in the past|as a child|as a teenager|as an infant|in childhood|last year|when|long ago|at (?:the )?age|before|in (?:his|her) |had before|以前|过去|小时候|去年|前年)/;
const NOT_PAST_BEFORE = stems('day week month year hour hr short long brief a recent an no');
const PRESENTING =
  /(?:present(?:s|ed|ing)?|gives?|gave|with|reports?|admitted|describes?)(?: with| of)?(?: an?| the)?(?: \w+)? $/;
const RELIEF_AFTER = stems('with on by after when at in during upon from for while if');
const PROVOKED_BEFORE = /(?:后|时|可|能|会|就|以|夜间|晚上|夜里|晚|早上|晨起|活动|运动|劳累|平卧|天冷|受凉)$/;
const PROVOKED_BEFORE_WITH_NO_TIME =
  /(?:活动|运动|劳累|饭|进食|餐|平卧|躺下|吸气|呼吸|咳嗽|吞咽|排尿|休息|服药|用药|吃药|蹲|坐|前倾|夜间|晚上|夜里|受凉|天冷)(?:后|时|之后|以后)?(?:会|就|可|能|明显|更|稍|略|自行)*$/;
const LIGHT = new Set([...stems('a an the with and of his her has'), ...'有和及伴的了']);
const AUXILIARIES = stems(
  'have has be is was been now since then completely spontaneously also mostly largely all on its own quickly soon itself'
);
const COURSES: Readonly<Partial<Record<Cue['kind'], Course>>> = {
  constant: 'constant',
  recurrent: 'recurrent',
  progressive: 'progressive',
  improving: 'improving'
};
const BACKWARD_START = new Set([
  ...stems('it this that these they symptoms pain onset started began he she duration'),
  ...'症起病已持疼痛开共约至现大反加时'
]);

function addTo<T>(table: Map<number, T[]>, key: number, item: T): void {
  const list = table.get(key);
  if (list) list.push(item);
  else table.set(key, [item]);
}

class Clock {
  readonly #timed: Timed[];
  readonly #byClause = new Map<number, number[]>();
  readonly #spansByClause = new Map<number, TimeSpan[]>();
  readonly #clauseStart = new Map<number, number>();
  readonly #longest = new Map<string, number>();

  constructor(
    readonly ground: Ground,
    readonly judged: readonly Judged[],
    readonly whose: readonly Whose[],
    readonly cues: readonly Cue[],
    readonly spans: readonly TimeSpan[]
  ) {
    const { clause } = ground.segments;
    this.#timed = judged.map(() => ({ when: 'now' }));
    judged.forEach((one, index) => {
      if (!this.#isTarget(one, index)) return;
      const at = clause[one.match.first] ?? 0;
      addTo(this.#byClause, at, index);
    });
    for (const span of spans) {
      const at = clause[span.first] ?? 0;
      addTo(this.#spansByClause, at, span);
    }
    clause.forEach((number, token) => {
      if (!this.#clauseStart.has(number)) this.#clauseStart.set(number, token);
    });
  }

  run(): readonly Timing[] {
    this.#past();
    this.#resolved();
    this.#durations();
    this.#manner();
    return this.#timed.map(({ when, hours, onset, slowly, course }, index) => {
      const one = this.judged[index];
      if (!one || one.polarity !== 'present') return { when };
      const begins = onset ?? (slowly === undefined ? undefined : slowOnset(slowly, hours));
      return {
        when,
        ...(begins ? { onset: begins } : {}),
        ...(hours === undefined ? {} : { duration: durationBand(hours) }),
        ...(course ? { course } : {})
      };
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

  #isSymptom(one: Judged): boolean {
    return one.match.owner.kind !== 'finding' || !['history', 'risk'].includes(one.match.owner.finding.kind);
  }

  #clauseOf(token: number): number {
    return this.ground.segments.clause[token] ?? 0;
  }
  #sentenceOfClause(clause: number): number {
    return this.ground.segments.sentence[this.#clauseStart.get(clause) ?? -1] ?? -1;
  }

  #hasCue(kind: Cue['kind'], from: number, to: number): boolean {
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

  #clauseEnd(token: number): number {
    const { after } = this.ground.segments;
    let at = token;
    while (at < this.ground.tokens.length - 1 && (after[at] ?? NONE) < COMMA) at++;
    return at + 1;
  }
  #clauseBegin(token: number): number {
    return this.#clauseStart.get(this.#clauseOf(token)) ?? token;
  }

  #firstFrom(token: number): number {
    let low = 0;
    let high = this.judged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.judged[middle]?.match.first ?? 0) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #set(index: number, when: 'earlier' | 'past'): void {
    const one = this.judged[index];
    const timed = this.#timed[index];
    if (one && timed && this.#isSymptom(one)) timed.when = when;
  }

  /** Past episodes: sections of history, 既往, "history of", and points of time long ago at which nothing lasting began. */
  #past(): void {
    const { tokens, segments } = this.ground;
    this.judged.forEach((one, index) => {
      if (CONTEXT.has(segments.section[one.match.first] ?? '')) {
        const begin = this.#clauseBegin(one.match.first);
        if (!this.#hasCue('ongoing', begin, one.match.first)) this.#set(index, 'past');
      }
    });
    for (const cue of this.cues) {
      if (cue.kind !== 'past' || segments.inHeading[cue.first]) continue;
      // 从前天 is 从 and 前天.
      if (this.ground.timeAt[cue.last - 1] && !this.ground.timeAt[cue.first]) continue;
      const text = tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
      if (/history of|h\/o|hx of/.test(text) && !/past/.test(text)) {
        const before = tokens.text[cue.first - 1] ?? '';
        if (
          this.ground.timeAt[cue.first - 1] ||
          (NOT_PAST_BEFORE.has(before) && this.#presents(cue)) ||
          ['short', 'long', 'brief', 'recent'].includes(before)
        )
          continue;
      }
      this.#pastFrom(cue, text);
    }
    for (const span of this.spans) {
      if (span.kind !== 'ago' || span.hours <= HOURS_OF_ILLNESS) continue;
      const end = this.#clauseEnd(span.first);
      const begins =
        this.#hasCue('start', span.last, end) ||
        this.#hasCue('constant', span.last, end) ||
        (this.#hasCue('start', this.#clauseBegin(span.first), span.first) &&
          tokens.kind[span.first] !== 'zh');
      if (begins && !this.#hasCue('past', span.last, end)) continue;
      for (let index = this.#firstFrom(this.#clauseBegin(span.first)); index < this.judged.length; index++) {
        if ((this.judged[index]?.match.first ?? end) >= end) break;
        this.#set(index, 'past');
      }
    }
  }

  #presents(cue: Cue): boolean {
    const { tokens } = this.ground;
    const start = tokens.start[cue.first] ?? 0;
    return PRESENTING.test(tokens.folded.slice(Math.max(0, start - 32), start));
  }

  #pastFrom(cue: Cue, text: string): void {
    const { segments } = this.ground;
    const whole = /^(?:既往|past medical|past history)/.test(text);
    if (REACHES_BACK.test(text)) {
      for (
        let index = this.#firstFrom(this.#clauseBegin(cue.first));
        (this.judged[index]?.match.first ?? cue.first) < cue.first;
        index++
      )
        this.#set(index, 'past');
    }
    let reached = cue.last;
    for (let index = this.#firstFrom(cue.first); index < this.judged.length; index++) {
      const match = this.judged[index]?.match;
      if (!match) break;
      const strength = between(segments, reached - 1, match.first);
      if (strength >= (whole ? SENTENCE : TURN) || (!whole && strength >= COMMA && match.first - reached > 3))
        break;
      if (this.#hasCue('ongoing', reached, match.first) || match.first - reached > 30) break;
      if (strength >= COMMA && this.#spansBetween(reached, match.first)) break;
      this.#set(index, 'past');
      reached = Math.max(reached, match.last);
    }
  }

  #spansBetween(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.ground.timeAt[at]) return true;
    return false;
  }

  /** Gone within this illness: "has resolved", 已缓解, "no longer". */
  #resolved(): void {
    const { tokens, segments } = this.ground;
    for (const cue of this.cues) {
      if (cue.kind !== 'resolved') continue;
      const text = tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
      if (/^(?:no longer|不再)/.test(text)) {
        const index = this.#firstFrom(cue.last);
        const match = this.judged[index]?.match;
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
      for (let index = this.#firstFrom(cue.first) - 1; index >= 0; index--) {
        const match = this.judged[index]?.match;
        if (!match || cue.first - match.last > 8) break;
        if (match.owner.kind !== 'finding' || match.last > cue.first) continue;
        const strength = between(segments, match.last - 1, cue.first);
        if (strength >= TURN || (strength >= COMMA && !this.#standsAlone(match.last, cue))) break;
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
        this.ground.tokens.text[at] !== ',' &&
        !this.ground.timeAt[at] &&
        !AUXILIARIES.has(this.ground.tokens.text[at] ?? '')
      )
        return true;
    return false;
  }

  /** "Chest pain, now resolved": nothing else stands between, and the clause ends there. */
  #standsAlone(from: number, cue: Cue): boolean {
    const { tokens, segments } = this.ground;
    for (let at = from; at < cue.first; at++) {
      const kind = tokens.kind[at];
      if (
        this.ground.timeAt[at] ||
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
    const one = this.judged[index];
    const timed = this.#timed[index];
    if (one?.polarity === 'present' && timed?.when === 'now') this.#set(index, 'earlier');
  }

  #durations(): void {
    const clauses = [...this.#spansByClause.keys()].sort((a, b) => a - b);
    for (const clause of clauses) {
      const spans = (this.#spansByClause.get(clause) ?? []).filter(
        (span) => !(span.kind === 'ago' && span.hours > HOURS_OF_ILLNESS && !this.#begins(span))
      );
      if (spans.length === 0) continue;
      const targets = (this.#byClause.get(clause) ?? []).filter(
        (index) => this.#timed[index]?.when === 'now'
      );
      if (targets.length > 0) this.#share(clause, spans, targets);
      else this.#carry(clause, spans);
    }
  }

  #begins(span: TimeSpan): boolean {
    const end = this.#clauseEnd(span.first);
    return (
      this.#hasCue('start', span.last, end) ||
      this.#hasCue('constant', span.last, end) ||
      this.#hasCue('start', this.#clauseBegin(span.first), span.first)
    );
  }

  #give(index: number, span: TimeSpan | undefined): void {
    const timed = this.#timed[index];
    if (!timed || !span || timed.hours !== undefined) return;
    const id = this.judged[index]?.match.owner.id ?? '';
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
    const first = this.judged[targets[0] ?? 0]?.match;
    const leads = (spans[0]?.first ?? 0) < (first?.first ?? 0);
    for (const index of targets) {
      const match = this.judged[index]?.match;
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
    const start = this.#clauseStart.get(clause);
    const targets = this.#byClause.get(clause);
    if (start === undefined || !targets) return false;
    const end = this.#clauseEnd(start);
    let loose = 0;
    for (let at = start; at < end; at++)
      if (
        !this.ground.matchedAt[at] &&
        this.ground.tokens.kind[at] !== 'mark' &&
        !LIGHT.has(this.ground.tokens.text[at] ?? '')
      )
        loose++;
    return loose <= 4 && !this.#hasCue('start', start, end);
  }

  /** 发热，咳嗽3天: the time at the end of a bare list is that of all its members. */
  #bareClausesBefore(clause: number, span: TimeSpan): void {
    const sentence = this.#sentenceOfClause(clause);
    for (
      let before = clause - 1;
      this.#sentenceOfClause(before) === sentence && clause - before < 8;
      before--
    ) {
      if (this.#spansByClause.has(before) || !this.#clauseIsBare(before)) break;
      for (const index of this.#byClause.get(before) ?? []) this.#give(index, span);
    }
  }

  #bareClausesAfter(clause: number, span: TimeSpan): void {
    const sentence = this.#sentenceOfClause(clause);
    for (let after = clause + 1; this.#sentenceOfClause(after) === sentence && after - clause < 8; after++) {
      if (this.#spansByClause.has(after) || !this.#clauseIsBare(after)) break;
      for (const index of this.#byClause.get(after) ?? []) this.#give(index, span);
    }
  }

  /** A time in a clause without complaints is that of the next clause, or of what was said before. */
  #carry(clause: number, spans: readonly TimeSpan[]): void {
    const span = spans[0];
    if (!span) return;
    const sentence = this.#sentenceOfClause(clause);
    const start = this.#clauseStart.get(clause) ?? 0;
    let earlier = -1;
    for (let before = clause - 1; this.#sentenceOfClause(before) === sentence; before--) {
      if (this.#byClause.has(before)) {
        earlier = before;
        break;
      }
      if (clause - before > 6) break;
    }
    const forward = this.#nextWithTargets(clause, sentence);
    if (earlier === -1 && forward !== undefined) {
      for (const index of this.#byClause.get(forward) ?? []) this.#give(index, span);
      this.#bareClausesAfter(forward, span);
      return;
    }
    if (earlier !== -1) {
      if (
        span.worsening &&
        (this.#byClause.get(earlier) ?? []).some((index) => this.#timed[index]?.hours !== undefined)
      )
        return;
      for (const index of this.#byClause.get(earlier) ?? []) this.#give(index, span);
      this.#bareClausesBefore(earlier, span);
      return;
    }
    const opening = this.ground.tokens.text[start] ?? '';
    if (this.#byClause.size === 0 || !(BACKWARD_START.has(opening) || span.first - start <= 1)) return;
    for (let before = clause - 1; before >= 0 && clause - before < 12; before--) {
      const targets = this.#byClause.get(before);
      if (!targets) continue;
      if (this.#sentenceOfClause(before) < sentence - 1) return;
      for (const index of targets) if (this.#timed[index]?.when === 'now') this.#give(index, span);
      return;
    }
  }

  #nextWithTargets(clause: number, sentence: number): number | undefined {
    for (let after = clause + 1; this.#sentenceOfClause(after) === sentence && after - clause < 6; after++) {
      if (this.#spansByClause.has(after)) return undefined;
      if (this.#byClause.has(after)) {
        const start = this.#clauseStart.get(after) ?? 0;
        return this.#hasCue('past', start, this.#clauseEnd(start)) ? undefined : after;
      }
    }
    return undefined;
  }

  /** Onset and course. */
  #manner(): void {
    for (const cue of this.cues) {
      const course = COURSES[cue.kind];
      const onset = cue.kind === 'sudden' || cue.kind === 'gradual' || cue.kind === 'insidious';
      if ((!course && !onset) || (course && this.#provoked(cue))) continue;
      const pace = onset
        ? statedPace(
            this.ground.tokens.folded.slice(
              this.ground.tokens.start[cue.first],
              this.ground.tokens.end[cue.last - 1]
            )
          )
        : undefined;
      for (const index of this.#targetsOf(cue)) {
        const timed = this.#timed[index];
        if (!timed || timed.when !== 'now') continue;
        if (course)
          timed.course = course === 'constant' && timed.course !== undefined ? timed.course : course;
        else if (cue.kind === 'sudden') timed.onset ??= 'sudden';
        else if (pace) timed.onset ??= pace;
        else timed.slowly ??= cue.kind === 'insidious' ? 'insidious' : 'gradual';
      }
    }
  }

  /** "Worse on exertion", 休息后好转 and 持续10分钟 speak of what provokes, eases or of one attack. */
  #provoked(cue: Cue): boolean {
    const { tokens } = this.ground;
    const start = tokens.start[cue.first] ?? 0;
    if (cue.kind !== 'constant' && cue.kind !== 'recurrent' && this.#besideValue(cue)) return true;
    if (tokens.kind[cue.first] === 'zh') {
      const before = tokens.folded.slice(Math.max(0, start - 10), start);
      if (cue.kind === 'constant') return /^\d|^[一二两三几数十半]/.test(tokens.text[cue.last] ?? '');
      if (/[未无没不]$|没有$|未见$|无明显$|未明显$/.test(before)) return true;
      if (cue.kind === 'recurrent') return false;
      return (
        (PROVOKED_BEFORE.test(before) && PROVOKED_BEFORE_WITH_NO_TIME.test(before)) ||
        /(?:^|[^近])(?:疼|痛|咳|喘)后$/.test(before)
      );
    }
    const next = tokens.text[cue.last] ?? '';
    if (cue.kind === 'constant' || cue.kind === 'recurrent') return false;
    if (
      /\b(?:not|n't|no|without|never) (?:been |getting |any )?$/.test(
        tokens.folded.slice(Math.max(0, start - 16), start)
      )
    )
      return true;
    return RELIEF_AFTER.has(next) && !this.ground.timeAt[cue.last] && !this.ground.timeAt[cue.last + 1];
  }

  /** The cue belongs to a value that was read: 遇冷加重, "relieved by rest". */
  #besideValue(cue: Cue): boolean {
    for (let index = this.#firstFrom(cue.first + 3) - 1; index >= 0; index--) {
      const match = this.judged[index]?.match;
      if (!match || match.first < cue.first - 12) return false;
      if (
        match.owner.kind === 'value' &&
        match.last >= cue.first - 1 &&
        (match.last > cue.first || this.ground.tokens.kind[cue.first] === 'zh') &&
        this.#clauseOf(match.first) === this.#clauseOf(cue.first)
      )
        return true;
    }
    return false;
  }

  #targetsOf(cue: Cue): readonly number[] {
    const clause = this.#clauseOf(cue.first);
    const sentence = this.#sentenceOfClause(clause);
    const own = this.#byClause.get(clause) ?? [];
    const firstOf = (index: number): number => this.judged[index]?.match.first ?? 0;
    const lastOf = (index: number): number => this.judged[index]?.match.last ?? 0;
    if (own.length > 0) {
      const after = own.filter((index) => lastOf(index) > cue.first);
      if (
        cue.kind === 'sudden' ||
        cue.kind === 'recurrent' ||
        cue.kind === 'constant' ||
        cue.kind === 'gradual'
      ) {
        if (after.length === 0) return own.slice(-1);
        // Only the member of the list that it stands before, and what is joined to it.
        const [next] = after;
        return next === undefined
          ? []
          : after.filter(
              (index) => between(this.ground.segments, cue.last - 1, firstOf(index)) <= SOFT || index === next
            );
      }
      const before = own.filter((index) => lastOf(index) <= cue.first);
      return before.length > 0 ? before : after;
    }
    const forwardFirst = cue.kind === 'sudden' || cue.kind === 'gradual' || cue.kind === 'insidious';
    const back = (): readonly number[] => {
      for (let before = clause - 1; before >= 0 && clause - before < 6; before--) {
        const targets = this.#byClause.get(before);
        const gap = sentence - this.#sentenceOfClause(before);
        if (gap > 1) return [];
        if (targets) return targets;
      }
      return [];
    };
    const ahead = (): readonly number[] => {
      for (
        let after = clause + 1;
        this.#sentenceOfClause(after) === sentence && after - clause < 4;
        after++
      ) {
        const targets = this.#byClause.get(after);
        if (targets) return targets;
      }
      return [];
    };
    const [one, other] = forwardFirst ? [ahead, back] : [back, ahead];
    const found = one();
    return found.length > 0 ? found : other();
  }
}

/** "Over hours" says it outright. */
function statedPace(words: string): Onset | undefined {
  if (!words.startsWith('over')) return undefined;
  return /hour/.test(words) ? 'over-hours' : /day/.test(words) ? 'over-days' : 'over-weeks';
}

/** Without a length of illness "gradual" means days, "insidious" weeks. */
function slowOnset(slowly: 'gradual' | 'insidious', hours: number | undefined): Onset {
  if (hours === undefined) return slowly === 'insidious' ? 'over-weeks' : 'over-days';
  if (hours < 24) return 'over-hours';
  return hours < 24 * 14.5 ? 'over-days' : 'over-weeks';
}

/** When each match was, how long, and how it began and went on; in step with `judged`. */
export function findTiming(
  ground: Ground,
  judged: readonly Judged[],
  whose: readonly Whose[],
  cues: readonly Cue[],
  spans: readonly TimeSpan[]
): readonly Timing[] {
  return new Clock(ground, judged, whose, cues, spans).run();
}
