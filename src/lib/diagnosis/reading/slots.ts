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
const LINK_BEFORE_EN = /\b(?:on|with|when|whenever|while|by|during|after|from|upon|if|worse|worsened|worsens|aggravated|exacerbated|triggered|provoked|precipitated|brought|caused|related to|associated with|makes?|better|relieved)(?: \w+){0,2} ?$/;
const LINK_AFTER_EN = /^ ?(?:make|makes|made|brings?|trigger|triggers|worsens?|aggravates?|provokes?|exacerbates?|causes?|hurts?|is painful|increases?|precipitates?)\b/;
const LINK_BEFORE_ZH = /(?:因|当|在|由|怕|遇|于|每|一|后|受|与|跟|随)$/;
const LINK_AFTER_ZH = /^.{0,2}(?:时|后|就|会|加重|明显|引起|诱发|则|更|痛|厉害|加剧|诱因|严重|出现|发作|重|易|犯|咳|喘)/;
const TIES_ITSELF_ZH = /时|后|就|前|^(?:怕|畏|一|不能|遇|受)|加重/;
const TIES_ITSELF_EN = /^(?:after|on|with|when|before|at|during|worse|from|by|eased)\b|\b(?:makes|worse)\b/;
const RADIATES_EN = /(?:radiat\w*|spread\w*|go(?:es|ing)?|went|mov\w+|shoot\w*|shot|travel\w*|extend\w*|referred|runs?|running|down|into|through|to|towards?|up)(?: \S+){0,4} ?$/;
const RADIATES_ZH = /(?:放射|牵扯|牵涉|牵拉|串|窜|连着|连到|传到|扩散|蔓延|放散|引起|连及|涉及|向|到|至|往)[^,。;、]{0,8}$/;
const RADIATES_AFTER_ZH = /^[^,。;]{0,4}(?:放射|放散|牵扯|扩散|窜|串)/;
const RADIATES_ITSELF = /^(?:to|into|down|through|radiat|spread|go|up)\b|放射|牵|串|窜|穿透/;
const BACKWARD = /^(?:it|this|that|which|the|pain|they|these|symptoms?|ach|cough|character|site|疼|痛|性|呈|多|常|以|夜|其|部|放|伴|休|活|每|程|位|范|咳|为|主|可|向)/;

class Slots {
  readonly #taken = new Set<string>();
  readonly found: SlotReading[] = [];

  constructor(
    readonly ground: Ground,
    readonly lexicon: Lexicon,
    readonly judged: readonly Judged[],
    readonly whose: readonly Whose[]
  ) {}

  run(): readonly SlotReading[] {
    this.judged.forEach((one, index) => {
      if (one.match.owner.kind === 'value' && (one.polarity === 'present' || one.polarity === 'absent') && this.whose[index] === 'patient') this.#place(one, index);
    });
    return this.found;
  }

  #place(one: Judged, index: number): void {
    const places = this.lexicon.slotsOfValue.get(one.match.owner.id);
    if (!places) return;
    const slots = new Map(places.map(({ finding, slot }) => [finding, slot]));
    const holder = this.#holderOf(one.match, index);
    const finding = this.#nearest(one.match, index, slots, holder);
    if (finding === undefined) return;
    const slot = slots.get(this.judged[finding]?.match.owner.id ?? '');
    if (slot === undefined || !this.#tied(one.match, slot, holder !== undefined)) return;
    const key = `${String(finding)} ${slot} ${one.match.owner.id}`;
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    this.found.push({ finding, slot, value: one.match.owner.id, present: one.polarity === 'present', match: one.match });
  }

