import type { Sex } from '$part/kernel';
import { NUMBER_ZH, chineseNumber } from './number-words';

/** An age as people jot it down, with the sex that stands before it. */
export interface SpokenAge {
  readonly years: number;
  readonly start: number;
  readonly end: number;
  readonly sex?: Sex;
}

const NO_AGE_AFTER =
  '(?![\\d.%/:]|[ ]?(?:岁|天|日|个|月|周|年|次|小时|分|度|°|℃|公斤|斤|床|号|片|点|(?:kg|cm|mm|mg|ml|bpm|h|d|w|m|x|days?|weeks?|months?|mo|hours?|hrs?|times|died)(?![a-z])))';
const YEARS_MARK = '(?:[ ]?(?:y\\.?o\\.?|y/o|yrs?|years?(?: old)?|y)(?![a-z]))?';
/** 男 58, 男58, 女 26y. */
const AFTER_SEX_ZH = new RegExp(
  `(?<=^|[\\s,。;、:(]|患者|病人)([男女])性?[ ,:、/]{0,2}(\\d{1,3})${YEARS_MARK}${NO_AGE_AFTER}`,
  'g'
);
/** 女 68了, 患者68了. */
const BY_NOW_ZH = new RegExp(
  `(?<=^|[\\s,。;、:(])(患者|病人|老人家?|男|女)性?[ ,]?(?:今年|现在|都|已经|快)?(\\d{1,3}|${NUMBER_ZH})了`,
  'g'
);
/** A note that opens with a relative and an age is of that relative: 我妈68了, "wife 45". */
const RELATIVE_ZH = new RegExp(
  `^\\s*(?:[我俺])?(妈妈?|奶奶|外婆|姥姥|老婆|妻子|媳妇|女儿|闺女|婆婆|岳母|爸爸?|爷爷|外公|姥爷|老公|丈夫|儿子|公公|岳父|老伴|爱人)[ ,]?(?:今年|现在|都|已经|快)?(\\d{1,3}|${NUMBER_ZH}(?=[了岁]))(?:了|岁|${YEARS_MARK}${NO_AGE_AFTER})(?![时患有的死去因曾那得就起])`
);
const RELATIVE_EN = new RegExp(
  `^\\s*(?:my )?(wife|mother|mum|mom|grandmother|grandma|daughter|sister|aunt|girl|husband|father|dad|grandfather|grandpa|son|brother|uncle|boy)(?:,|:| is)? ?(\\d{1,3})${YEARS_MARK}${NO_AGE_AFTER}`
);
/** "26y cough" at the head of a note; "3y history of cough" is a length. */
const HEAD_YEARS_EN = /^\s*(\d{1,3}) ?(?:y|yrs?)(?= |,|$)(?! ?(?:of|history|hx|ago|duration)\b)/;
const HEAD_MONTHS_ZH =
  /^\s*(?:患儿|宝宝|宝贝|男宝|女宝|男|女)?[ ,]?(\d{1,2})\+ ?个?月(?=大|龄|宝|男|女|[\s,。;]|$)/;
const YEARS_AND_MORE_ZH = /(\d{1,3})\+ ?岁/g;

const FEMALE =
  /^(?:女|妈|奶奶|外婆|姥姥|老婆|妻|媳妇|闺女|婆婆|岳母|wife|m(?:other|um|om)|grandm|daughter|sister|aunt|girl)/;
const EITHER = /^(?:老伴|爱人|患者|病人|老人)/;

/** Ages without the words that a written history has; only ever of the patient. */
export function spokenAges(folded: string): readonly SpokenAge[] {
  const found: SpokenAge[] = [];
  const add = (match: RegExpExecArray | null, years: number, who?: string): void => {
    if (!match) return;
    const sex: Sex | undefined =
      who === undefined || EITHER.test(who) ? undefined : FEMALE.test(who) ? 'female' : 'male';
    found.push({ years, start: match.index, end: match.index + match[0].length, ...(sex ? { sex } : {}) });
  };
  for (const pattern of [AFTER_SEX_ZH, BY_NOW_ZH])
    for (const match of folded.matchAll(pattern)) add(match, chineseNumber(match[2] ?? ''), match[1]);
  const head = folded.slice(0, 60);
  for (const pattern of [RELATIVE_ZH, RELATIVE_EN]) {
    const match = pattern.exec(head);
    add(match, chineseNumber(match?.[2] ?? ''), match?.[1]);
  }
  const years = HEAD_YEARS_EN.exec(head);
  add(years, Number(years?.[1]));
  const months = HEAD_MONTHS_ZH.exec(head);
  add(months, Number(months?.[1]) / 12);
  for (const match of folded.matchAll(YEARS_AND_MORE_ZH)) add(match, Number(match[1]));
  return found;
}
