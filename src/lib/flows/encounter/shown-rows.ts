/** So many rows a list always shows. */
const TOP = 10;
/** Below this a list shows no more rows, even when all are asked for (ui/Differential). */
export const LEAST_SHOWN = 0.0001;

/** The rows of a ranking that a screen can show. */
export function shownRows<Row extends { readonly probability: number }>(ranked: readonly Row[]): Row[] {
  return ranked.filter(({ probability }, at) => at < TOP || probability >= LEAST_SHOWN);
}
