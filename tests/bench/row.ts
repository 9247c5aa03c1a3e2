/** One figure of the bench. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: string;
}

/** `name   12.34 ms   target under 20` */
export const printRow = ({ name, value, unit, target }: Row): void =>
  console.log(`${name.padEnd(56)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(4)} target ${target}`);

/** The middle one, the upper of two. */
export const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Median of `rounds` runs in milliseconds, after three to warm up. */
export async function medianTime(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let n = -3; n < rounds; n += 1) {
    const begin = performance.now();
    await work();
    if (n >= 0) times.push(performance.now() - begin);
  }
  return medianOf(times);
}
