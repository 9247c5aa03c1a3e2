import type { Cue } from './cue';
import type { Match } from './match';
import type { Segments } from './segment';
import { COMMA, NONE, SOFT, TURN, between } from './segment';
import { stem } from './stem';
import type { Flags, Tokens } from './tokens';

/** What decides how far a cue reaches over the words after it. */
export interface Ground {
  readonly tokens: Tokens;
  readonly segments: Segments;
  /** For each token: a cue of polarity (or a turn) begins there, which no match holds. */
  readonly cueAt: Flags;
  /** For each token: it belongs to a length of time. */
  readonly timeAt: Flags;
  /** For each token: it belongs to a finding, group or value that was read. */
  readonly matchedAt: Flags;
}

/** Words as the tokens of a note show them. */
export const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stem));

/** Verbs that start a statement of their own, so that a negation before them is over. */
export const STATEMENTS = stems(
  'have be develop report complain present start begin notice admit describe experience suffer say state become come go get give show feel take reveal demonstrate persist continue remain'
);
const STATEMENTS_ZH = new Set('吃药好治用服去就但只却因引诱响神能敢想让给打喝住院查拍验有开始'.split(''));
const STATEMENTS_ZH_IN_LIST = new Set('出现伴持续重'.split(''));
const PREPOSITIONS = new Set(['of', 'for', 'in', 'to', 'from', 'about', 'on', 'at', 'by']);
const OPENERS = stems(
  'history evidence sign complaint symptom episode feeling sense sensation presence suggestion feature report finding bout attack form kind type sort trace hint past problem difficulty trouble issue'
);
/** What may stand between "does not" and the finding it denies. */
const VERB_PHRASE = stems(
  'have be had been experience report notice complain of develop feel seem appear get associated accompanied by with present suffer from show see find any a an the much really actually also currently recently ever yet so far particularly especially specifically significantly obviously clinically very at all cough up radiate spread go move travel shoot worse worsen aggravate exacerbate trigger relieve relief better improve change affect related link provoke bring bad on to into down through his her their my more even make it increase occur come happen look sound as in during after when while'
);
/** 没有发热，流鼻涕的症状: the word that all members share stands at the end. */
const OF_THESE_ZH = /^(?:的|等)?(?:症|表现|情况|不适|现象|病史)/;
const LIST_LINKS_ZH = new Set(['或', '及', '和', '也', '亦', '以', '与']);

/** "No weakness, slurred speech": a complaint the vocabulary does not know may open a list; these say something else. */
const NO_COMPLAINT = stems(
  'known past previous prior more longer other one idea change relief improvement response problem issue better worse help effect cause reason trigger'
);
const UNKNOWN_COMPLAINT = 2;

const PAST_ZH = 8;
const PAST_EN = 6;

/** Whether the members of a list go on over a comma: the stretch up to the next one is bare, a name and nothing stated. */
export function isBare(ground: Ground, match: Match): boolean {
  const { tokens, segments } = ground;
  let from = match.first;
  while (from > 0 && (segments.after[from - 1] ?? NONE) < COMMA) from--;
  let to = match.last;
  while (to < tokens.length && (segments.after[to - 1] ?? NONE) < COMMA) to++;
  if (to - from > 24) return false;
  let loose = 0;
  for (let at = from; at < to; at++) {
    const text = tokens.text[at] ?? '';
    if (ground.timeAt[at]) return false;
    if (ground.matchedAt[at]) continue;
    if (tokens.kind[at] === 'word' && STATEMENTS.has(text)) return false;
    if (tokens.kind[at] === 'zh' && (STATEMENTS_ZH.has(text) || STATEMENTS_ZH_IN_LIST.has(text)))
      return false;
    if (tokens.kind[at] !== 'mark' && tokens.kind[at] !== 'break') loose++;
  }
  return loose <= 6;
}

function englishWordBlocks(ground: Ground, cue: Cue, at: number, to: number, first: boolean): boolean {
  const { tokens } = ground;
  const text = tokens.text[at] ?? '';
  const next = tokens.text[at + 1] ?? '';
  // What is only supposed or asked may have any verb: "if he has a fever".
  if (cue.kind === 'hypothetical' || cue.kind === 'question' || cue.kind === 'maybe') return false;
  if (cue.kind === 'not' && first) return !VERB_PHRASE.has(text) && at < to - 1;
  if (STATEMENTS.has(text)) return !(first && cue.kind === 'denies');
  if (text === 'and' && (next === 'a' || next === 'an') && !first) return true;
  if (text === 'with' && to - at <= 3 && !first) return true;
  if (first && cue.kind === 'no' && PREPOSITIONS.has(text)) {
    const before = tokens.text[at - 1] ?? '';
    return !OPENERS.has(before) && at !== cue.last;
  }
  return false;
}

