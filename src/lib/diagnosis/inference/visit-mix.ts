import { forPerson, parsePersonKey } from '$part/kernel';
import type { Person, Sex } from '$part/kernel';
import type { Condition, Pack } from '$part/knowledge';

const SEXES: readonly Sex[] = ['male', 'female'];
/** Open-ended bands of the visit mix are spread to this age. */
const LAST_AGE = 90;
/** Ages at which a condition is not seen: a slip of the age must not hide it for good. */
const LEAST_AGE_FACTOR = 1e-4;

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';
const SEASONS: readonly Season[] = ['spring', 'summer', 'autumn', 'winter'];

/** Season of a month, 1 to 12, in the northern hemisphere. */
export function seasonOf(month: number): Season {
  return SEASONS[Math.floor((((month - 3) % 12) + 12) % 12 / 3)] ?? 'winter';
}

/** Shares of visits by sex and completed year of age, 0 to 90, summing to one. */
type Mix = Readonly<Record<Sex, Float64Array>>;

interface Norm {
  /** Mean of age x sex over the mix, by which the factors are divided. */
  readonly mean: number;
  /** Mean of the age factor over the ages of each sex. */
  readonly age: Readonly<Record<Sex, number>>;
}

/** Age and sex in a condition's prior, relative to the average visit. */
export interface Demography {
  /**
   * The factor of age and sex, mean 1 over the visit mix; for what is not known of the person, the mean over the
   * mix. 0 where the sex rules the condition out.
   */
  factor(condition: Condition, person: Person): number;
}

const made = new WeakMap<Pack, Demography>();

/** The demography of a pack, made at the first call and kept with the pack, which is immutable. */
export function demographyOf(pack: Pack): Demography {
  const held = made.get(pack);
  if (held) return held;
  const mix = mixOf(pack);
  const norms = new Map(pack.conditions.map((c) => [c.id, normOf(c, mix)]));
  const demography: Demography = {
    factor(condition, person) {
      const norm = norms.get(condition.id);
      if (!norm || norm.mean <= 0) return person.sex ? sexFactor(condition, person.sex) : 1;
      const { ageYears, sex } = person;
      const of = (s: Sex) =>
        sexFactor(condition, s) * (ageYears === undefined ? norm.age[s] : ageFactor(condition, ageYears, s));
      if (sex) return of(sex) / norm.mean;
      return SEXES.reduce((sum, s) => sum + shareOf(mix, s, ageYears) * of(s), 0) / norm.mean;
    }
  };
  made.set(pack, demography);
  return demography;
}

const sexFactor = (condition: Condition, sex: Sex) => condition.prevalence.sex[sex] ?? 1;

/** Ages that no range covers count 1: a condition that says nothing of an age is as frequent there as elsewhere. */
const ageFactor = (condition: Condition, ageYears: number, sex: Sex) =>
  Math.max(LEAST_AGE_FACTOR, forPerson(condition.prevalence.age, { ageYears, sex }) ?? 1);

/** Share of a sex among the visits at an age, or among all. */
function shareOf(mix: Mix, sex: Sex, ageYears: number | undefined): number {
  const visits = (s: Sex) =>
    ageYears === undefined
      ? mix[s].reduce((sum, share) => sum + share, 0)
      : (mix[s][Math.min(LAST_AGE, Math.floor(ageYears))] ?? 0);
  const all = visits('male') + visits('female');
  return all > 0 ? visits(sex) / all : 0.5;
}

/** Each band of the pack spread evenly over its ages, and over both sexes where it names none. */
function mixOf(pack: Pack): Mix {
  const mix = { male: new Float64Array(LAST_AGE + 1), female: new Float64Array(LAST_AGE + 1) };
  let total = 0;
  for (const [text, share] of Object.entries(pack.visits.person)) {
    const key = parsePersonKey(text);
    if (!key || share <= 0 || key.from > LAST_AGE) continue;
    const sexes = key.sex ? [key.sex] : SEXES;
    const last = Math.min(LAST_AGE, key.to);
    const each = share / (sexes.length * (1 + last - key.from));
    for (const sex of sexes) for (let age = key.from; age <= last; age += 1) mix[sex][age] = (mix[sex][age] ?? 0) + each;
    total += share;
  }
  for (const sex of SEXES) {
    for (let age = 0; age <= LAST_AGE; age += 1) {
      mix[sex][age] = total > 0 ? (mix[sex][age] ?? 0) / total : 1 / (2 * (LAST_AGE + 1));
    }
  }
  return mix;
}

function normOf(condition: Condition, mix: Mix): Norm {
  // The factor is constant between the bounds of the condition's ranges.
  const keys = Object.keys(condition.prevalence.age).flatMap((text) => parsePersonKey(text) ?? []);
  const bounds = [...new Set([0, ...keys.flatMap((key) => [key.from, key.to + 1])])]
    .filter((age) => age <= LAST_AGE)
    .sort((a, b) => a - b);
  let mean = 0;
  const age = { male: 1, female: 1 };
  for (const sex of SEXES) {
    let visits = 0;
    let weighted = 0;
    bounds.forEach((from, at) => {
      const share = mix[sex].subarray(from, bounds[at + 1] ?? LAST_AGE + 1).reduce((sum, s) => sum + s, 0);
      visits += share;
      weighted += share * ageFactor(condition, from, sex);
    });
    age[sex] = visits > 0 ? weighted / visits : 1;
    mean += weighted * sexFactor(condition, sex);
  }
  return { mean, age };
}

/** The factor of the season, mean 1 over the visits of the year; 1 where the month is not known. */
export function seasonFactor(pack: Pack, condition: Condition, month: number | undefined): number {
  if (month === undefined) return 1;
  const factor = (season: Season) => Math.max(LEAST_AGE_FACTOR, condition.prevalence.season[season] ?? 1);
  const share = (season: Season) => pack.visits.season[season] ?? 0;
  const all = SEASONS.reduce((sum, season) => sum + share(season), 0);
  const mean =
    all > 0
      ? SEASONS.reduce((sum, season) => sum + share(season) * factor(season), 0) / all
      : SEASONS.reduce((sum, season) => sum + factor(season), 0) / SEASONS.length;
  return factor(seasonOf(month)) / mean;
}
