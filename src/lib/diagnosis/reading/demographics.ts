import type { Sex } from '$part/kernel';
import { MAX_AGE_YEARS } from '$part/kernel';
import { NUMBER_ZH, chineseNumber, englishNumber } from './number-words';
import { spokenAges } from './spoken-ages';

export interface Demographics {
  readonly ageYears?: number;
  readonly sex?: Sex;
  /** Places that speak of age, of whoever, so that they are not read as lengths of time. */
  readonly spans: readonly (readonly [number, number])[];
}

interface Age {
  readonly years: number;
  readonly start: number;
  readonly end: number;
  readonly sex?: Sex;
}

const WHO_ZH =
  '(?:年龄|月龄|宝宝|宝贝|孩子|小孩|小儿|患儿|婴儿|新生儿|男宝宝?|女宝宝?|宝|女婴|男婴|女儿|儿子|娃娃?|男孩|女孩|男|女|闺女|孙子|孙女|患者)';
const YEARS_ZH = new RegExp(
  `(${NUMBER_ZH})(?:个)?(?:周?岁|周(?=[零又]?[\\d一二两三四五六七八九十]{1,2}个月))(?:[零又]?(半)|[零又过]?(${NUMBER_ZH})(?:个)?(半)?(?:个)?月(?!前))?(?:大|多|余|左右)?(?:[零又]?\\d{1,2}天)?`,
  'g'
);
const MONTHS_ZH = new RegExp(
  `(${NUMBER_ZH})(?:个)?(半)?(?:个)?(月龄|月大(?!便|小便)|月半的?(?=${WHO_ZH})|月的?(?=${WHO_ZH})|月(?=[,，。\\s]{0,2}(?:男|女)(?:[,，。\\s]|婴|宝|孩|$))|周龄|天大(?!便|小便|概|约|量|多|汗|笑)|日龄|天的?(?=${WHO_ZH})|周大)(?:[零又]?\\d{1,2}天)?`,
  'g'
);
const AFTER_WHO_ZH = new RegExp(
  `${WHO_ZH}(?:现在|现|今年|已经|已|才|刚|快|有|,|，|:| |出生|生后|目前|不到|刚满|满|是|今天){0,3}(${NUMBER_ZH})(?:个)?多?(半)?(?:个)?(月|天|周(?!岁))(?:大)?(?:[零又加+]?(${NUMBER_ZH})(?:天|周))?(?![前内来后龄余间以])(?!的?(?:病|咳|发|没|不))`,
  'g'
);
/** A name and an age at the head of a note: 张三，7个月27天. */
const HEAD_ZH = new RegExp(
  `(?<=^[^。\\n]{0,12}[,\\s]|^)(${NUMBER_ZH})个月零?(\\d{1,2})天(?=[,。\\s]|$)`,
  'g'
);
/** 一周三: one year and three months. */
const YEAR_AND_MONTH_ZH =
  /(?<=^|宝宝|孩子|娃|儿子|女儿|宝|[,。\s])([一二两三四五六])周([一二三四五六七八九十]{1,2})(?=男|女|宝|的|[,。\s]|$)/g;
const BORN_ZH =
  /(?:刚出生|出生|生后|产后)(\d{1,3}|[一二两三四五六七八九十百]{1,4})(天|周|个月|个半月)(?!前)/g;
const NOT_HIS_ZH =
  /(?:母亲|父亲|妈妈|爸爸|父|母|爷爷|奶奶|外公|外婆|哥哥|姐姐|弟弟|妹妹|哥|姐|弟|妹|丈夫|妻子|老公|老婆|爱人|其子|其女|同事|在|于|从|自)(?:今年|现年|,|，)?$/;
const THEN_ZH = /^(?:时|那年|起|开始|前|以前|之前|以后|后|曾|得过|患|就|初潮|结婚|孕)/;

const NUMBER =
  '(\\d{1,3}(?:\\.\\d)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)';
