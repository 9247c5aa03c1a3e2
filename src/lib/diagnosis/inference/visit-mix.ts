import { parsePersonKey } from '$part/kernel';
import type { Person, Sex } from '$part/kernel';
import type { Condition, Pack } from '$part/knowledge';
import type { PersonTable } from '../person-table';
import { personTable, valueFor } from '../person-table';

const SEXES: readonly Sex[] = ['male', 'female'];
/** Open-ended bands of the visit mix are spread to this age. */
const LAST_AGE = 90;
/** Ages at which a condition is not seen: a slip of the age must not hide it for good. */
const LEAST_AGE_FACTOR = 1e-4;

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';
const SEASONS: readonly Season[] = ['spring', 'summer', 'autumn', 'winter'];

/** Season of a month, 1 to 12, in the northern hemisphere. */
export function seasonOf(month: number): Season {
  return SEASONS[Math.floor(((((month - 3) % 12) + 12) % 12) / 3)] ?? 'winter';
}

/** Shares of visits by sex and completed year of age, 0 to 90, summing to one. */
type Mix = Readonly<Record<Sex, Float64Array>>;

/** What a condition says of age and sex, with what it is divided by. */
interface Norm {
  readonly ages: PersonTable<number>;
  readonly sex: Readonly<Record<Sex, number>>;
  /** Mean of age x sex over the mix, by which the factors are divided. */
  readonly mean: number;
  /** Mean of the age factor over the ages of each sex. */
  readonly meanAge: Readonly<Record<Sex, number>>;
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
  const all = { male: sumOf(mix.male), female: sumOf(mix.female) };
  /** Share of a sex among the visits at an age, or among all. */
  const shareOf = (sex: Sex, ageYears: number | undefined) => {
    const at = ageYears === undefined ? undefined : Math.min(LAST_AGE, Math.floor(ageYears));
    const visits = (s: Sex) => (at === undefined ? all[s] : (mix[s][at] ?? 0));
    const both = visits('male') + visits('female');
    return both > 0 ? visits(sex) / both : 0.5;
  };
  const demography: Demography = {
    factor(condition, { ageYears, sex }) {
      const norm = norms.get(condition.id);
      if (!norm) return 0;
      const of = (s: Sex) =>
        norm.sex[s] * (ageYears === undefined ? norm.meanAge[s] : ageFactor(norm.ages, ageYears, s));
      if (sex) return of(sex) / norm.mean;
      return SEXES.reduce((sum, s) => sum + shareOf(s, ageYears) * of(s), 0) / norm.mean;
    }
  };
  made.set(pack, demography);
  return demography;
}

const sumOf = (shares: Float64Array) => shares.reduce((sum, share) => sum + share, 0);

/** Ages that no range covers count 1: a condition that says nothing of an age is as frequent there as elsewhere. */
const ageFactor = (ages: PersonTable<number>, ageYears: number, sex: Sex) =>
  Math.max(LEAST_AGE_FACTOR, valueFor(ages, { ageYears, sex }) ?? 1);

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
    for (const sex of sexes)
      for (let age = key.from; age <= last; age += 1) mix[sex][age] = (mix[sex][age] ?? 0) + each;
    total += share;
  }
  for (const sex of SEXES) {
    for (let age = 0; age <= LAST_AGE; age += 1) {
      mix[sex][age] = total > 0 ? (mix[sex][age] ?? 0) / total : 1 / (2 * (LAST_AGE + 1));
    }
  }
  return mix;
}

function normOf({ prevalence }: Condition, mix: Mix): Norm {
  const ages = personTable(prevalence.age);
  const sex = { male: prevalence.sex.male ?? 1, female: prevalence.sex.female ?? 1 };
  // The factor is constant between the bounds of the condition's ranges.
  const bounds = [...new Set([0, ...ages.flatMap(({ from, to }) => [from, to + 1])])]
    .filter((age) => age <= LAST_AGE)
    .sort((a, b) => a - b);
  let mean = 0;
  const meanAge = { male: 1, female: 1 };
  for (const s of SEXES) {
    let visits = 0;
    let weighted = 0;
    bounds.forEach((from, at) => {
      const share = sumOf(mix[s].subarray(from, bounds[at + 1] ?? LAST_AGE + 1));
      visits += share;
      weighted += share * ageFactor(ages, from, s);
    });
    meanAge[s] = visits > 0 ? weighted / visits : 1;
    mean += weighted * sex[s];
  }
  // Of a condition of one sex that the mix never sees there is no mean to relate to.
  return { ages, sex, mean: mean > 0 ? mean : 1, meanAge };
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
