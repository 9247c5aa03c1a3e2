import { readFileSync } from 'node:fs';
import type { Node } from 'yaml';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

export type Path = readonly (string | number)[];

/** One YAML file, its value, and the line on which any part of it stands. */
export interface SourceFile {
  /** As it is printed, relative to where the command runs. */
  readonly path: string;
  readonly value: unknown;
  /** One-based line of the key or item; of the nearest part that exists where the path leads nowhere. */
  readonly lineOf: (path: Path) => number;
  readonly syntaxErrors: readonly { readonly line: number; readonly text: string }[];
}

const offsetOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

/** Reads YAML from text. A file with syntax errors still gives what could be understood of it. */
export function sourceFromText(path: string, text: string): SourceFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);

  const lineOf = (wanted: Path): number => {
    let node: unknown = document.contents;
    let offset = offsetOf(node) ?? 0;
    for (const step of wanted) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
        if (!pair) break;
        offset = offsetOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        offset = offsetOf(node) ?? offset;
      } else break;
    }
    return lineAt(offset);
  };
  let value: unknown;
  const syntaxErrors = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    text: error.message
  }));
  try {
    value = document.toJS();
  } catch (error) {
    syntaxErrors.push({ line: 1, text: error instanceof Error ? error.message : String(error) });
  }
  return { path, value, lineOf, syntaxErrors };
}

/** Reads a YAML file. Throws where the file cannot be read at all. */
export function readSource(absolute: string, shown: string): SourceFile {
  return sourceFromText(shown, readFileSync(absolute, 'utf8'));
}
