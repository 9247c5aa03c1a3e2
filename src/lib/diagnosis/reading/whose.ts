import type { Cue } from './cue';
import type { Match } from './match';
import { FURTHEST } from './match';
import type { Ground } from './reach';
import { isBare } from './reach';
import { COMMA, TURN, between } from './segment';

export type Whose = 'patient' | 'family' | 'contact';

const CHILD_ZH = /宝宝|宝贝|孩子|小孩|患儿|儿子|女儿|男宝|女宝|婴儿|小儿|我家娃|闺女|孙子|孙女/;
/** What may follow 我 when it does not speak of the writer's own illness. */
const WRITER_ZH = new Set('家儿女的们觉发想给喂带宝娃看感怀担会把让用问现说知要在是这'.split(''));
const OF_SOMEONE = new Set(['his', 'her', 'the', 'my', 'their', 'a']);
const SUBJECTS = new Set(['he', 'she', 'patient', 'pt', 'i', 'baby', 'child']);
const FAMILY_KINDS: ReadonlySet<string> = new Set(['history', 'risk']);

/** Tells whose each match is: the patient's unless a relative or companion has it. */
class Owners {
  readonly #whose: Whose[];
  readonly #ofChild: boolean;

  constructor(
    readonly ground: Ground,
    readonly matches: readonly Match[],
    readonly cues: readonly Cue[],
    readonly adult: boolean
  ) {
    this.#whose = matches.map(() => 'patient');
    this.#ofChild = CHILD_ZH.test(ground.tokens.folded);
  }

