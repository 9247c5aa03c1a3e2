import { parsePersonKey } from '$part/kernel';
import type { ByPerson, Person, Sex } from '$part/kernel';

interface Entry<T> {
  readonly sex?: Sex;
  readonly from: number;
  readonly to: number;
  readonly ranged: boolean;
  readonly value: T;
}

/** A `ByPerson` table with its keys read once, most specific first: the pack's tables are looked up at every answer. */
export type PersonTable<T> = readonly Entry<T>[];

export function personTable<T>(table: ByPerson<T>): PersonTable<T> {
  const ranked = Object.entries(table).flatMap(([text, value]) => {
    const key = parsePersonKey(text);
    if (!key) return [];
    const ranged = key.from > 0 || key.to < Infinity;
    const narrow = ranged ? 1 / (1 + Math.min(key.to, 130) - key.from) : 0;
    const rank = (key.sex && ranged ? 4 : ranged ? 2 : key.sex ? 1 : 0) + narrow;
    return [{ rank, entry: { ...key, ranged, value } }];
  });
  return ranked.sort((a, b) => b.rank - a.rank).map(({ entry }) => entry);
}

/** What `forPerson` of the table answers. */
export function valueFor<T>(table: PersonTable<T>, { ageYears, sex }: Person): T | undefined {
  const years = ageYears === undefined ? undefined : Math.floor(ageYears);
  for (const entry of table) {
    if (entry.sex && entry.sex !== sex) continue;
    if (entry.ranged && (years === undefined || years < entry.from || years > entry.to)) continue;
    return entry.value;
  }
  return undefined;
}
