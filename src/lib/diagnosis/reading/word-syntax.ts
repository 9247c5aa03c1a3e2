import { foldText } from './fold-text';
import { phraseTokens, stemOf } from './tokens';

/** Words that may stand between the words of an English phrase without changing it. */
export const DETERMINERS: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'my',
  'his',
  'her',
  'their',
  'your',
  'our',
  'its',
  'this',
  'that',
  'these',
  'those',
  'some',
  'any'
]);

/** One phrase of the vocabulary: terms that must all stand in one clause; each has several wordings, each a row of tokens. */
export type Pattern = readonly (readonly (readonly string[])[])[];

const MOST_EXPANSIONS = 200;

const LATIN_WORD = /^[a-z]+$/;
const CHINESE_ONLY = /^[\u4e00-\u9fff]+$/;

function rowOf(phrase: string, stems: Map<string, string>): readonly string[] {
  const folded = foldText(phrase);
  if (CHINESE_ONLY.test(folded)) return folded.split('');
  if (LATIN_WORD.test(folded)) return [stemOf(folded, stems)];
  const tokens = phraseTokens(folded, stems);
  const kept: string[] = [];
  tokens.forEach(({ kind, text }, at) => {
    if (kind === 'break' || text === '"' || text === "'" || text === ',') return;
    const inside = kept.length > 0 && at < tokens.length - 1;
    if (!inside || kind !== 'word' || !DETERMINERS.has(text)) kept.push(text);
  });
  return kept;
}

/** `a|b c|d` word by word: every combination. */
function expandWords(phrase: string): readonly string[] {
  if (!phrase.includes('|')) return [phrase];
  let rows: string[] = [''];
  for (const word of phrase.split(/\s+/)) {
    const choices = word.split('|').filter((choice) => choice !== '');
    if (choices.length === 0) continue;
    rows = rows.flatMap((row) => choices.map((choice) => (row === '' ? choice : `${row} ${choice}`)));
    if (rows.length > MOST_EXPANSIONS) return rows.slice(0, MOST_EXPANSIONS);
  }
  return rows;
}

/**
 * Reads one phrase of the word syntax: `a b` in this order, `a|b` one or the other (word by word; in a `~` phrase
 * the whole of a term, which may have several words), `a ~ b` both in one clause in any order. Undefined where nothing is left.
 */
export function parseWords(phrase: string, stems: Map<string, string>): Pattern | undefined {
  if (CHINESE_ONLY.test(phrase)) return [[foldText(phrase).split('')]];
  const terms = phrase.includes('~')
    ? phrase.split('~').map((term) => term.split('|').map((choice) => rowOf(choice, stems)))
    : [expandWords(phrase.trim()).map((row) => rowOf(row, stems))];
  const filled = terms
    .map((choices) => choices.filter((choice) => choice.length > 0))
    .filter((choices) => choices.length > 0);
  return filled.length === 0 ? undefined : filled;
}
