import { describe, expect, it } from 'vitest';
import type { Person } from '$part/kernel';
import type { Condition } from '$part/knowledge';
import { logPrior } from '$part/diagnosis/inference/prior';
import { START_SCALARS } from '$part/diagnosis/inference/scalars';
import { tablesOf } from '$part/diagnosis/inference/tables';
import type { PriorKind } from '$part/diagnosis/inference/types';
import { seasonOf } from '$part/diagnosis/inference/visit-mix';
import { condition, finding, findingId, pack } from '../packs';

const SEXES = ['male', 'female'] as const;
const MONTHS = Array.from({ length: 12 }, (_, n) => n + 1);
const person = {
  'male 0-17': 0.12,
  'female 0-17': 0.1,
  'male 18-64': 0.23,
  'female 18-64': 0.3,
  'male 65+': 0.12,
  'female 65+': 0.13
};
const season = { spring: 0.25, summer: 0.2, autumn: 0.25, winter: 0.3 };

const varied: Condition['prevalence'] = {
  age: { '0-17': 0, '18-44': 0.2, '45-64': 1.3, '65+': 3 },
  sex: { male: 1.4, female: 0.7 },
  season: { winter: 2, summer: 0.5 }
};
const packed = pack({
  findings: [
    finding('cough'),
    finding('hx.coronary'),
    finding('hx.infarction', { childOf: 'hx.coronary' }),
    finding('risk.smoking')
  ],
  visits: { person, season },
  conditions: [
    condition('even', { cough: 0.3 }, { perThousandVisits: 10 }),
    condition('varied', { cough: 0.3 }, { perThousandVisits: 2, prevalence: varied }),
    condition('women', { cough: 0.3 }, { prevalence: { age: {}, sex: { male: 0, female: 1 }, season: {} } }),
    condition(
      'chronic',
      { cough: 0.3 },
      { perThousandVisits: 4, knownAs: findingId('hx.coronary'), given: { 'risk.smoking': 3 } }
    ),
    condition(
      'acute',
      { cough: 0.3 },
      {
        perThousandVisits: 0,
        given: { 'hx.coronary': 6, 'hx.infarction': 8, 'risk.smoking': 2 },
        complicationOf: { chronic: 0.02 }
      }
    ),
    condition('gap', { cough: 0.3 }, { prevalence: { age: { '20-29': 4 }, sex: {}, season: {} } })
  ]
});
const tables = tablesOf(packed);
const of = (who: Person, known: string[] = [], kind: PriorKind = 'clinic', scalars = START_SCALARS) => {
  const row = logPrior(packed, tables, who, known, kind, scalars);
  return Object.fromEntries(
    tables.candidates.map((c, k) => [
      c.cause ? `${c.condition}<${c.cause}` : c.condition,
      Math.exp(row[k] ?? NaN)
    ])
  ) as Record<string, number>;
};
/** Shares of visits at each age, as the pack's bands spread them. */
const visits = SEXES.flatMap((sex) =>
  Array.from({ length: 91 }, (_, ageYears) => {
    const band =
      ageYears < 18
        ? (['0-17', 18] as const)
        : ageYears < 65
          ? (['18-64', 47] as const)
          : (['65+', 26] as const);
    return { sex, ageYears, share: (person[`${sex} ${band[0]}`] ?? 0) / band[1] };
  })
);

describe('age and sex', () => {
  it('average to the base over the visit mix', () => {
    const mean = (id: string) =>
      visits.reduce((sum, { share, ...who }) => sum + share * (of(who)[id] ?? 0), 0);
    expect(mean('even')).toBeCloseTo(10, 9);
    expect(mean('varied')).toBeCloseTo(2, 9);
    expect(mean('women')).toBeCloseTo(1, 9);
    expect(mean('gap')).toBeCloseTo(1, 9);
  });

  it('are the mean over the mix for what is not known', () => {
    expect(of({})['varied']).toBeCloseTo(2, 9);
    for (const sex of SEXES) {
      const own = visits.filter((v) => v.sex === sex);
      const all = own.reduce((sum, v) => sum + v.share, 0);
      const mean = own.reduce((sum, { share, ...who }) => sum + (share / all) * (of(who)['varied'] ?? 0), 0);
      expect(of({ sex })['varied']).toBeCloseTo(mean, 9);
    }
    const [boys, girls] = [of({ ageYears: 10, sex: 'male' }), of({ ageYears: 10, sex: 'female' })];
    const share = 0.12 / 0.22;
    expect(of({ ageYears: 10 })['varied']).toBeCloseTo(
      share * (boys['varied'] ?? 0) + (1 - share) * (girls['varied'] ?? 0),
      9
    );
  });

  it('make a condition of the other sex impossible, and one of another age nearly so', () => {
    expect(of({ sex: 'male', ageYears: 30 })['women']).toBe(0);
    expect(of({ ageYears: 30 })['women']).toBeGreaterThan(0);
    const child = of({ sex: 'male', ageYears: 9 })['varied'] ?? 0;
    const adult = of({ sex: 'male', ageYears: 50 })['varied'] ?? 0;
    expect(child / adult).toBeCloseTo(1e-4 / 1.3, 9);
  });

  it('count one for ages that no range covers, before they are normalised', () => {
    const [outside = 0, inside = 0] = [of({ ageYears: 50 })['gap'], of({ ageYears: 25 })['gap']];
    expect(inside / outside).toBeCloseTo(4, 9);
  });

  it('know infants and the very old', () => {
    expect(of({ ageYears: 0.1, sex: 'male' })['varied']).toBeCloseTo(
      of({ ageYears: 9, sex: 'male' })['varied'] ?? NaN,
      12
    );
    expect(of({ ageYears: 104 })['varied']).toBeCloseTo(of({ ageYears: 90 })['varied'] ?? NaN, 12);
  });
});

