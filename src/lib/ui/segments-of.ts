import type { Mark } from './views';

/** A stretch of text drawn in one way; without a mark it was not read. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly mark?: Mark;
}

const length = ({ span: [start, end] }: Mark) => end - start;

/**
 * The text cut where marks begin and end. Where marks lie over each other the shortest shows, which is the most
 * specific ("pressing" inside "pressing chest pain"). Marks beyond the text are cut off.
 */
export function segmentsOf(text: string, marks: readonly Mark[]): Segment[] {
  const inside = marks.filter(({ span: [start, end] }) => start < end && start < text.length && start >= 0);
  const edges = new Set([0, text.length]);
  for (const { span } of inside) for (const edge of span) edges.add(Math.min(edge, text.length));
  const cuts = [...edges].sort((a, b) => a - b);
  const byStart = [...inside].sort((a, b) => a.span[0] - b.span[0]);
  const open: Mark[] = [];
  let next = 0;
  return cuts.slice(0, -1).map((start, at): Segment => {
    for (let mark = byStart[next]; mark && mark.span[0] <= start; mark = byStart[(next += 1)])
      open.push(mark);
    for (let n = open.length - 1; n >= 0; n -= 1) if ((open[n]?.span[1] ?? 0) <= start) open.splice(n, 1);
    const [mark] = [...open].sort((a, b) => length(a) - length(b));
    return { text: text.slice(start, cuts[at + 1]), start, ...(mark ? { mark } : {}) };
  });
}

/** The mark at a place of the text, a caret at its end included. */
export function markAt(marks: readonly Mark[], place: number): Mark | undefined {
  return marks
    .filter(({ span: [start, end] }) => start <= place && place <= end)
    .sort((a, b) => length(a) - length(b))[0];
}
