import type { Language } from '$part/kernel';
import { bestOf } from '$part/kernel';
import type { CodeIndex, ConditionEntry, RowEntry } from './code-index';
import type { CodeRow } from './national-codes';
import { codeQuery, rankCondition, rankRow } from './rank-codes';
import type { Rank } from './rank-text';
import type { Condition, ConditionId } from './types';

/** A diagnosis found: a condition of the pack, or a row of the national table that no condition has. */
export type FoundCode =
  | {
      readonly from: 'pack';
      readonly id: ConditionId;
      readonly condition: Condition;
      /** The alias or national name that matched where it is not the name. */
      readonly matched?: string;
    }
  | { readonly from: 'table'; readonly row: CodeRow };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Where both groups could fill the list, the table keeps a third of it. */
const PACK_SHARE = 2 / 3;

/**
 * Diagnoses for a search box by name in either language, alias, pinyin in full or by initials, WHO or national code:
 * conditions of the pack first, then rows of the table, the best of each group first. A national code that the pack
 * knows is shown as the conditions that have it, and not again as a row.
 */
export function searchCodes(index: CodeIndex, query: string, language: Language, limit: number): FoundCode[] {
  const wanted = codeQuery(query);
  if (!wanted || limit <= 0) return [];
  const found = new Map<ConditionEntry, Rank>();
  for (const entry of index.conditions) {
    const rank = rankCondition(entry, wanted, language);
    if (rank) found.set(entry, rank);
  }
  const rows: { readonly entry: RowEntry; readonly score: number }[] = [];
  for (const entry of index.rows) {
    const score = rankRow(entry, wanted);
    if (score === undefined) continue;
    if (!entry.conditions) rows.push({ entry, score });
    for (const same of entry.conditions ?? []) if (!found.has(same)) found.set(same, [score, entry.row.name]);
  }
  const table = bestOf(
    rows,
    limit,
    (a, b) =>
      a.score - b.score ||
      a.entry.name.length - b.entry.name.length ||
      byText(a.entry.row.code, b.entry.row.code)
  );
  const conditions = bestOf(
    found,
    Math.max(limit - table.length, Math.ceil(limit * PACK_SHARE)),
    ([a, [one]], [b, [other]]) =>
      one - other ||
      a.text.names[language].length - b.text.names[language].length ||
      byText(a.condition.id, b.condition.id)
  );
  return [
    ...conditions.map(([{ condition }, [, matched]]): FoundCode => {
      const hit = { from: 'pack', id: condition.id, condition } as const;
      return matched === undefined ? hit : { ...hit, matched };
    }),
    ...table
      .slice(0, limit - conditions.length)
      .map(({ entry }): FoundCode => ({ from: 'table', row: entry.row }))
  ];
}
