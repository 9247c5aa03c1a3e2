import type { Lexicon } from './lexicon';
import type { Match } from './match';
import { between } from './match';
import type { Judged } from './polarity';
import type { Ground } from './reach';
import { COMMA, NONE, SOFT, TURN } from './segment';
import type { Whose } from './whose';

/** A value of a slot of a present finding. */
export interface SlotReading {
  readonly finding: number;
  readonly slot: string;
  readonly value: string;
  readonly present: boolean;
  readonly match: Match;
}

/** Slots whose values are everyday words ("walking", "cold", 夜间) and need a word that ties them to the complaint. */
const NEEDS_LINK: ReadonlySet<string> = new Set(['provoked', 'radiation']);
const LINK_BEFORE_EN =
  /\b(?:on|with|when|whenever|while|by|during|after|from|upon|if|worse|worsened|worsens|aggravated|exacerbated|triggered|provoked|precipitated|brought|caused|related to|unrelated to|independent of|regardless of|associated with|makes?|better|relieved)(?: \w+){0,2} ?$/;
const LINK_AFTER_EN =
  /^ ?(?:make|makes|made|brings?|trigger|triggers|worsens?|aggravates?|provokes?|exacerbates?|causes?|hurts?|is painful|increases?|precipitates?)\b/;
const LINK_BEFORE_ZH = /(?:因|当|在|由|怕|遇|于|每|一|后|受|与|跟|随)$/;
const LINK_AFTER_ZH =
  /^[^,。;、和及伴]{0,2}(?:时|后|就|会|加重|明显|引起|诱发|则|更|痛|厉害|加剧|诱因|严重|出现|发作|重|易|犯|咳|喘)/;
/** Stronger ties, for words that are a finding of their own, such as coughing. */
const HELD_BEFORE_EN =
  /\b(?:on|when|whenever|while|by|during|from|upon|(?:worse|pain|pains|hurts|painful|ache|increases?|aggravated|exacerbated|triggered) (?:with|after)) (?:\w+ (?:and|or) )?$/;
const HELD_AFTER_ZH = /^(?:时|后|就|则|会|使|引起|诱发|加重|可|的时候)/;
const TIES_ITSELF_ZH = /时|后|就|前|^(?:怕|畏|一|不能|遇|受)|加重/;
const TIES_ITSELF_EN = /^(?:after|on|with|when|before|at|during|worse|from|by|eased)\b|\b(?:makes|worse)\b/;
const RADIATES_EN =
  /(?:radiat\w*|spread\w*|go(?:es|ing)?|went|mov\w+|shoot\w*|shot|travel\w*|extend\w*|referred|runs?|running|down|into|through|to|towards?|up)(?: \S+){0,4} ?$/;
const RADIATES_ZH =
  /(?:放射|牵扯|牵涉|牵拉|串|窜|连着|连到|传到|扩散|蔓延|放散|引起|连及|涉及|向|到|至|往)[^,。;、]{0,8}$/;
const RADIATES_AFTER_ZH = /^[^,。;]{0,4}(?:放射|放散|牵扯|扩散|窜|串)/;
const RADIATES_ITSELF = /^(?:to|into|down|through|radiat|spread|go|up)\b|放射|牵|串|窜|穿透/;
/** Hours of one day, not the habit of the complaint: 昨天晚上, 晚上十一点. */
const ONE_DAY_BEFORE_ZH = /[昨今前当天号日月周次一二三四五六\d]$/;
const ONE_DAY_AFTER_ZH = /^.?(?:[\d一二三四五六七八九十]+点|开始|起床|突然|发现|去|来|到|医院|洗)/;
const BY_THE_HOUR: ReadonlySet<string> = new Set(['by-night', 'by-morning', 'in-evening']);
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
    if (slot === undefined || !this.#tied(one.match, slot, holder !== undefined)) return;
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
        if (!match || (step === -1 ? match.first < value.first - 36 : match.first > value.first)) break;
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

  #tied(value: Match, slot: string, held: boolean): boolean {
    const { tokens } = this.ground;
    const start = tokens.start[value.first] ?? 0;
    const end = tokens.end[value.last - 1] ?? 0;
    const words = tokens.folded.slice(start, end);
    const before = tokens.folded.slice(Math.max(0, start - 40), start);
    const after = tokens.folded.slice(end, end + 14);
    const chinese = tokens.kind[value.first] === 'zh';
    if (BY_THE_HOUR.has(value.owner.id)) {
      for (let at = value.first; at < value.last; at++) if (this.ground.timeAt[at]) return false;
      if (
        chinese &&
        ((ONE_DAY_BEFORE_ZH.test(before) && !/[每天]天$|每$/.test(before)) || ONE_DAY_AFTER_ZH.test(after))
      )
        return false;
    }
    if (slot === 'radiation') {
      if (RADIATES_ITSELF.test(words) || (value.pieces.length > 1 && /放射|窜|串|radiat|spread/.test(words)))
        return true;
      return chinese ? RADIATES_ZH.test(before) || RADIATES_AFTER_ZH.test(after) : RADIATES_EN.test(before);
    }
    if (!NEEDS_LINK.has(slot)) return !held || slot !== 'relieved';
    if (value.pieces.length > 1) return true;
    if (held)
      return chinese
        ? HELD_AFTER_ZH.test(after) || TIES_ITSELF_ZH.test(words)
        : HELD_BEFORE_EN.test(before) || TIES_ITSELF_EN.test(words);
    if (/^无关/.test(after.replace(/^[的无]?/, (head) => (head === '无' ? head : '')))) return true;
    if (chinese)
      return (
        TIES_ITSELF_ZH.test(words) ||
        LINK_AFTER_ZH.test(after) ||
        LINK_BEFORE_ZH.test(before) ||
        words.length >= 4
      );
    return (
      TIES_ITSELF_EN.test(words) ||
      LINK_BEFORE_EN.test(before) ||
      LINK_AFTER_EN.test(after) ||
      this.#adjective(value)
    );
  }

  /** "Exertional chest pain": a value right before the finding it qualifies. */
  #adjective(value: Match): boolean {
    const { tokens, segments } = this.ground;
    return (
      value.last < tokens.length &&
      (segments.after[value.last - 1] ?? NONE) === NONE &&
      /(?:al|ic)$/.test(tokens.text[value.first] ?? '') &&
      this.ground.matchedAt[value.last] === 1
    );
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