describe('season', () => {
  it('knows the season of each month', () => {
    expect(MONTHS.map(seasonOf).join(' ')).toBe(
      'winter winter spring spring spring summer summer summer autumn autumn autumn winter'
    );
  });

  it('averages to the base over the visits of the year, and says nothing without a month', () => {
    const share = { winter: 0.3, spring: 0.25, summer: 0.2, autumn: 0.25 };
    const mean = MONTHS.reduce(
      (sum, month) => sum + (share[seasonOf(month)] / 3) * (of({ month })['varied'] ?? 0),
      0
    );
    expect(mean).toBeCloseTo(2, 9);
    expect((of({ month: 1 })['varied'] ?? 0) / (of({ month: 7 })['varied'] ?? 1)).toBeCloseTo(4, 9);
    expect(of({ month: 1 })['even']).toBeCloseTo(10, 9);
  });
});

describe('known disease', () => {
  it('multiplies, the more specific for the more general', () => {
    const base = of({})['acute'] ?? 0;
    expect((of({}, ['risk.smoking'])['acute'] ?? 0) / base).toBeCloseTo(2, 9);
    expect((of({}, ['hx.coronary', 'risk.smoking'])['acute'] ?? 0) / base).toBeCloseTo(12, 9);
    expect((of({}, ['hx.coronary', 'hx.infarction'])['acute'] ?? 0) / base).toBeCloseTo(8, 9);
  });

  it('is no candidate where it is already known, but stays a cause', () => {
    const known = of({}, ['hx.coronary']);
    expect(known['chronic']).toBe(0);
    expect(known['acute<chronic']).toBeCloseTo(4 * 0.02, 9);
  });
});

describe('base', () => {
  it('gives a pair its cause times the rate, with all that counts for the cause', () => {
    const smoker = of({ ageYears: 70, sex: 'male' }, ['risk.smoking']);
    expect(smoker['acute<chronic']).toBeCloseTo((smoker['chronic'] ?? 0) * 0.02, 12);
  });

  it('makes a pair impossible where the sex excludes its complication', () => {
    const paired = pack({
      findings: [finding('cough')],
      conditions: [
        condition('cause', { cough: 0.3 }),
        condition(
          'of-women',
          { cough: 0.3 },
          { prevalence: { age: {}, sex: { male: 0, female: 2 }, season: {} }, complicationOf: { cause: 0.5 } }
        )
      ]
    });
    const row = (sex: 'male' | 'female') => [
      ...logPrior(paired, tablesOf(paired), { sex }, [], 'flat', START_SCALARS).map(Math.exp)
    ];
    const close = (factors: number[], expected: number[]) =>
      factors.forEach((factor, k) => expect(factor).toBeCloseTo(expected[k] ?? NaN, 9));
    close(row('male'), [1, 0, 0]);
    close(row('female'), [1, 2, 0.5]);
  });

  it('is at least a thousandth of a visit in a thousand', () => {
    expect(of({})['acute']).toBeCloseTo(0.001, 12);
  });

  it('is left out of the flat prior, with the season, and tempered by tau', () => {
    const flat = of({ month: 1 }, [], 'flat');
    expect(flat['even']).toBeCloseTo(1, 12);
    expect(flat['varied']).toBeCloseTo(1, 12);
    expect(of({ ageYears: 70, sex: 'male' }, ['risk.smoking'], 'flat')['acute']).toBeCloseTo(2, 9);
    const half = of({ month: 1 }, [], 'clinic', { ...START_SCALARS, tau: 0.5 });
    expect(half['varied']).toBeCloseTo(Math.sqrt(of({ month: 1 })['varied'] ?? 0), 9);
  });
});
