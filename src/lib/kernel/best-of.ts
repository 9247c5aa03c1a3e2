/** The best `limit` of many, best first, without sorting the rest; of equals, the earlier comes first. */
export function bestOf<T>(items: Iterable<T>, limit: number, compare: (a: T, b: T) => number): T[] {
  const best: T[] = [];
  for (const item of items) {
    const last = best[best.length - 1];
    if (best.length >= limit && (last === undefined || compare(item, last) >= 0)) continue;
    let from = 0;
    let to = best.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = best[middle];
      if (other !== undefined && compare(other, item) <= 0) from = middle + 1;
      else to = middle;
    }
    best.splice(from, 0, item);
    if (best.length > limit) best.pop();
  }
  return best;
}
