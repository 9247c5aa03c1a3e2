import { compactName, foldName, isHan, nameUnits } from './name-units';

const MAX_QUERY = 100;
const MAX_WORDS = 8;
/** Fewer digits would find too many. */
const MIN_NUMBER = 4;

/** One word of a query, with all that it may mean. */
export interface QueryWord {
  readonly text: string;
  /** Letters and characters both: `zhang小`. Its characters, to pass over most names at once. */
  readonly characters?: readonly string[];
  /** Could be a key: letters, no digits alone. */
  readonly latin: boolean;
  /** The end of a number. */
  readonly digits: boolean;
  readonly birthYears: readonly number[];
}

function queryWord(text: string, year: number): QueryWord {
  const han = isHan(text);
  const [, age] = /^(\d{1,3})岁?$/.exec(text) ?? [];
  const [, birthYear] = /^(\d{4})年?$/.exec(text) ?? [];
  // Before and after this year's birthday.
  const byAge = age === undefined ? [] : [year - Number(age), year - Number(age) - 1];
  return {
    text,
    ...(han && /[a-z]/.test(text) ? { characters: nameUnits(text).filter((unit) => isHan(unit)) } : {}),
    latin: !han && !/^\d+$/.test(text),
    digits: text.length >= MIN_NUMBER && /^\d+x?$/.test(text),
    birthYears: birthYear === undefined ? byAge : [Number(birthYear)]
  };
}

/** A query by its words, and in one piece where it has several ("zhang san", "138 0013 8000"). */
export function queryWords(query: string, year: number): { words: QueryWord[]; joined?: QueryWord } {
  const texts = foldName(query.slice(0, MAX_QUERY))
    .split(/\s+/)
    .map(compactName)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  const words = texts.map((text) => queryWord(text, year));
  return words.length > 1 ? { words, joined: queryWord(texts.join(''), year) } : { words };
}

/** Whether a kept number ends with the digits, or the digits, being the whole number, with what is kept of it. */
export const endsAlike = (kept: string, digits: string): boolean =>
  kept.length >= digits.length ? kept.endsWith(digits) : kept.length >= MIN_NUMBER && digits.endsWith(kept);