function chineseWordBlocks(ground: Ground, cue: Cue, at: number, first: boolean): boolean {
  const text = ground.tokens.text[at] ?? '';
  if (ground.matchedAt[at]) return false;
  // 没发现有厌食
  if (text === '有' && at === cue.last && cue.kind === 'no') return false;
  if (cue.kind === 'maybe' || cue.kind === 'hypothetical' || cue.kind === 'question') return false;
  return STATEMENTS_ZH.has(text) || (!first && STATEMENTS_ZH_IN_LIST.has(text));
}

/** Whether an English denial stands before one or two bare words and a comma: an unknown complaint, first of a list. */
function opensWithUnknown({ tokens, segments, cueAt, timeAt }: Ground, cue: Cue, from: number): boolean {
  if (cue.kind !== 'no' && cue.kind !== 'denies') return false;
  for (let at = from; at <= from + UNKNOWN_COMPLAINT; at++) {
    const text = tokens.text[at] ?? '';
    if (tokens.kind[at] === 'mark') return at > from && (segments.after[at] ?? NONE) === COMMA;
    if (tokens.kind[at] !== 'word' || cueAt[at] || timeAt[at]) return false;
    if (NO_COMPLAINT.has(text) || STATEMENTS.has(text) || PREPOSITIONS.has(text)) return false;
  }
  return false;
}

/**
 * Whether a cue's reach goes on from token `from` to a match that begins at `match.first`; `first` is true for the word it
 * stands before, false for further members of its list.
 */
export function reachGoesOn(ground: Ground, cue: Cue, from: number, match: Match, first: boolean): boolean {
  const { tokens, segments } = ground;
  const to = match.first;
  if (to < from) return true;
  const strength = between(segments, from - 1, to);
  if (to === from && strength === NONE) return true;
  const opened = first && strength >= COMMA && opensWithUnknown(ground, cue, from);
  if (strength >= TURN || (first && strength >= COMMA && !opened)) return false;
  let chinese = 0;
  let english = 0;
  for (let at = from; at < to; at++) {
    if (ground.cueAt[at] || (ground.timeAt[at] && cue.kind !== 'hypothetical' && cue.kind !== 'question'))
      return false;
    if (tokens.kind[at] === 'zh') {
      chinese++;
      if (chineseWordBlocks(ground, cue, at, first)) return false;
    } else if (tokens.kind[at] === 'word') {
      english++;
      if (englishWordBlocks(ground, cue, at, to, first)) return false;
    }
  }
  const narrow = cue.kind === 'narrow';
  const wide = cue.kind === 'hypothetical' || cue.kind === 'question' ? 8 : 0;
  if (chinese > (narrow ? 3 : PAST_ZH) + wide || english > PAST_EN + wide + (first ? 0 : 2)) return false;
  if (first && !opened) return true;
  if (narrow) return strength < SOFT && to === from;
  const inChinese = tokens.kind[cue.first] === 'zh';
  if (strength < COMMA) return cue.kind !== 'maybe' || strength === SOFT || to === from;
  if (cue.kind === 'question' || cue.kind === 'maybe') return false;
  if (inChinese) {
    let comma = from - 1;
    while (comma < to && (segments.after[comma] ?? NONE) < COMMA) comma++;
    const linked =
      LIST_LINKS_ZH.has(tokens.text[comma + 1] ?? '') ||
      OF_THESE_ZH.test(
        tokens.folded.slice(tokens.end[match.last - 1], (tokens.end[match.last - 1] ?? 0) + 4)
      );
    if (!linked && cue.kind !== 'denies' && cue.kind !== 'hypothetical') return false;
  }
  // "Return if fever, worsening cough or rash develops": all of it is advice.
  if (
    cue.kind === 'hypothetical' &&
    /^(?:return|com|watch|look|monitor|should)$/.test(tokens.text[cue.first] ?? '')
  )
    return true;
  return isBare(ground, match);
}
