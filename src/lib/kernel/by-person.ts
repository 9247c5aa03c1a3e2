import type { Person, Sex } from './person';

/**
 * A figure that depends on age and sex, as the pack writes it: keys `default`, an age range in completed
 * years (`0-4`, `65+`), a sex (`male`), or both (`female 18-44`). The most specific key that fits wins:
 * sex with age, then the narrowest age range, then sex, then default.
 */
export type ByPerson<T> = Readonly<Record<string, T>>;

interface Key {
  readonly sex?: Sex;
  readonly from: number;
  readonly to: number;
}

const KEY = /^(?:(male|female)\b ?)?(?:(\d+)(?:-(\d+)|\+))?$/;

/** The meaning of a key, or undefined where it has none. */
export function parsePersonKey(key: string): Key | undefined {
  if (key === 'default') return { from: 0, to: Infinity };
  const match = KEY.exec(key);
  if (!match || key === '') return undefined;
  const [, sex, from, to] = match;
  const low = from === undefined ? 0 : Number(from);
  const high = from === undefined || to === undefined ? Infinity : Number(to);
  if (high < low) return undefined;
  return { ...(sex ? { sex: sex as Sex } : {}), from: low, to: high };
}

/** The value for this person; undefined where no key fits (an age that is not known fits no age range). */
export function forPerson<T>(table: ByPerson<T>, person: Person): T | undefined {
  let best: T | undefined;
  let bestRank = -1;
  for (const [text, value] of Object.entries(table)) {
    const key = parsePersonKey(text);
    if (!key) continue;
    const ranged = key.from > 0 || key.to < Infinity;
    if (key.sex && key.sex !== person.sex) continue;
    const years = person.ageYears === undefined ? undefined : Math.floor(person.ageYears);
    if (ranged && (years === undefined || years < key.from || years > key.to)) continue;
    const narrow = ranged ? 1 / (1 + Math.min(key.to, 130) - key.from) : 0;
    const rank = (key.sex && ranged ? 4 : ranged ? 2 : key.sex ? 1 : 0) + narrow;
    if (rank > bestRank) {
      best = value;
      bestRank = rank;
    }
  }
  return best;
}
