/** UTF-16 units, half open. */
export type Span = readonly [number, number];

/**
 * Where a span of an older text lies in a newer one, so that underlines stay under their words between a keystroke
 * and the next reading; undefined where the edit touches it. Found by the longest common beginning and end.
 */
export function spanShift(before: string, after: string): (span: Span) => Span | undefined {
  if (before === after) return (span) => span;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  const grown = after.length - before.length;
  return ([start, end]) => {
    if (end <= head) return [start, end];
    if (start >= before.length - tail) return [start + grown, end + grown];
    return undefined;
  };
}
