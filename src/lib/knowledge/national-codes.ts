import type { Result } from '$part/kernel';
import { err, ok } from '$part/kernel';
import type { PinyinOf } from './clinical-pinyin';
import type { CodeColumns } from './code-columns';
import { codeColumns } from './code-columns';
import { isIcdCode } from './icd-code';

/** A row of a national code table. */
export interface CodeRow {
  readonly code: string;
  readonly name: string;
  /** Pinyin of the name. */
  readonly initials: string;
  readonly full?: string;
}

/** A line that was left out, and why. */
export interface CodeFault {
  /** The line of the file its row begins on, from 1. */
  readonly line: number;
  readonly kind: 'columns' | 'quotes' | 'code' | 'name' | 'double';
  /** What stands in the column of codes, cut short. */
  readonly code?: string;
}

export interface NationalCodes {
  readonly rows: readonly CodeRow[];
  readonly faults: readonly CodeFault[];
}

/** Why nothing of a file is taken. */
export type CodesRefused =
  | { readonly tag: 'too-large' }
  /** Bytes that were not of the encoding they were read by. */
  | { readonly tag: 'encoding'; readonly line: number }
  /** No column of codes or none of names. */
  | { readonly tag: 'columns' }
  /** Not one good row. */
  | { readonly tag: 'empty'; readonly faults: readonly CodeFault[] };

/** The largest edition in use has 1.3 MB. */
const MAX_TEXT = 20_000_000;
const MAX_NAME = 200;
const MAX_SHOWN = 30;

const lineBreaks = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;
/** Tables leave their spreadsheets with commas, tabs or semicolons; the first line tells. */
function separator(text: string): string {
  const [line = ''] = /^[^\r\n]*/.exec(text) ?? [];
  return [',', '\t', ';'].find((mark) => line.includes(mark)) ?? ',';
}

/**
 * The rows of a national code table from the text of its CSV file, with or without a line of column names. Lines with
 * faults are left out and reported; of a code that comes twice the first row stays.
 */
export async function parseNationalCodes(
  file: string,
  pinyinOf: PinyinOf
): Promise<Result<NationalCodes, CodesRefused>> {
  if (file.length > MAX_TEXT) return err({ tag: 'too-large' });
  const text = file.replace(/^\uFEFF/, '');
  const broken = text.indexOf('\uFFFD');
  if (broken !== -1) return err({ tag: 'encoding', line: lineBreaks(text.slice(0, broken)) + 1 });

  const { default: Papa } = await import('papaparse');
  const rows: CodeRow[] = [];
  const faults: CodeFault[] = [];
  const codes = new Set<string>();
  let columns: CodeColumns | undefined;
  let at = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter: separator(text),
    step: ({ data, errors, meta }, parser) => {
      const begin = line;
      line += lineBreaks(text.slice(at, meta.cursor));
      at = meta.cursor;
      const cells = data.map((cell) => cell.trim());
      if (cells.every((cell) => cell === '')) return;
      if (!columns) {
        columns = codeColumns(cells);
        if (!columns) parser.abort();
        if (!columns || columns.isHeader) return;
      }
      const row = { code: cells[columns.code] ?? '', name: cells[columns.name] ?? '' };
      const kind = faultOf(row, cells.length !== columns.count, errors.length > 0, codes);
      if (kind) {
        faults.push({
          line: begin,
          kind,
          ...(row.code === '' ? {} : { code: row.code.slice(0, MAX_SHOWN) })
        });
        return;
      }
      codes.add(row.code);
      rows.push({ ...row, ...pinyinOf(row.name) });
    }
  });
  if (!columns) return err({ tag: 'columns' });
  return rows.length > 0 ? ok({ rows, faults }) : err({ tag: 'empty', faults });
}

function faultOf(
  { code, name }: { readonly code: string; readonly name: string },
  wrongCount: boolean,
  quotes: boolean,
  known: ReadonlySet<string>
): CodeFault['kind'] | undefined {
  if (quotes) return 'quotes';
  if (wrongCount) return 'columns';
  if (!isIcdCode(code)) return 'code';
  if (name === '' || name.length > MAX_NAME) return 'name';
  return known.has(code) ? 'double' : undefined;
}
