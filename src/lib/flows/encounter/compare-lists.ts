import type { ShownList } from '$part/schema';

/** Posteriors that differ by less are one: float64 through JSON keeps all its digits. */
const EQUAL = 1e-6;

export type Hash = 'pack' | 'model-input' | 'model' | 'build';

/** Something that computed the list, and is not what it was. */
export interface OtherHash {
  readonly what: Hash;
  readonly then: string;
  readonly now: string;
}

export interface Compared {
  readonly isEqual: boolean;
  /** By how much the most different row differs. */
  readonly farthest: number;
  readonly others: readonly OtherHash[];
}

type Listed = ReadonlyMap<string, number>;
const listed = ({ ranked }: ShownList): Listed =>
  new Map(ranked.map(({ condition, probability }) => [condition, probability]));

/** Whether a list that was made again is the one that was shown, and what made it is what made it then. */
export function compareLists(then: ShownList, now: ShownList): Compared {
  const [a, b] = [listed(then), listed(now)];
  const farthest = [...new Set([...a.keys(), ...b.keys()])].reduce(
    (most, id) => Math.max(most, Math.abs((a.get(id) ?? 0) - (b.get(id) ?? 0))),
    0
  );
  const isSameAdvice =
    then.urgency === now.urgency &&
    then.abstain === now.abstain &&
    then.danger.length === now.danger.length &&
    then.danger.every((id) => now.danger.includes(id));
  const others = (
    [
      ['pack', then.packHash, now.packHash],
      ['model-input', then.modelInputHash, now.modelInputHash],
      ['model', then.modelHash ?? then.backend, now.modelHash ?? now.backend],
      ['build', then.build, now.build]
    ] as const
  ).flatMap(([what, was, is]): OtherHash[] => (was === is ? [] : [{ what, then: was, now: is }]));
  return { isEqual: farthest <= EQUAL && isSameAdvice, farthest, others };
}
