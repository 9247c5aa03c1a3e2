import { foldCode } from './icd-code';
import type { CodeRow } from './national-codes';
import type { SearchText } from './rank-text';
import { foldText, searchText } from './rank-text';
import type { Condition, Pack } from './types';

export interface ConditionEntry {
  readonly condition: Condition;
  readonly text: SearchText;
  readonly codes: readonly string[];
}

export interface RowEntry {
  readonly row: CodeRow;
  readonly name: string;
  readonly code: string;
  /** Marks of name and code, and of the pinyin. */
  readonly nameMarks: number;
  readonly pinyinMarks: number;
  /** Conditions with the same national code, which are shown in its place. */
  readonly conditions?: readonly ConditionEntry[];
}

/** Pack and table made ready for `searchCodes`: once after loading, not with every key. */
export interface CodeIndex {
  readonly conditions: readonly ConditionEntry[];
  readonly rows: readonly RowEntry[];
}

/** A bit for each character of a text, 32 for all: what lacks a mark of the query cannot hold it, and most do. */
export function marksOf(text: string): number {
  let marks = 0;
  for (let n = 0; n < text.length; n += 1) marks |= 1 << (text.charCodeAt(n) & 31);
  return marks;
}

/** What `searchCodes` looks through: the conditions of the pack, and the rows of a national table where one is there. */
export function buildCodeIndex(pack: Pack, table: readonly CodeRow[] = []): CodeIndex {
  const byCode = new Map<string, ConditionEntry[]>();
  const conditions = pack.conditions.map((condition): ConditionEntry => {
    const { name, aliases, national, icd10, pinyin } = condition;
    const words = { zh: [...aliases.zh, national.name].filter((word) => word !== ''), en: aliases.en };
    const codes = [national.code, ...icd10].map(foldCode).filter((code) => code !== '');
    const entry = { condition, text: searchText(name, words, pinyin), codes };
    const code = foldCode(national.code);
    byCode.set(code, [...(byCode.get(code) ?? []), entry]);
    return entry;
  });
  const rows = table.map((row): RowEntry => {
    const code = foldCode(row.code);
    const name = foldText(row.name);
    const same = byCode.get(code);
    return {
      row,
      code,
      name,
      nameMarks: marksOf(name) | marksOf(code),
      pinyinMarks: marksOf(row.initials) | marksOf(row.full ?? ''),
      ...(same ? { conditions: same } : {})
    };
  });
  return { conditions, rows };
}
