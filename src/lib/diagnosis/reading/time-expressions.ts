import { NUMBER_EN, NUMBER_ZH, chineseNumber, englishNumber } from './number-words';

/** A length of time, or a point of time in the past, as the note states it. */
export interface TimeExpression {
  readonly start: number;
  readonly end: number;
  readonly hours: number;
  /** `for`: so long; `ago`: a point in the past; `day`: a named day, from which on something may last. */
  readonly kind: 'for' | 'ago' | 'day';
  /** It says how long something has been getting worse. */
  readonly worsening: boolean;
}

const DAY = 24;
const UNIT_ZH: Readonly<Record<string, number>> = {
  分钟: 1 / 60,
  小时: 1,
  钟头: 1,
  天: DAY,
  日: DAY,
  晚: DAY,
  晚上: DAY,
  夜: DAY,
  宿: DAY,
  周: 7 * DAY,
  星期: 7 * DAY,
  礼拜: 7 * DAY,
  月: 30.4 * DAY,
  个月: 30.4 * DAY,
  年: 365 * DAY,
  年头: 365 * DAY
};
const LENGTH_ZH = new RegExp(
  `(第|前|每隔|每|隔)?(${NUMBER_ZH})(?:[-~到至、](${NUMBER_ZH}))?([余多来])?(?:个)?[多来]?(半)?(分钟|小时|钟头|天|日|晚上|晚|夜|宿|周(?!岁|[一二三四五六日末])|星期(?![一二三四五六日天])|礼拜|个月|月(?![\\d份初底末经]|[一二三四五六七八九十]{1,3}[日号])|年头|年(?!龄|级|初|底))(?:零[\\d一二两三四五六七八九十]+天)?(余|多|半)?(左右|上下)?(之前|以前|前|之后|以后|后|内)?`,
  'g'
);
const NAMED_ZH: readonly (readonly [RegExp, number, TimeExpression['kind']])[] = [
  [/大前天/g, 72, 'day'],
  [/(?<!大)前[天日](?:晚上|早上|夜里|下午|上午|半夜|晚|夜)?/g, 48, 'day'],
  [/昨[天日]?(?:晚上|半夜|夜里|晚|夜|傍晚)/g, 16, 'day'],
  [/昨[天日]?(?:早上|早|上午|中午|下午)?/g, 24, 'day'],
  [/今[天日]?(?:早上|早|晨|上午|下午|中午|晚上|晚)?(?!年|后)/g, 10, 'day'],
  [/刚才|刚刚|方才/g, 1, 'day'],
  [/上(?:个)?(?:周|星期|礼拜)[一二三四五六日天]?/g, 7 * DAY, 'day'],
  [/(?:这|本)(?:周|星期|礼拜)[一二三四五六日天]?/g, 3 * DAY, 'day'],
  [/上(?:个)?月/g, 30 * DAY, 'day'],
  [/(?:近|这|最近)些?日子|前一?阵子|(?:前段时间|近一?段时间|一段时间)(?!之?后)|这阵子/g, 21 * DAY, 'for'],
  [/去年|前年|往年|早年/g, 400 * DAY, 'ago'],
  [/(?:从小|自幼|出生后|生后)(?:就|即|开始)?/g, 400 * DAY, 'for'],
  [/(?<![\d.])(?:19|20)\d\d年/g, 1000 * DAY, 'ago'],
  [/常年|长年|多少年|多年以?来/g, 1000 * DAY, 'for']
];

