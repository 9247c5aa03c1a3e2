import type { Lexicon } from './lexicon';
import type { Match } from './match';
import { FURTHEST } from './match';
import type { Judged } from './verdicts';
import type { Ground } from './reach';
import { COMMA, SOFT, TURN, between } from './segment';
import { NEEDS_LINK, isTied } from './slot-ties';
import type { Whose } from './whose';

/** A value of a slot of a present finding. */
export interface SlotReading {
  readonly finding: number;
  readonly slot: string;
  readonly value: string;
  readonly present: boolean;
  readonly match: Match;
}

/** Slots whose words are adverbs (有点, 非常, 一直) and belong to what stands right beside them. */
const ADVERBS: ReadonlySet<string> = new Set(['severity', 'pattern']);
const BACKWARD =
  /^(?:wors\w*|aggravat\w*|reliev\w*|it|this|that|which|the|pain|they|these|symptoms?|ach|cough|character|site|疼|痛|性|呈|多|常|以|夜|其|部|放|伴|休|活|每|程|位|范|咳|为|主|可|向)/;

class Slots {
  readonly #taken = new Set<string>();
  readonly found: SlotReading[] = [];
  readonly provoking = new Set<number>();

  constructor(
    readonly ground: Ground,
    readonly lexicon: Lexicon,
    readonly judged: readonly Judged[],
    readonly whose: readonly Whose[]
  ) {}

  run(): void {
    // First what a complaint of its own provokes ("worse on coughing"): it is then no complaint here, and takes no values.
    for (const early of [true, false]) {
      this.judged.forEach((one, index) => {
        if (one.match.owner.kind !== 'value' || this.whose[index] !== 'patient') return;
        if (one.polarity !== 'present' && one.polarity !== 'absent') return;
        const holder = this.#holderOf(one.match, index);
        if ((holder !== undefined) === early) this.#place(one, index, holder);
      });
    }
  }

  #place(one: Judged, index: number, holder: number | undefined): void {
    const places = this.lexicon.slotsOfValue.get(one.match.owner.id);
    if (!places) return;
    const slots = new Map(places.map(({ finding, slot }) => [finding, slot]));
    const finding = this.#nearest(one.match, index, slots, holder);
    if (finding === undefined) return;
    const slot = slots.get(this.judged[finding]?.match.owner.id ?? '');
    if (slot === undefined || !isTied(this.ground, one.match, slot, holder !== undefined)) return;
    if (ADVERBS.has(slot) && holder !== finding && !this.#besides(one.match, index, finding)) return;
    if (holder !== undefined && holder !== finding) {
      // The "aches" of muscle aches are no dull headache.
      const held = this.judged[holder]?.match;
      if (!NEEDS_LINK.has(slot) && (held?.size ?? 0) > one.match.size) return;
      if (held && held.first === one.match.first && held.last === one.match.last && slot === 'provoked')
        this.provoking.add(holder);
    }
    const key = `${String(finding)} ${slot} ${one.match.owner.id}`;
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    this.found.push({
      finding,
      slot,
      value: one.match.owner.id,
      present: one.polarity === 'present',
      match: one.match
    });
  }

