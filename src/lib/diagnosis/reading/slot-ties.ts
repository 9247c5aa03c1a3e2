import type { Match } from './match';
import type { Ground } from './reach';
import { NONE } from './segment';

/** Slots whose values are everyday words ("walking", "cold", 夜间) and need a word that ties them to the complaint. */
export const NEEDS_LINK: ReadonlySet<string> = new Set(['provoked', 'radiation']);
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

/** "Exertional chest pain": a value right before the finding it qualifies. */
function isAdjective(ground: Ground, value: Match): boolean {
  const { tokens, segments } = ground;
  return (
    value.last < tokens.length &&
    (segments.after[value.last - 1] ?? NONE) === NONE &&
    /(?:al|ic)$/.test(tokens.text[value.first] ?? '') &&
    ground.matchedAt[value.last] === 1
  );
}

/** Whether the words around a value tie it to a complaint; `held`: it stands in a finding's own words. */
export function isTied(ground: Ground, value: Match, slot: string, held: boolean): boolean {
  const { tokens } = ground;
  const start = tokens.start[value.first] ?? 0;
  const end = tokens.end[value.last - 1] ?? 0;
  const words = tokens.folded.slice(start, end);
  const before = tokens.folded.slice(Math.max(0, start - 40), start);
  const after = tokens.folded.slice(end, end + 14);
  const chinese = tokens.kind[value.first] === 'zh';
  if (BY_THE_HOUR.has(value.owner.id)) {
    for (let at = value.first; at < value.last; at++) if (ground.timeAt[at]) return false;
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
    isAdjective(ground, value)
  );
}
