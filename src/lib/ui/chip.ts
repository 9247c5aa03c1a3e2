import type { Bilingual } from '$part/kernel';
import type { Subject } from '$part/schema';

/** How a reading stands: what was read or decided, or whose or when else it is. */
export type Standing =
  'present' | 'absent' | 'unknown' | 'withdrawn' | 'conflict' | 'family' | 'contact' | 'past';
export type Decision = 'present' | 'absent' | 'unknown' | 'withdrawn';
export const DECISIONS: readonly Decision[] = ['present', 'absent', 'unknown', 'withdrawn'];

export interface Chip {
  readonly key: string;
  readonly subject: Subject;
  readonly name: Bilingual;
  readonly standing: Standing;
  readonly isHistory: boolean;
  readonly details: readonly Bilingual[];
  readonly source: 'note' | 'added' | 'asked';
}

export interface Mark {
  readonly span: readonly [number, number];
  readonly chipKey: string;
  readonly standing: Standing;
}

/** A sign beside each standing, so that colour alone never carries it. */
export const SIGN: Readonly<Record<Standing, string>> = {
  present: '+',
  absent: '−',
  unknown: '?',
  withdrawn: '×',
  conflict: '≠',
  family: '◇',
  contact: '◇',
  past: '↶'
};

/** Stretches of a text between and under marks, in order; marks that overlap are joined under the first. */
export function stretches(
  text: string,
  marks: readonly Mark[]
): { readonly words: string; readonly mark?: Mark }[] {
  const parts: { words: string; mark?: Mark }[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])) {
    const [from, to] = [Math.max(mark.span[0], at), mark.span[1]];
    if (to <= from) continue;
    if (from > at) parts.push({ words: text.slice(at, from) });
    parts.push({ words: text.slice(from, to), mark });
    at = to;
  }
  if (at < text.length) parts.push({ words: text.slice(at) });
  return parts;
}
