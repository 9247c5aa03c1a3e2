/** Edits between two words, given up as soon as it exceeds `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + same
        )
      );
    }
    if (Math.min(...current) > most) return most + 1;
    previous = current;
  }
  return previous[b.length] ?? most + 1;
}

const bare = (id: string) => id.replace(/^(?:hx|risk|rx)\./, '');
const sortedParts = (id: string) => id.split(/[-.]/).sort().join('-');

/** The known id that a wrong one most likely meant: a slip of spelling, or the same words in another order. */
export function nearestId(wrong: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  const parts = sortedParts(wrong);
  for (const id of known) {
    const same = sortedParts(id) === parts || bare(id) === bare(wrong);
    const edits = same ? 0.5 : distance(wrong, id, bestDistance - 1);
    if (edits < bestDistance) {
      best = id;
      bestDistance = edits;
    }
  }
  return best;
}

/** `unknown finding "x", did you mean "y"?` */
export function unknownId(what: string, wrong: string, known: Iterable<string>): string {
  const near = nearestId(wrong, known);
  return `unknown ${what} "${wrong}"${near ? `, did you mean "${near}"?` : `, expected the id of a ${what}`}`;
}