  /** A finding whose own words hold the value ("pain on swallowing", 咳嗽 as what provokes). */
  #holderOf(value: Match, index: number): number | undefined {
    for (const step of [-1, 1]) {
      for (let at = index + step; at >= 0 && at < this.judged.length; at += step) {
        const match = this.judged[at]?.match;
        if (!match || (step === -1 ? match.first < value.first - 36 : match.first > value.first)) break;
        if (match.owner.kind === 'finding' && value.pieces.every((piece) => match.pieces.some((other) => other.first <= piece.first && piece.last <= other.last))) return at;
      }
    }
    return undefined;
  }

  #isHost(index: number, slots: ReadonlyMap<string, string>): boolean {
    const one = this.judged[index];
    return one !== undefined && one.match.owner.kind === 'finding' && !one.match.owner.denies && slots.has(one.match.owner.id) && this.whose[index] === 'patient';
  }

  /**
   * The finding a value belongs to: nearest in its clause, else in its sentence, else the last one of the sentence before
   * where the value's sentence goes on about it. A finding that is absent takes the value with it.
   */
  #nearest(value: Match, index: number, slots: ReadonlyMap<string, string>, holder: number | undefined): number | undefined {
    const { segments, tokens } = this.ground;
    if (holder !== undefined && this.#isHost(holder, slots)) return this.#ifPresent(holder);
    const sentence = segments.sentence[value.first] ?? 0;
    let best: number | undefined;
    let bestCost = Infinity;
    for (const step of [-1, 1]) {
      for (let at = index + step, seen = 0; at >= 0 && at < this.judged.length && seen < 40; at += step, seen++) {
        const match = this.judged[at]?.match;
        if (!match || (segments.sentence[match.first] ?? 0) !== sentence) break;
        if (!this.#isHost(at, slots)) continue;
        const gap = match.first >= value.last ? match.first - value.last : Math.max(0, value.first - match.last);
        const strength = match.first >= value.last ? between(segments, value.last - 1, match.first) : between(segments, match.last - 1, value.first);
        const cost = gap + (strength >= TURN ? 30 : strength >= COMMA ? 16 : strength >= SOFT ? 3 : 0) + (step === 1 && strength >= COMMA ? 12 : 0);
        if (cost < bestCost) {
          best = at;
          bestCost = cost;
        }
      }
    }
    if (best !== undefined) return this.#ifPresent(best);
    let start = value.first;
    while (start > 0 && segments.sentence[start - 1] === sentence && value.first - start < 60) start--;
    while (tokens.kind[start] === 'break' || (start < value.first && /^(?:the|his|her|her|其|该)$/.test(tokens.text[start] ?? ''))) start++;
    if (!BACKWARD.test(tokens.text[start] ?? '') && value.first - start > 1) return undefined;
    for (let at = index - 1, seen = 0; at >= 0 && seen < 40; at--, seen++) {
      const match = this.judged[at]?.match;
      if (!match || (segments.sentence[match.first] ?? 0) < sentence - 2) return undefined;
      if (this.#isHost(at, slots)) return this.#ifPresent(at);
    }
    return undefined;
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
    if (slot === 'radiation') {
      if (RADIATES_ITSELF.test(words) || (value.pieces.length > 1 && /放射|窜|串|radiat|spread/.test(words))) return true;
      return chinese ? RADIATES_ZH.test(before) || RADIATES_AFTER_ZH.test(after) : RADIATES_EN.test(before);
    }
    if (!NEEDS_LINK.has(slot)) return !held || slot !== 'relieved';
    if (value.pieces.length > 1) return true;
    if (chinese) return TIES_ITSELF_ZH.test(words) || LINK_AFTER_ZH.test(after) || LINK_BEFORE_ZH.test(before) || (!held && words.length >= 4);
    return TIES_ITSELF_EN.test(words) || LINK_BEFORE_EN.test(before) || LINK_AFTER_EN.test(after) || this.#adjective(value);
  }

  /** "Exertional chest pain": a value right before the finding it qualifies. */
  #adjective(value: Match): boolean {
    const { tokens, segments } = this.ground;
    return value.last < tokens.length && (segments.after[value.last - 1] ?? NONE) === NONE && /(?:al|ic)$/.test(tokens.text[value.first] ?? '') && this.ground.matchedAt[value.last] === true;
  }
}

/** Values of slots with the present finding each belongs to; `finding` counts in `judged`. */
export function findSlots(ground: Ground, lexicon: Lexicon, judged: readonly Judged[], whose: readonly Whose[]): readonly SlotReading[] {
  return new Slots(ground, lexicon, judged, whose).run();
}