const UNITS_EN: readonly (readonly [RegExp, number])[] = [
  [/^min/, 1 / 60],
  [/^(?:h|hr|hrs|hour|hours)$/, 1],
  [/^(?:d|day|days|night|nights)$/, DAY],
  [/^(?:w|wk|wks|week|weeks)$/, 7 * DAY],
  [/^fortnight/, 14 * DAY],
  [/^(?:mo|mos|mth|mths|month|months)$/, 30.4 * DAY],
  [/^(?:y|yr|yrs|year|years)$/, 365 * DAY],
  [/^decades?$/, 3650 * DAY]
];
const LENGTH_EN = new RegExp(
  `\\b((?:for|over|in|during|within|the|past|last|since|about|around|approximately|approx|almost|nearly|than|of|previous|next|every|each|after|per|times|lasting|lasts|lasted|x) ?){0,4}(?<![\\d.])(${NUMBER_EN})(?: ?(?:-|to|or|~) ?(${NUMBER_EN}))?(?:[ -]| and a half )?(?:full |consecutive |straight |whole |more )?(minutes?|mins?|hours?|hrs?|hr|h|days?|d|nights?|weeks?|wks?|wk|w|fortnights?|months?|mths?|mos?|years?|yrs?|yr|y|decades?)\\b(?![/'])( ago| earlier| prior| previously| back| before| later| after| history| h/o| hx| duration| now| old)?`,
  'dg'
);
const SLASH_EN = /(?:\bx ?|\bfor |\bof )?(?<![\d/.])(\d{1,2})\/(7|52|12)\b(?!\/)/g;
const NAMED_EN: readonly (readonly [RegExp, number, TimeExpression['kind']])[] = [
  [/\bthe day before yesterday\b|\bday before last\b/g, 48, 'day'],
  [/(?<!before )\byesterday(?: (?:morning|evening|afternoon|night))?\b/g, 24, 'day'],
  [/\blast night\b|\bovernight\b/g, 14, 'day'],
  [/\b(?:this (?:morning|afternoon|evening)|today|tonight|earlier today)\b/g, 8, 'day'],
  [/\bjust now\b|\bmoments ago\b|\ban hour or so ago\b/g, 1, 'day'],
  [
    /\bsince (?:last )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:on|last) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/g,
    3 * DAY,
    'day'
  ],
  [/\b(?:since )?last week\b|\b(?:past|last) week\b/g, 7 * DAY, 'day'],
  [/\bthis week\b/g, 3 * DAY, 'day'],
  [/\bthe weekend\b/g, 3 * DAY, 'day'],
  [/\b(?:since )?last month\b|\b(?:past|last) month\b/g, 30 * DAY, 'day'],
  [/\b(?:past|last) (?:day|24 hours)\b/g, 20, 'for'],
  [/\b(?:for|over)(?: the)?(?: past| last)? days\b/g, 72, 'for'],
  [/\b(?:for|over)(?: the)?(?: past| last)? weeks\b/g, 21 * DAY, 'for'],
  [/\b(?:for|over)(?: the)?(?: past| last)? months\b/g, 90 * DAY, 'for'],
  [
    /\b(?:for|over)(?: the)?(?: past| last)? years\b|\blong[- ]?standing\b|\blifelong\b|\byears of\b/g,
    730 * DAY,
    'for'
  ],
  [/\bsince (?:birth|childhood|infancy)\b/g, 1000 * DAY, 'for'],
  [
    /(?<!since )\blast year\b|\byears (?:ago|earlier|back|before)\b|(?<!since )\bin (?:19|20)\d\d\b/g,
    1000 * DAY,
    'ago'
  ],
  [/\bsince (?:last year|(?:19|20)\d\d)\b|\bpast year\b/g, 365 * DAY, 'for'],
  [/\bfor (?:ages|a long time|a while)\b/g, 60 * DAY, 'for']
];

/** What stands before or after a length of time and makes it that of a treatment, an interval or a pregnancy. */
const OTHER_BEFORE_ZH =
  /(?:吃了?|服了?|服用|服药|用了?|用药|打了?|挂了?|输了?|输液|住院|住了|治疗|停药|吃药|喝了|过了?|隔了|出院|雾化|做了|点滴|术后|产后|怀孕|孕|接种|打完|上了|疗程|每次|每次持续|持续时间|一次|间隔|相隔|隔|每|满|大)$/;
const OTHER_AFTER_ZH =
  /^(?:的)?(?:药|水|点滴|针|液|头孢|雾化|抗生素|消炎|院|疗程|治疗|一次|一趟|1次|[\d一二两三四五六七八九十几]{1,3}(?:[-~到至、][\d一二两三四五六七八九十几]{1,3})?(?:次|遍|片|粒|包|颗|声|下|口|袋|支|瓶|顿|回|多次|ml|毫升)|\/次|大的?(?:宝|男|女|孩|婴|娃)|的?(?:宝宝|孩子|男宝|女宝|婴儿|男孩|女孩|小孩|男婴|女婴))/;
/** 一天拉3次: how often, not how long. */
const FREQUENCY_ZH =
  /^[^,。;]{0,8}?[\d一二两三四五六七八九十几多数]+(?:[-~到至、][\d一二两三四五六七八九十]+)?[多来余]?(?:次|遍|趟|回|声|口)/;
const OTHER_BEFORE_EN =
  /(?:every|each|per|times|after|next|another|courses? of|episodes?(?: each)? (?:of|lasting)|attacks? (?:of|lasting)|each (?:episode|attack|time)(?: lasts| lasting)?|lasts|born|at|takes?|took|up to|on for|(?:spells|bouts|attacks|episodes) (?:last|lasts|lasting))(?: (?:about|for|up to|around|the|than))?\s?$/;
const OTHER_AFTER_EN =
  /^(?:s? of (?:antibiotic|amox|treatment|therapy|leave|steroid|medic|paracetamol|ibuprofen|tablet|course|age|rest|gestation)|-? ?(?:course|old|pregnant|gestation|postpartum|post[- ]?op|pack|supply)| after| later| apart| of age| in bed| each\b| at a time| per\b)/;

