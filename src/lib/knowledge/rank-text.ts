import type { Bilingual, Language } from '$part/kernel';
import type { Words } from './types';

/** Pinyin of a Chinese name without tones, in full and by initials. */
export interface Pinyin {
  readonly full: string;
  readonly initials: string;
}

/** What a thing with a name in both languages is found by, lower-case. */
export interface SearchText extends Pinyin {
  readonly names: Readonly<Record<Language, string>>;
  readonly words: Readonly<Record<Language, readonly string[]>>;
}

/** Score, lower is better, and the word that matched where it is not the name. */
export type Rank = readonly [number, string?];

export const foldText = (text: string): string =>
  text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

/** Patterns are searched by their plain parts: `a|b ~ c` as a, b and c. */
const plainWords = (words: readonly string[]) =>
  words.flatMap((word) => (/[|~]/.test(word) ? word.split(/[|~]/) : [word])).map(foldText);

export const searchText = (name: Bilingual, words: Words, { full, initials }: Pinyin): SearchText => ({
  names: { zh: foldText(name.zh), en: foldText(name.en) },
  words: { zh: plainWords(words.zh), en: plainWords(words.en) },
  full,
  initials
});

export interface SearchQuery {
  readonly text: string;
  /** Without blanks, for pinyin: `xiong tong`. */
  readonly compact: string;
  /** No Chinese character in it: may be pinyin. */
  readonly latin: boolean;
}

/** A query as it is compared; undefined for an empty one. */
export function searchQuery(query: string): SearchQuery | undefined {
  const text = foldText(query);
  if (text === '') return undefined;
  const latin = !/\p{Script=Han}/u.test(text);
  return { text, compact: latin ? text.replaceAll(' ', '') : text, latin };
}

const startsWord = (text: string, query: string) => {
  for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + 1)) {
    if (at === 0 || text[at - 1] === ' ' || text[at - 1] === '-') return true;
  }
  return false;
};

/** Lower is better; undefined where nothing matches. */
function rank(subject: SearchText, query: string, latin: boolean, language: Language): Rank | undefined {
  const order: readonly Language[] = language === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
  for (const name of order) if (subject.names[name] === query) return [0];
  if (latin && subject.initials === query) return [language === 'zh' ? 1 : 6];
  let best: Rank | undefined;
  const offer = (score: number, matched?: string) => {
    if (!best || score < best[0]) best = matched === undefined ? [score] : [score, matched];
  };
  order.forEach((name, foreign) => {
    const text = subject.names[name];
    if (text.startsWith(query)) offer(2 + foreign);
    else if (startsWord(text, query)) offer(4 + foreign);
    else if (text.includes(query) && (name === 'zh' || query.length > 2)) offer(9 + foreign);
    for (const word of subject.words[name]) {
      if (word === query) offer(1.5 + foreign, word);
      else if (word.startsWith(query)) offer(5 + foreign, word);
      else if (startsWord(word, query)) offer(8 + foreign, word);
      else if (name === 'zh' && word.includes(query)) offer(10 + foreign, word);
    }
  });
  if (latin) {
    const shift = language === 'zh' ? 0 : 4;
    if (subject.full === query) offer(1.2 + shift);
    else if (subject.full.startsWith(query)) offer(3 + shift);
    if (subject.initials.startsWith(query)) offer(3.5 + shift);
    else if (query.length > 1 && subject.initials.includes(query)) offer(9 + shift);
  }
  return best;
}

/** The better of the query as it stands and without its blanks. */
export function rankText(
  subject: SearchText,
  { text, compact, latin }: SearchQuery,
  language: Language
): Rank | undefined {
  const plain = rank(subject, text, latin, language);
  const joined = compact === text ? undefined : rank(subject, compact, latin, language);
  return joined && (!plain || joined[0] < plain[0]) ? joined : plain;
}
