import type { Path, SourceFile } from './source-file';

/** One thing wrong, where it stands, and what was expected instead. */
export interface Problem {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  /** Dotted path inside the row or file. */
  readonly field: string;
  readonly text: string;
}

/** A row of a list file, or a whole file, that can say where its parts stand. */
export interface Row<T> {
  readonly value: T;
  readonly source: SourceFile;
  readonly path: Path;
  /** Shown before the field where a file holds many rows. */
  readonly label: string;
}

/** Collects every problem, so that one run lists them all. */
export class Report {
  readonly problems: Problem[] = [];

  error(row: Row<unknown>, path: Path, text: string): void {
    this.#add('error', row, path, text);
  }

  warn(row: Row<unknown>, path: Path, text: string): void {
    this.#add('warning', row, path, text);
  }

  /** For what no row stands for: a missing file, a syntax error. */
  errorAt(file: string, line: number, field: string, text: string): void {
    this.problems.push({ level: 'error', file, line, field, text });
  }

  get errors(): readonly Problem[] {
    return this.problems.filter((problem) => problem.level === 'error');
  }

  #add(level: Problem['level'], row: Row<unknown>, path: Path, text: string): void {
    const field = [...(row.label === '' ? [] : [row.label]), ...path.map(String)].join('.');
    const line = row.source.lineOf([...row.path, ...path]);
    this.problems.push({ level, file: row.source.path, line, field: field === '' ? '(file)' : field, text });
  }
}

/** `file:line field: what is wrong` in the order of files and lines. */
export function printed(problems: readonly Problem[]): string[] {
  return [...problems]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map(({ file, line, field, text }) => `${file}:${line} ${field}: ${text}`);
}
