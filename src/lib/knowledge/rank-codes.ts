import type { Language } from '$part/kernel';
import type { ConditionEntry, RowEntry } from './code-index';
import { marksOf } from './code-index';
import { foldCode } from './icd-code';
import type { CodeRow } from './national-codes';
import type { Rank, SearchQuery, SearchText } from './rank-text';
import { rankText, searchQuery } from './rank-text';

/** What is asked of names, pinyin and codes. */
export interface CodeQuery extends SearchQuery {
  readonly words: readonly string[];
  /** The query as the beginning of a code, empty where it cannot be one. */
  readonly code: string;
  readonly marks: number;
}

/** `J18`, `j18.9` and what follows; a letter alone is pinyin. */
const codeOf = (text: string): string => {
  const code = foldCode(text);
  return /^[a-z]\d[\dx*+/a-z]*$/.test(code) ? code : '';
};

export function codeQuery(query: string): CodeQuery | undefined {
  const plain = searchQuery(query);
  if (!plain) return undefined;
  return {
    ...plain,
    words: plain.text.split(' '),
    code: codeOf(plain.text),
    // Without the dot, which a code may have or not, the dagger, which is a plus, and the blanks between words.
    marks: marksOf(plain.text.replace(/[ .†]/g, ''))
  };
}

const rankCode = (code: string, wanted: string): number | undefined =>
  wanted === '' || !code.startsWith(wanted) ? undefined : code.length === wanted.length ? 0 : 2;

/** A condition by its codes, its names in both languages, its aliases and pinyin. */
export function rankCondition(
  { text, codes }: ConditionEntry,
  wanted: CodeQuery,
  language: Language
): Rank | undefined {
  let best = rankText(text, wanted, language) ?? rankWords(text, wanted.words);
  for (const code of codes) {
    const rank = rankCode(code, wanted.code);
    if (rank !== undefined && (!best || rank < best[0])) best = [rank];
  }
  return best;
}

const APART = 11;
/** Several words, each somewhere in one name or alias ("肺炎 支原体"). */
function rankWords({ names, words }: SearchText, wanted: readonly string[]): Rank | undefined {
  if (wanted.length < 2) return undefined;
  const holds = (name: string) => wanted.every((word) => name.includes(word));
  if (holds(names.zh) || holds(names.en)) return [APART];
  const word = words.zh.find(holds) ?? words.en.find(holds);
  return word === undefined ? undefined : [APART, word];
}

/** Written for tens of thousands of rows with every key: marks first, then comparisons of whole strings. */
export function rankRow(entry: RowEntry, wanted: CodeQuery): number | undefined {
  const { marks } = wanted;
  const byName = (entry.nameMarks & marks) === marks ? rankRowName(entry, wanted) : undefined;
  if (!wanted.latin || (entry.pinyinMarks & marks) !== marks) return byName;
  const byPinyin = rankRowPinyin(entry.row, wanted.compact);
  return byName === undefined || (byPinyin !== undefined && byPinyin < byName) ? byPinyin : byName;
}

function rankRowName({ name, code }: RowEntry, wanted: CodeQuery): number | undefined {
  const byCode = rankCode(code, wanted.code);
  if (byCode !== undefined) return byCode;
  const { text, latin, words } = wanted;
  const at = name.indexOf(text);
  if (at === 0) return name.length === text.length ? 0 : 2;
  if (at > 0 && (!latin || text.length > 1)) return 9;
  return words.length > 1 && words.every((word) => name.includes(word)) ? APART : undefined;
}

function rankRowPinyin({ initials, full = '' }: CodeRow, compact: string): number | undefined {
  if (initials === compact) return 1;
  if (full.startsWith(compact)) return full.length === compact.length ? 1.2 : 3;
  if (initials.startsWith(compact)) return 3.5;
  if (compact.length > 1 && initials.includes(compact)) return 9;
  // Shorter pieces of full pinyin stand anywhere by chance.
  return compact.length > 3 && full.includes(compact) ? 10 : undefined;
}