  run(): readonly Whose[] {
    const { segments } = this.ground;
    this.cues.forEach((cue, index) => {
      // "Contact with a sick colleague" holds its relative itself: that is a fact about the patient, what else is said of the
      // colleague is not.
      const holder = this.#held(cue);
      if (holder && (cue.kind !== 'relative' || !/^(?:risk|hx)\./.test(holder.owner.id))) return;
      if (cue.kind === 'heredity') this.#heredity(cue);
      else if (cue.kind === 'relative' && !this.#narrates(cue, index)) this.#relative(cue, index);
      else if (cue.kind === 'self') this.#self(cue);
      else if (cue.kind === 'patient' && this.adult) this.#childOfAdult(cue, index);
    });
    this.matches.forEach((match, index) => {
      if (segments.section[match.first] === 'family') this.#give(index, 'family');
      // A family risk is the patient's own risk, in whatever words.
      if (match.owner.id.startsWith('risk.family') || match.owner.id.startsWith('hx.family'))
        this.#whose[index] = 'patient';
    });
    return this.#whose;
  }

  #from(token: number): number {
    let low = 0;
    let high = this.matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.matches[middle]?.first ?? 0) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #holds(match: Match, cue: Cue): boolean {
    return (
      match.owner.kind !== 'value' &&
      match.pieces.some((piece) => piece.first <= cue.first && cue.last <= piece.last)
    );
  }

  #held(cue: Cue): Match | undefined {
    for (let at = this.#from(cue.first + 1) - 1; at >= 0; at--) {
      const match = this.matches[at];
      if (!match || match.first < cue.first - FURTHEST) return undefined;
      if (this.#holds(match, cue)) return match;
    }
    return undefined;
  }

  /** The relative tells, brings or notices; what follows is the patient's. */
  #narrates(cue: Cue, index: number): boolean {
    const { tokens, segments } = this.ground;
    // "Found by her husband".
    if (
      tokens.text[cue.first - 1] === 'by' ||
      (tokens.text[cue.first - 2] === 'by' && OF_SOMEONE.has(tokens.text[cue.first - 1] ?? ''))
    )
      return true;
    const reach = tokens.kind[cue.first] === 'zh' ? 3 : 4;
    for (let at = index + 1; at < this.cues.length; at++) {
      const other = this.cues[at];
      if (!other || other.first > cue.last + reach || between(segments, cue.last - 1, other.first) >= TURN)
        break;
      if (other.kind === 'narrates') return true;
      if (other.kind === 'likewise') break;
    }
    for (let at = index - 1; at >= 0; at--) {
      const other = this.cues[at];
      if (!other || other.last < cue.first - 3) break;
      if (other.kind === 'narrates' && between(segments, other.last - 1, cue.first) < COMMA) return true;
    }
    return false;
  }

  #give(index: number, whose: Whose): void {
    this.#whose[index] = whose;
  }

  #kind(match: Match): Whose {
    return match.owner.kind === 'finding' && FAMILY_KINDS.has(match.owner.finding.kind)
      ? 'family'
      : 'contact';
  }

  /** The next person, or a verb of telling, ends what is said of a relative; "his" and "her" do not. */
  #anotherSpeaks(cue: Cue, relative: Cue, chinese: boolean): boolean {
    // 我姐的孩子 is no patient here.
    if (chinese && cue.first === relative.last + 1 && this.ground.tokens.text[relative.last] === '的')
      return false;
    if (cue.kind === 'narrates' || cue.kind === 'relative') return true;
    return cue.kind === 'patient' && (chinese || SUBJECTS.has(this.ground.tokens.text[cue.first] ?? ''));
  }

  #isHistory(match: Match): boolean {
    return match.owner.kind === 'finding' && match.owner.finding.kind === 'history';
  }

  #heredity(cue: Cue): void {
    const { segments } = this.ground;
    let reached = cue.last;
    for (let index = this.#from(cue.last); index < this.matches.length; index++) {
      const match = this.matches[index];
      if (!match) break;
      const strength = between(segments, reached - 1, match.first);
      if (
        strength >= TURN ||
        (strength >= COMMA && !isBare(this.ground, match)) ||
        match.first - reached > 14
      )
        break;
      this.#give(index, 'family');
      reached = Math.max(reached, match.last);
    }
    // 高血压、糖尿病家族史; "diabetes runs in the family".
    for (let index = this.#from(cue.first) - 1; index >= 0; index--) {
      const match = this.matches[index];
      if (!match || between(segments, match.last - 1, cue.first) >= COMMA || cue.first - match.last > 12)
        break;
      this.#give(index, 'family');
    }
  }

  #relative(cue: Cue, cueIndex: number): void {
    const { tokens, segments } = this.ground;
    const chinese = tokens.kind[cue.first] === 'zh';
    let reached = cue.last;
    let next = cueIndex + 1;
    for (let index = this.#from(cue.last); index < this.matches.length; index++) {
      const match = this.matches[index];
      if (!match) break;
      const strength = between(segments, reached - 1, match.first);
      if (strength >= TURN || match.first - reached > (chinese ? 12 : 9)) break;
      while (next < this.cues.length && (this.cues[next]?.first ?? Infinity) < reached) next++;
      const speaks = this.cues[next];
      if (speaks && speaks.first < match.first && this.#anotherSpeaks(speaks, cue, chinese)) break;
      if (strength >= COMMA && (!this.#isHistory(match) || !isBare(this.ground, match))) break;
      if (this.#holds(match, cue)) continue;
      this.#give(index, this.#kind(match));
      reached = Math.max(reached, match.last);
    }
    // "Similar cough in his sister".
    const before = tokens.text[cue.first - 1] ?? '';
    const preposition =
      before === 'in' || (/^(?:his|her|the|my|their)$/.test(before) && tokens.text[cue.first - 2] === 'in');
    if (preposition) {
      for (let index = this.#from(cue.first) - 1; index >= 0; index--) {
        const match = this.matches[index];
        if (!match || cue.first - match.last > 3) break;
        this.#give(index, this.#kind(match));
      }
    }
  }

  /** A parent who writes of a child: 前天我感冒. */
  #self(cue: Cue): void {
    const { tokens, segments } = this.ground;
    if (!this.#ofChild || (tokens.text[cue.first] === '我' && WRITER_ZH.has(tokens.text[cue.last] ?? '')))
      return;
    let reached = cue.last;
    for (let index = this.#from(cue.last); index < this.matches.length; index++) {
      const match = this.matches[index];
      if (!match || match.first - reached > 4) break;
      const strength = between(segments, reached - 1, match.first);
      if (strength > TURN || strength === COMMA) break;
      if (!match.owner.id.startsWith('rx.')) this.#give(index, 'contact');
      reached = Math.max(reached, match.last);
    }
  }

  /** An adult's son or daughter is not the patient: "her son has a cough". */
  #childOfAdult(cue: Cue, index: number): void {
    const { tokens } = this.ground;
    const word =
      tokens.kind[cue.first] === 'zh'
        ? tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1])
        : (tokens.text[cue.first] ?? '');
    const own = /^(?:his|her|my|their)$/.test(tokens.text[cue.first - 1] ?? '');
    if (
      (/^(?:son|daughter|child|baby|infant|toddler)$/.test(word) && own) ||
      /^(?:儿子|女儿|孩子|孙子|孙女|闺女|外孙|外孙女)$/.test(word)
    ) {
      if (!this.#narrates(cue, index)) this.#relative(cue, index);
    }
  }
}

/** For each match whose it is. `adult`: the note is of a grown-up, whose "son" is another person. */
export function findOwners(
  ground: Ground,
  matches: readonly Match[],
  cues: readonly Cue[],
  adult: boolean
): readonly Whose[] {
  return new Owners(ground, matches, cues, adult).run();
}