const OLD_EN = new RegExp(
  `\\b${NUMBER}(?:[- ]and[- ]a[- ]half)?[- ]?(years?|yrs?|y|months?|mths?|mos?|m|weeks?|wks?|days?|d)[- /]?(?:of age|olds?|o\\b)(?:[- ]?(\\d{1,2})[- ]?(?:months?|mo)[- ]old)?`,
  'g'
);
const SHORT_EN =
  /\b(\d{1,3}) ?(?:yo|y\/o|y|yr|yrs)? ?\/? ?(m|f|male|female|man|woman|boy|girl|lady|gentleman)\b(?![\d/'])/g;
const AGED_EN = new RegExp(
  `\\b(?:aged?|age is|age of|aged about)[: ]{1,2}${NUMBER}(?:[- ]?(years?|yrs?|y|months?|mo|weeks?|days?)\\b)?`,
  'g'
);
const YO_EN = /\b(\d{1,3}) ?(?:yo|y\.o\.?|y\/o)\b/g;
const SEX_FIRST_EN = /\b(m|f|male|female) ?[/,]? ?(\d{1,3})\b(?! ?(?:[a-z%/.:-]|\d))/g;
const NOT_HIS_EN =
  /\b(?:mother|father|brother|sister|husband|wife|son|daughter|uncle|aunt|parent|sibling|grandmother|grandfather|partner|cousin|died|at|since|from|when|of)(?: is| was| who is| aged?|,)?(?: the)?(?: age)?(?: of)?(?: an?)? ?$/;

const unitYears = (unit: string): number =>
  /^(?:m(?!in)|月|个)/.test(unit)
    ? 1 / 12
    : /^(?:w|周)/.test(unit)
      ? 7 / 365.25
      : /^(?:d|天|日)/.test(unit)
        ? 1 / 365.25
        : 1;

function chineseAges(folded: string): Age[] {
  const ages: Age[] = [];
  const add = (match: RegExpMatchArray, years: number): void => {
    const start = match.index ?? 0;
    ages.push({ years, start, end: start + match[0].length });
  };
  for (const match of folded.matchAll(YEARS_ZH)) {
    const months = match[3] === undefined ? 0 : chineseNumber(match[3]) + (match[4] ? 0.5 : 0);
    add(match, chineseNumber(match[1] ?? '') + (match[2] ? 0.5 : 0) + months / 12);
  }
  for (const match of folded.matchAll(MONTHS_ZH))
    add(
      match,
      (chineseNumber(match[1] ?? '') + (match[2] || match[3]?.startsWith('月半') ? 0.5 : 0)) *
        unitYears(match[3] ?? '')
    );
  for (const match of folded.matchAll(AFTER_WHO_ZH)) {
    const number = chineseNumber(match[1] ?? '') + (match[2] ? 0.5 : 0);
    if (match[3] === '月' || number >= 4)
      add(match, number * unitYears(match[3] ?? '') + (match[4] ? chineseNumber(match[4]) / 365.25 : 0));
  }
  for (const match of folded.slice(0, 40).matchAll(HEAD_ZH))
    add(match, chineseNumber(match[1] ?? '') / 12 + Number(match[2]) / 365.25);
  for (const match of folded.matchAll(YEAR_AND_MONTH_ZH))
    add(match, chineseNumber(match[1] ?? '') + chineseNumber(match[2] ?? '') / 12);
  for (const match of folded.matchAll(BORN_ZH))
    add(match, chineseNumber(match[1] ?? '') * unitYears(match[2] ?? ''));
  return ages.filter((age) => {
    const before = folded.slice(Math.max(0, age.start - 8), age.start);
    return !NOT_HIS_ZH.test(before) && !THEN_ZH.test(folded.slice(age.end, age.end + 4));
  });
}

function englishAges(folded: string): Age[] {
  const ages: Age[] = [];
  const add = (match: RegExpMatchArray, years: number, sex?: Sex): void => {
    const start = match.index ?? 0;
    if (!NOT_HIS_EN.test(folded.slice(Math.max(0, start - 30), start)))
      ages.push({ years, start, end: start + match[0].length, ...(sex ? { sex } : {}) });
  };
  for (const match of folded.matchAll(OLD_EN)) {
    const half = match[0].includes('half') ? 0.5 : 0;
    add(
      match,
      (englishNumber(match[1] ?? '') + half) * unitYears(match[2] ?? '') +
        (match[3] ? Number(match[3]) / 12 : 0)
    );
  }
  for (const match of folded.matchAll(YO_EN)) add(match, Number(match[1]));
  for (const match of folded.matchAll(AGED_EN))
    add(match, englishNumber(match[1] ?? '') * unitYears(match[2] ?? 'y'));
  for (const match of folded.matchAll(SHORT_EN)) {
    // "100 m" and "101 F" are ages only where a note opens with them.
    const plain = /^\d+ ?\/? ?[mf]$/.test(match[0]);
    if (
      plain &&
      !/^[\s(]*(?:pt|patient|case|a|hx|cc|:|-|\d+[.)])*[\s(]*$/.test(
        folded.slice(Math.max(0, match.index - 24), match.index)
      )
    )
      continue;
    add(match, Number(match[1]), /^(?:m|male|man|boy|gentleman)$/.test(match[2] ?? '') ? 'male' : 'female');
  }
  for (const match of folded.matchAll(SEX_FIRST_EN))
    add(match, Number(match[2]), /^m/.test(match[1] ?? '') ? 'male' : 'female');
  for (const match of folded.matchAll(/\b(?:newborn|neonate)\b/g)) add(match, 0.02);
  return ages;
}

const FEMALE_ZH =
  /女性|女宝|女婴|女孩|女儿|闺女|女童|(?<![男子儿孙])女(?=[,，。、;；:：\s\d]|$|患者|童|士|生)|孕妇|产妇|妇女|孙女|姑娘/g;
const MALE_ZH = /男性|男宝|男婴|男孩|儿子|男童|男(?=[,，。、;；:：\s\d]|$|患者|童|士|生)|小伙|孙子|小子/g;
const FEMALE_EN = /\b(?:woman|female|lady|girl|daughter|housewife|schoolgirl|granddaughter|g\dp\d)\b/g;
const MALE_EN = /\b(?:man|male|gentleman|boy|son|schoolboy|grandson)\b/g;
const SHE = /\b(?:she|her|herself)\b/g;
const HE = /\b(?:he|him|his|himself)\b/g;
/** "Her husband", "a man at work": not the patient. */
const OTHER_PERSON = /(?:^| )(?:a|another|the other|with a|by a) ?$/;

function firstPlace(folded: string, pattern: RegExp): number {
  for (const match of folded.matchAll(pattern)) {
    if (match.index > 60 && OTHER_PERSON.test(folded.slice(Math.max(0, match.index - 12), match.index)))
      continue;
    return match.index;
  }
  return Infinity;
}

function sexOf(folded: string): Sex | undefined {
  const female = Math.min(firstPlace(folded, FEMALE_ZH), firstPlace(folded, FEMALE_EN));
  const male = Math.min(firstPlace(folded, MALE_ZH), firstPlace(folded, MALE_EN));
  if (female !== male) return female < male ? 'female' : 'male';
  const she = [...folded.matchAll(SHE)].length;
  const he = [...folded.matchAll(HE)].length;
  if (she > 0 && he === 0) return 'female';
  if (he > 0 && she === 0) return 'male';
  const ta = [...folded.matchAll(/她/g)].length;
  return ta > 0 && !folded.includes('他') ? 'female' : undefined;
}

/** Age and sex of the patient where a folded note states them: the first age that is not another person's or another time's. */
export function readDemographics(folded: string): Demographics {
  const ages = [...chineseAges(folded), ...englishAges(folded), ...spokenAges(folded)]
    .filter((age) => Number.isFinite(age.years) && age.years >= 0 && age.years <= MAX_AGE_YEARS)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const first = ages[0];
  const sex = first?.sex ?? sexOf(folded);
  const spans = ages.map((age): readonly [number, number] => [age.start, age.end]);
  return {
    ...(first ? { ageYears: Math.round(first.years * 1000) / 1000 } : {}),
    ...(sex ? { sex } : {}),
    spans
  };
}
