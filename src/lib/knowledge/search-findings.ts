import type { Language } from '$part/kernel';
import type { Finding, Pack } from './types';

/** A finding found, with the word that matched where it is not the name. */
export interface FoundFinding {
  readonly finding: Finding;
  readonly matched?: string;
}

interface Entry {
  readonly finding: Finding;
  /** Names in both languages, lower-case; the language asked for is found first. */
  readonly names: Readonly<Record<Language, string>>;
  readonly words: Readonly<Record<Language, readonly string[]>>;
  readonly full: string;
  readonly initials: string;
}

// Lower-cased words of a pack, kept as long as the pack is: the search runs with every key pressed.
const entriesOf = new WeakMap<Pack, readonly Entry[]>();

/** Patterns are searched by their plain parts: `a|b ~ c` as a, b and c. */
const plainWords = (words: readonly string[]) =>
  words
    .flatMap((word) => (/[|~]/.test(word) ? word.split(/[|~]/) : [word]))
    .map((word) => word.trim().toLowerCase());

function entries(pack: Pack): readonly Entry[] {
  const known = entriesOf.get(pack);
  if (known) return known;
  const made = pack.findings.map((finding): Entry => ({
    finding,
    names: { zh: finding.name.zh.toLowerCase(), en: finding.name.en.toLowerCase() },
    words: { zh: plainWords(finding.words.zh), en: plainWords(finding.words.en) },
    full: finding.pinyin.full,
    initials: finding.pinyin.initials
  }));
  entriesOf.set(pack, made);
  return made;
}

const startsWord = (text: string, query: string) => {
  for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + 1)) {
    if (at === 0 || text[at - 1] === ' ' || text[at - 1] === '-') return true;
  }
  return false;
};

/** Lower is better; undefined where nothing matches. */
function rank(
  entry: Entry,
  query: string,
  latin: boolean,
  language: Language
): [number, string?] | undefined {
  const order: readonly Language[] = language === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
  for (const name of order) if (entry.names[name] === query) return [0];
  if (latin && entry.initials === query) return [language === 'zh' ? 1 : 6];
  let best: [number, string?] | undefined;
  const offer = (score: number, matched?: string) => {
    if (!best || score < best[0]) best = matched === undefined ? [score] : [score, matched];
  };
  order.forEach((name, foreign) => {
    const text = entry.names[name];
    if (text.startsWith(query)) offer(2 + foreign);
    else if (startsWord(text, query)) offer(4 + foreign);
    else if (text.includes(query) && (name === 'zh' || query.length > 2)) offer(9 + foreign);
    for (const word of entry.words[name]) {
      if (word === query) offer(1.5 + foreign, word);
      else if (word.startsWith(query)) offer(5 + foreign, word);
      else if (startsWord(word, query)) offer(8 + foreign, word);
      else if (name === 'zh' && word.includes(query)) offer(10 + foreign, word);
    }
  });
  if (latin) {
    const shift = language === 'zh' ? 0 : 4;
    if (entry.full === query) offer(1.2 + shift);
    else if (entry.full.startsWith(query)) offer(3 + shift);
    if (entry.initials.startsWith(query)) offer(3.5 + shift);
    else if (query.length > 1 && entry.initials.includes(query)) offer(9 + shift);
  }
  return best;
}

/**
 * Findings for a search box, best first: by name, by any of the words, by pinyin in full or by initials ("xt" and
 * "xiongtong" find 胸痛), in either language whatever the screen's, which comes first. Empty for an empty query.
 */
export function searchFindings(pack: Pack, query: string, language: Language, limit: number): FoundFinding[] {
  const wanted = query.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  if (wanted === '') return [];
  const latin = !/\p{Script=Han}/u.test(wanted);
  const compact = latin ? wanted.replaceAll(' ', '') : wanted;
  const found = entries(pack).flatMap((entry) => {
    const plain = rank(entry, wanted, latin, language);
    const joined = compact === wanted ? undefined : rank(entry, compact, latin, language);
    const best = joined && (!plain || joined[0] < plain[0]) ? joined : plain;
    return best ? [{ entry, score: best[0], matched: best[1] }] : [];
  });
  found.sort(
    (a, b) =>
      a.score - b.score ||
      a.entry.names[language].length - b.entry.names[language].length ||
      (a.entry.finding.id < b.entry.finding.id ? -1 : 1)
  );
  return found
    .slice(0, Math.max(0, limit))
    .map(({ entry, matched }) => ({ finding: entry.finding, ...(matched === undefined ? {} : { matched }) }));
}
