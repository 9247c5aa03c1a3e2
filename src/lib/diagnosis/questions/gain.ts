/** x ln x, 0 at 0. */
const xlogx = (x: number) => (x > 0 ? x * Math.log(x) : 0);

/**
 * Expected information of a yes-or-no question about which condition it is, in bits: the mutual information of
 * answer and condition. `mass` is the posterior (sums to 1), `yes` mass x P(yes) of each condition.
 */
export function informationBits(mass: Float64Array, yes: Float64Array): number {
  let conditions = 0;
  let chance = 0;
  let joint = 0;
  for (let c = 0; c < mass.length; c += 1) {
    const w = mass[c] ?? 0;
    const y = yes[c] ?? 0;
    conditions += xlogx(w);
    joint += xlogx(y) + xlogx(w - y);
    chance += y;
  }
  return Math.max(0, (joint - xlogx(chance) - xlogx(1 - chance) - conditions) / Math.LN2);
}

/** The same about whether it is one condition of mass `w` and joint `y`, `chance` being P(yes). */
export function informationAbout(w: number, y: number, chance: number): number {
  const joint = xlogx(y) + xlogx(w - y) + xlogx(chance - y) + xlogx(1 - w - chance + y);
  return Math.max(0, (joint - xlogx(chance) - xlogx(1 - chance) - xlogx(w) - xlogx(1 - w)) / Math.LN2);
}

/** Entropy in bits. */
export function entropyBits(mass: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < mass.length; c += 1) sum -= xlogx(mass[c] ?? 0);
  return sum / Math.LN2;
}