const worse = (before: string): boolean =>
  /(?:加重|加剧|恶化|变重|严重|厉害)[了约近有已]{0,2}$|(?:worse|worsening|worsened|worsen|deteriorating) ?(?:for|over|in|during)?(?: the)?(?: past| last)? ?$/.test(
    before
  );

function push(
  list: TimeExpression[],
  folded: string,
  start: number,
  end: number,
  hours: number,
  kind: TimeExpression['kind']
): void {
  if (!Number.isFinite(hours) || hours <= 0 || hours > 24 * 365 * 110) return;
  list.push({ start, end, hours, kind, worsening: worse(folded.slice(Math.max(0, start - 24), start)) });
}

function chineseLengths(folded: string, list: TimeExpression[]): void {
  for (const match of folded.matchAll(LENGTH_ZH)) {
    const [whole, lead, low, high, , halfInside, unit = '', , , tail] = match;
    const start = match.index;
    const end = start + whole.length;
    const before = folded.slice(Math.max(0, start - 6), start);
    const after = folded.slice(end, end + 14);
    if (
      lead === '每' ||
      lead === '每隔' ||
      lead === '隔' ||
      tail === '后' ||
      tail === '之后' ||
      tail === '以后'
    )
      continue;
    if (unit === '月' && !tail && /^\d/.test(low ?? '') && /^\d/.test(after)) continue;
    // 27日早晨 is a date, 3日 a length.
    if (
      unit === '日' &&
      !tail &&
      (/月$/.test(before) ||
        Number(low) > 12 ||
        /^(?:早|上午|下午|晚|凌晨|中午|晨|傍晚|夜|开始|起|医)/.test(after))
    )
      continue;
    if (unit === '月' && /年$/.test(before)) continue;
    if (unit === '年' && Number(low) > 1900) continue;
    if ((low === '一' || low === '1') && !high && FREQUENCY_ZH.test(after)) continue;
    if (OTHER_BEFORE_ZH.test(before) || OTHER_AFTER_ZH.test(after)) continue;
    const half = halfInside || match[7] === '半' ? 0.5 : 0;
    const hours = (chineseNumber(high ?? low ?? '') + half) * (UNIT_ZH[unit] ?? NaN);
    const ago = lead === '前' || tail === '前' || tail === '之前' || tail === '以前';
    push(list, folded, start, end, hours, ago ? 'ago' : 'for');
  }
}

function englishLengths(folded: string, list: TimeExpression[]): void {
  for (const match of folded.matchAll(LENGTH_EN)) {
    const [whole, lead = '', low = '', high, unit = '', tail = ''] = match;
    const start = match.index;
    const end = start + whole.length;
    const number = match.indices?.[2]?.[0] ?? start;
    const before = folded.slice(Math.max(0, number - 34), number);
    if (OTHER_BEFORE_EN.test(before) || OTHER_AFTER_EN.test(folded.slice(end - tail.length, end + 16)))
      continue;
    if (/^(?: later| after| old)$/.test(tail)) continue;
    if (/^an?$/.test(low) && lead === '' && tail === '') continue;
    if (unit.length === 1 && !/\d/.test(low)) continue;
    const factor = UNITS_EN.find(([pattern]) => pattern.test(unit))?.[1] ?? NaN;
    const half = whole.includes('and a half') ? 0.5 : 0;
    const ago = /ago|earlier|prior|previously|back|before/.test(tail);
    push(list, folded, start, end, (englishNumber(high ?? low) + half) * factor, ago ? 'ago' : 'for');
  }
  for (const match of folded.matchAll(SLASH_EN)) {
    if (match[2] === '12' && !/^(?:x|for|of)/.test(match[0])) continue;
    const factor = match[2] === '7' ? DAY : match[2] === '52' ? 7 * DAY : 30.4 * DAY;
    push(list, folded, match.index, match.index + match[0].length, Number(match[1]) * factor, 'for');
  }
}

/**
 * Lengths and points of time in a folded note, in order, none overlapping. `taken` are places (ages, measures) that are none.
 */
export function findTimes(
  folded: string,
  taken: readonly (readonly [number, number])[]
): readonly TimeExpression[] {
  const list: TimeExpression[] = [];
  for (const [pattern, hours, kind] of [...NAMED_ZH, ...NAMED_EN]) {
    for (const match of folded.matchAll(pattern))
      push(list, folded, match.index, match.index + match[0].length, hours, kind);
  }
  chineseLengths(folded, list);
  englishLengths(folded, list);
  list.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: TimeExpression[] = [];
  let reached = 0;
  let at = 0;
  for (const time of list) {
    while (at < taken.length && (taken[at]?.[1] ?? 0) <= time.start) at++;
    const other = taken[at];
    if (time.start < reached || (other && other[0] < time.end)) continue;
    kept.push(time);
    reached = time.end;
  }
  return kept;
}
