import { isIcdCode } from './icd-code';

/** Where code and name stand in a table, and how many cells each row has. */
export interface CodeColumns {
  readonly code: number;
  readonly name: number;
  readonly count: number;
  /** Whether the line tells the columns; else it is a row itself. */
  readonly isHeader: boolean;
}

/** The narrower first: editions with chapters and categories have a code and a name of each. */
const CODE_TITLES = [
  /^(疾病)?诊断(编码|代码)$/,
  /诊断.*(编码|代码)/,
  /icd.*(编码|代码|code)|^icd-?10/i,
  /编码|代码|code/i
];
const NAME_TITLES = [/^(疾病)?诊断名称$/, /诊断.*名称/, /名称|name/i];

function columnOf(titles: readonly RegExp[], cells: readonly string[]): number {
  for (const title of titles) {
    // The last one: the narrowest category stands rightmost.
    const at = cells.findLastIndex((cell) => title.test(cell));
    if (at !== -1) return at;
  }
  return -1;
}

/** The columns by the first line of a table, be it their titles or a row; undefined where it is neither. */
export function codeColumns(cells: readonly string[]): CodeColumns | undefined {
  const count = cells.length;
  const first = cells.findLastIndex(isIcdCode);
  if (first !== -1) {
    const name = cells.findIndex((cell, at) => at > first && cell !== '');
    return name === -1 ? undefined : { code: first, name, count, isHeader: false };
  }
  const code = columnOf(CODE_TITLES, cells);
  const name = columnOf(NAME_TITLES, cells);
  return code === -1 || name === -1 || code === name ? undefined : { code, name, count, isHeader: true };
}
