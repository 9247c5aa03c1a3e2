import { type Random, seededRandom } from '$part/kernel';

/** Seeded choices: the same seed invents the same clinic, but for keys and seals. */
export interface Chance {
  readonly random: Random;
  /** Whole, both ends in. */
  readonly between: (from: number, to: number) => number;
  readonly is: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** By weight; undefined where all weights are 0. */
  readonly weighed: <T>(from: readonly T[], weight: (one: T) => number) => T | undefined;
  readonly uuid: () => string;
}

export function chance(seed: number): Chance {
  const random = seededRandom(seed);
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const hex = (digits: number) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('');
  return {
    random,
    between,
    is: (probability) => random() < probability,
    pick: (from) => {
      const one = from[between(0, from.length - 1)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
    weighed: (from, weight) => {
      const weights = from.map(weight);
      let left = random() * weights.reduce((sum, each) => sum + each, 0);
      return from.find((_, at) => (left -= weights[at] ?? 0) < 0);
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
  };
}
