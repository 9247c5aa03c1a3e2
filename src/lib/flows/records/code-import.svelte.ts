import { err, ok, type Result } from '$part/kernel';
import {
  type CodeFault,
  type CodeRow,
  type CodesRefused,
  loadClinicalPinyin,
  parseNationalCodes
} from '$part/knowledge';
import { CODE_ROW, readRecord, versioned } from '$part/schema';
import type { CodeTable } from '$part/store';
import type { DeskSession } from '../desk-session';
import { type CodeEncoding, codeText } from './code-text';
import { deviceStep } from './device-step';
import type { Steps } from './restore-state';
import { type Trouble, troubleOf } from './trouble';

const SHOWN_ROWS = 8;
const SHOWN_FAULTS = 20;
/** Readings of so many names take a few milliseconds. */
const SLICE = 500;
const LONGEST_READING = 400;

export type ImportState =
  | { readonly tag: 'idle' }
  | { readonly tag: 'reading' }
  | {
      readonly tag: 'preview';
      readonly encoding: CodeEncoding;
      readonly rows: number;
      readonly first: readonly CodeRow[];
      readonly faults: readonly CodeFault[];
      readonly faultCount: number;
    }
  | { readonly tag: 'importing'; readonly steps: Steps }
  | { readonly tag: 'done'; readonly rows: number }
  | { readonly tag: 'removed' }
  | { readonly tag: 'refused'; readonly trouble: Trouble; readonly line?: number };

export interface ImportNeeds {
  readonly desk: DeskSession;
  /** The table that counts from now on, for the search of diagnoses. */
  readonly onchange: (rows: readonly CodeRow[]) => void;
  /** Lets the page draw; given by tests. */
  readonly breathe?: () => Promise<unknown>;
}

/** An administrator brings a national code table: read, looked at, and only then kept. */
export class CodeImport {
  state = $state.raw<ImportState>({ tag: 'idle' });
  current = $state.raw<CodeTable | undefined>();
  readonly #needs: ImportNeeds;
  #rows: readonly CodeRow[] = [];

  constructor(needs: ImportNeeds) {
    this.#needs = needs;
  }

  get mayImport(): boolean {
    return this.#needs.desk.may('import');
  }

  load = async (): Promise<void> => {
    const about = await deviceStep(() => this.#needs.desk.store.codes.about());
    if (about.ok) this.current = about.value;
    else this.state = { tag: 'refused', trouble: troubleOf(about.error) };
  };

  /** Reads a file and shows what it holds; nothing is kept yet. */
  open = async (file: Blob): Promise<void> => {
    if (!this.mayImport) return this.#refuse({ tag: 'not-allowed' });
    this.state = { tag: 'reading' };
    await this.#breathe();
    const read = await readTable(file);
    if (!read.ok) return this.#refuse(read.error);
    const { rows, faults, faultCount, encoding } = read.value;
    this.#rows = rows;
    const shown = { first: rows.slice(0, SHOWN_ROWS), faults: faults.slice(0, SHOWN_FAULTS) };
    this.state = { tag: 'preview', encoding, rows: rows.length, ...shown, faultCount };
  };

  /** Keeps what was shown, in the place of any table before. */
  confirm = async (): Promise<void> => {
    if (this.state.tag !== 'preview') return;
    const rows = await this.#withReadings();
    const kept = await deviceStep(() => this.#needs.desk.store.codes.replace(rows));
    if (!kept.ok) return this.#refuse(kept.error);
    this.#rows = [];
    this.state = { tag: 'done', rows: rows.length };
    await this.load();
    this.#needs.onchange(rows);
  };

  cancel = (): void => {
    if (this.state.tag === 'importing') return;
    this.#rows = [];
    this.state = { tag: 'idle' };
  };

  remove = async (): Promise<void> => {
    if (!this.mayImport) return this.#refuse({ tag: 'not-allowed' });
    const removed = await deviceStep(() => this.#needs.desk.store.codes.remove());
    if (!removed.ok) return this.#refuse(removed.error);
    this.state = { tag: 'removed' };
    this.current = undefined;
    this.#needs.onchange([]);
  };

  /** Pinyin of each name, a slice at a time. */
  async #withReadings(): Promise<readonly CodeRow[]> {
    const of = this.#rows.length;
    this.state = { tag: 'importing', steps: { done: 0, of } };
    const pinyinOf = await loadClinicalPinyin();
    const rows: CodeRow[] = [];
    for (let at = 0; at < of; at += SLICE) {
      for (const row of this.#rows.slice(at, at + SLICE))
        rows.push({ ...row, ...readings(pinyinOf(row.name)) });
      this.state = { tag: 'importing', steps: { done: rows.length, of } };
      await this.#breathe();
    }
    return rows;
  }

  #breathe(): Promise<unknown> {
    return this.#needs.breathe?.() ?? new Promise((resolve) => setTimeout(resolve));
  }

  #refuse(fault: { readonly tag: string; readonly line?: number }): void {
    this.#rows = [];
    const { tag, line } = fault;
    this.state = { tag: 'refused', trouble: troubleOf({ tag }), ...(line === undefined ? {} : { line }) };
  }
}

/** Greek letters and Roman figures are found by the name itself. */
const readings = ({ initials, full }: Record<'initials' | 'full', string>) => ({
  initials: initials.replaceAll(/[^a-z0-9 ]/g, '').slice(0, LONGEST_READING),
  full: full.replaceAll(/[^a-z0-9 ]/g, '').slice(0, LONGEST_READING)
});

interface ReadTable {
  readonly rows: readonly CodeRow[];
  readonly faults: readonly CodeFault[];
  readonly faultCount: number;
  readonly encoding: CodeEncoding;
}

type Refused = { readonly tag: string; readonly line?: number };

async function readTable(file: Blob): Promise<Result<ReadTable, Refused>> {
  const text = await codeText(file);
  if (!text.ok) return err({ tag: `codes-${text.error}` });
  const parsed = await parseNationalCodes(text.value.text, () => ({ full: '', initials: '' }));
  if (!parsed.ok) return err(refusedCodes(parsed.error));
  const { faults } = parsed.value;
  // What is kept must be read again at the next start.
  const rows = parsed.value.rows.flatMap(({ code, name }) => {
    const row = { code, name, initials: '' };
    return readRecord(CODE_ROW, versioned(CODE_ROW, row)).ok ? [row] : [];
  });
  if (rows.length === 0) return err({ tag: 'codes-empty' });
  const faultCount = faults.length + parsed.value.rows.length - rows.length;
  return ok({ rows, faults, faultCount, encoding: text.value.encoding });
}

const refusedCodes = (refused: CodesRefused): Refused => ({
  tag: `codes-${refused.tag}`,
  ...(refused.tag === 'encoding' ? { line: refused.line } : {})
});
