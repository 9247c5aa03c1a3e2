import type { Course, Onset } from '$part/knowledge';
import type { Cue } from './cue';
import { stems } from './reach';
import { SOFT, between } from './segment';
import type { Timeline } from './timeline';

const RELIEF_AFTER = stems('with on by after when at in during upon from for while if');
const PROVOKED_BEFORE = /(?:后|时|可|能|会|就|以|夜间|晚上|夜里|晚|早上|晨起|活动|运动|劳累|平卧|天冷|受凉)$/;
const PROVOKED_BEFORE_WITH_NO_TIME =
  /(?:活动|运动|劳累|饭|进食|餐|平卧|躺下|吸气|呼吸|咳嗽|吞咽|排尿|休息|服药|用药|吃药|蹲|坐|前倾|夜间|晚上|夜里|受凉|天冷)(?:后|时|之后|以后)?(?:会|就|可|能|明显|更|稍|略|自行)*$/;
/** 持续约半分钟 is the length of one attack. */
const LASTS_ZH = /^(?:时间)?(?:约|近|大约|了|有)?[\d一二两三几数十半]/;
const COURSES: Readonly<Partial<Record<Cue['kind'], Course>>> = {
  constant: 'constant',
  recurrent: 'recurrent',
  progressive: 'progressive',
  improving: 'improving'
};

/** "Over hours" says it outright. */
function statedPace(words: string): Onset | undefined {
  if (!words.startsWith('over')) return undefined;
  return /hour/.test(words) ? 'over-hours' : /day/.test(words) ? 'over-days' : 'over-weeks';
}

class Manner {
  constructor(readonly line: Timeline) {}

  /** Onset and course. */
  run(): void {
    for (const cue of this.line.cues) {
      const course = COURSES[cue.kind];
      const onset = cue.kind === 'sudden' || cue.kind === 'gradual' || cue.kind === 'insidious';
      if ((!course && !onset) || (course && this.#provoked(cue))) continue;
      const pace = onset
        ? statedPace(
            this.line.ground.tokens.folded.slice(
              this.line.ground.tokens.start[cue.first],
              this.line.ground.tokens.end[cue.last - 1]
            )
          )
        : undefined;
      for (const index of this.#targetsOf(cue)) {
        const timed = this.line.timed[index];
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
    const { tokens } = this.line.ground;
    const start = tokens.start[cue.first] ?? 0;
    if (cue.kind !== 'constant' && cue.kind !== 'recurrent' && this.#besideValue(cue)) return true;
    if (tokens.kind[cue.first] === 'zh') {
      const before = tokens.folded.slice(Math.max(0, start - 10), start);
      if (cue.kind === 'constant')
        return LASTS_ZH.test(
          tokens.folded.slice(tokens.end[cue.last - 1], (tokens.end[cue.last - 1] ?? 0) + 4)
        );
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
    return (
      RELIEF_AFTER.has(next) && !this.line.ground.timeAt[cue.last] && !this.line.ground.timeAt[cue.last + 1]
    );
  }

  /** The cue belongs to a value that was read: 遇冷加重, "relieved by rest". */
  #besideValue(cue: Cue): boolean {
    for (let index = this.line.firstFrom(cue.first + 3) - 1; index >= 0; index--) {
      const match = this.line.judged[index]?.match;
      if (!match || match.first < cue.first - 12) return false;
      if (
        match.owner.kind === 'value' &&
        match.last >= cue.first - 1 &&
        (match.last > cue.first || this.line.ground.tokens.kind[cue.first] === 'zh') &&
        this.line.clauseOf(match.first) === this.line.clauseOf(cue.first)
      )
        return true;
    }
    return false;
  }

  #wordsOf(cue: Cue): string {
    const { tokens } = this.line.ground;
    return tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
  }

  #targetsOf(cue: Cue): readonly number[] {
    const clause = this.line.clauseOf(cue.first);
    const sentence = this.line.sentenceOfClause(clause);
    const own = this.line.byClause.get(clause) ?? [];
    // 尿量减少 may be of something that was not read; more and less say nothing of another clause.
    if (own.length === 0 && /^(?:减少|增多|增加|少多了|多了起来)$/.test(this.#wordsOf(cue))) return [];
    const firstOf = (index: number): number => this.line.judged[index]?.match.first ?? 0;
    const lastOf = (index: number): number => this.line.judged[index]?.match.last ?? 0;
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
              (index) =>
                between(this.line.ground.segments, cue.last - 1, firstOf(index)) <= SOFT || index === next
            );
      }
      const before = own.filter((index) => lastOf(index) <= cue.first);
      return before.length > 0 ? before : after;
    }
    const forwardFirst = cue.kind === 'sudden' || cue.kind === 'gradual' || cue.kind === 'insidious';
    const back = (): readonly number[] => {
      for (let before = clause - 1; before >= 0 && clause - before < 6; before--) {
        const targets = this.line.byClause.get(before);
        const gap = sentence - this.line.sentenceOfClause(before);
        if (gap > 1) return [];
        if (targets) return targets;
      }
      return [];
    };
    const ahead = (): readonly number[] => {
      for (
        let after = clause + 1;
        this.line.sentenceOfClause(after) === sentence && after - clause < 4;
        after++
      ) {
        const targets = this.line.byClause.get(after);
        if (targets) return targets;
      }
      return [];
    };
    const [one, other] = forwardFirst ? [ahead, back] : [back, ahead];
    const found = one();
    return found.length > 0 ? found : other();
  }
}

/** Finds how each complaint began and went on. */
export function findManner(line: Timeline): void {
  new Manner(line).run();
}