  /** A finding whose own words hold the value ("pain on swallowing", 咳嗽 as what provokes). */
  #holderOf(value: Match, index: number): number | undefined {
    for (const step of [-1, 1]) {
      for (let at = index + step; at >= 0 && at < this.judged.length; at += step) {
        const match = this.judged[at]?.match;
        if (!match || (step === -1 ? match.first < value.first - FURTHEST : match.first > value.first)) break;
        if (
          match.owner.kind === 'finding' &&
          value.pieces.every((piece) =>
            match.pieces.some((other) => other.first <= piece.first && piece.last <= other.last)
          )
        )
          return at;
      }
    }
    return undefined;
  }

  #isHost(index: number, slots: ReadonlyMap<string, string>): boolean {
    const one = this.judged[index];
    return (
      one !== undefined &&
      one.match.owner.kind === 'finding' &&
      !one.match.owner.denies &&
      slots.has(one.match.owner.id) &&
      this.whose[index] === 'patient' &&
      !this.provoking.has(index)
    );
  }

  /**
   * The finding a value belongs to: nearest in its clause, else in its sentence, else the last one of the sentence before
   * where the value's sentence goes on about it. A finding that is absent takes the value with it.
   */
  #nearest(
    value: Match,
    index: number,
    slots: ReadonlyMap<string, string>,
    holder: number | undefined
  ): number | undefined {
    const { segments, tokens } = this.ground;
    if (holder !== undefined && this.#isHost(holder, slots)) return this.#ifPresent(holder);
    const sentence = segments.sentence[value.first] ?? 0;
    let best: number | undefined;
    let bestCost = Infinity;
    for (const step of [-1, 1]) {
      for (
        let at = index + step, seen = 0;
        at >= 0 && at < this.judged.length && seen < 40;
        at += step, seen++
      ) {
        const match = this.judged[at]?.match;
        if (!match || (segments.sentence[match.first] ?? 0) !== sentence) break;
        if (!this.#isHost(at, slots)) continue;
        const gap =
          match.first >= value.last ? match.first - value.last : Math.max(0, value.first - match.last);
        const strength =
          match.first >= value.last
            ? between(segments, value.last - 1, match.first)
            : between(segments, match.last - 1, value.first);
        const cost =
          gap +
          (strength >= TURN ? 30 : strength >= COMMA ? 16 : strength >= SOFT ? 3 : 0) +
          (step === 1 && strength >= COMMA ? 12 : 0);
        if (cost < bestCost) {
          best = at;
          bestCost = cost;
        }
      }
    }
    if (best !== undefined) return this.#ifPresent(best);
    let start = value.first;
    while (start > 0 && segments.sentence[start - 1] === sentence && value.first - start < 60) start--;
    while (
      tokens.kind[start] === 'break' ||
      (start < value.first && /^(?:the|his|her|her|其|该)$/.test(tokens.text[start] ?? ''))
    )
      start++;
    if (!BACKWARD.test(tokens.text[start] ?? '') && value.first - start > 1) return undefined;
    return this.#spokenOf(index, sentence, slots);
  }

  /** What "it" and "worse on walking" go on about: of the last complaints the one that takes most attributes, such as a pain. */
  #spokenOf(index: number, sentence: number, slots: ReadonlyMap<string, string>): number | undefined {
    let best: number | undefined;
    let most = 0;
    for (let at = index - 1, seen = 0; at >= 0 && seen < 40; at--, seen++) {
      const match = this.judged[at]?.match;
      if (!match || (this.ground.segments.sentence[match.first] ?? 0) < sentence - 2) break;
      if (match.owner.kind !== 'finding' || !this.#isHost(at, slots) || this.#ifPresent(at) === undefined)
        continue;
      const takes = match.owner.finding.slots?.length ?? 0;
      if (takes > most) {
        best = at;
        most = takes;
      }
    }
    return best;
  }

  /** No other finding stands nearer, and across a comma the value is all that its clause says. */
  #besides(value: Match, index: number, finding: number): boolean {
    const { tokens, segments } = this.ground;
    const clause = segments.clause[value.first];
    const gap = (match: Match): number =>
      match.first >= value.last ? match.first - value.last : Math.max(0, value.first - match.last);
    const host = this.judged[finding]?.match;
    if (!host) return false;
    if (segments.clause[host.first] !== clause) {
      let loose = 0;
      for (let at = value.first - 1; at >= 0 && segments.clause[at] === clause; at--)
        if (!this.ground.matchedAt[at] && tokens.kind[at] !== 'mark') loose++;
      for (let at = value.last; at < tokens.length && segments.clause[at] === clause; at++)
        if (!this.ground.matchedAt[at] && tokens.kind[at] !== 'mark') loose++;
      return loose <= 2;
    }
    for (const step of [-1, 1]) {
      for (let at = index + step; at >= 0 && at < this.judged.length; at += step) {
        const match = this.judged[at]?.match;
        if (!match || segments.clause[match.first] !== clause) break;
        if (match.owner.kind === 'value' || match.owner === host.owner) continue;
        if (gap(match) < gap(host)) return false;
        break;
      }
    }
    return gap(host) <= 6;
  }

  #ifPresent(index: number): number | undefined {
    return this.judged[index]?.polarity === 'present' ? index : undefined;
  }
}

export interface SlotReadings {
  readonly values: readonly SlotReading[];
  /** Findings that are only what provokes another: the cough of "pain on coughing". Counts in `judged`. */
  readonly provoking: ReadonlySet<number>;
}

/** Values of slots with the present finding each belongs to; `finding` counts in `judged`. */
export function findSlots(
  ground: Ground,
  lexicon: Lexicon,
  judged: readonly Judged[],
  whose: readonly Whose[]
): SlotReadings {
  const slots = new Slots(ground, lexicon, judged, whose);
  slots.run();
  return { values: slots.found, provoking: slots.provoking };
}
