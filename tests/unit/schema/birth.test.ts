import {
  type Birth,
  type IsoDay,
  ageAt,
  ageYears,
  birthFault,
  bornBetween,
  dayAt,
  parseBirth
} from '$part/schema';
import { birth } from '$part/schema/birth';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const day = (text: string) => text as IsoDay;
const date = (text: string): Birth => ({ kind: 'date', date: day(text) });
const stated = (age: number, unit: 'years' | 'months' | 'days', on: string): Birth => ({
  kind: 'age',
  age,
  unit,
  on: day(on)
});
const exactly = (years: number, months: number, days: number) => ({
  ok: true,
  value: { years, months, days, exact: true }
});
const about = (years: number, months: number, days: number) => ({
  ok: true,
  value: { years, months, days, exact: false }
});
/** 1900 to 2026. */
const anyDay = fc.integer({ min: -25_567, max: 20_500 }).map(dayAt);
const TODAY = day('2026-03-09');

describe('ageAt', () => {
  it.each([
    ['1962-03-09', '2026-03-08', [63, 11, 27]],
    ['1962-03-09', '2026-03-09', [64, 0, 0]],
    ['2024-02-29', '2025-02-28', [0, 11, 30]],
    ['2024-02-29', '2025-03-01', [1, 0, 1]],
    ['2024-02-29', '2028-02-29', [4, 0, 0]],
    ['2026-03-09', '2026-03-09', [0, 0, 0]],
    ['2026-02-09', '2026-03-08', [0, 0, 27]],
    ['2026-01-31', '2026-02-28', [0, 0, 28]],
    ['2026-01-31', '2026-03-01', [0, 1, 1]],
    ['2025-12-31', '2026-01-01', [0, 0, 1]],
    ['1896-03-09', '2026-03-10', [130, 0, 1]]
  ] as const)('born %s, on %s: %j', (born, on, [years, months, days]) => {
    expect(ageAt(date(born), day(on))).toEqual(exactly(years, months, days));
  });

  it('takes the middle of the days that a month, a year or a stated age leaves open', () => {
    expect(ageAt({ kind: 'month', month: '1962-03' }, day('2026-03-15'))).toEqual(about(63, 11, 27));
    expect(ageAt({ kind: 'month', month: '1962-03' }, day('2026-03-16'))).toEqual(about(64, 0, 0));
    expect(ageAt({ kind: 'year', year: 1962 }, day('2026-07-01'))).toEqual(about(63, 11, 29));
    expect(ageAt({ kind: 'year', year: 1962 }, day('2026-07-02'))).toEqual(about(64, 0, 0));
    expect(ageAt(stated(62, 'years', '2025-03-10'), day('2025-09-07'))).toEqual(about(62, 11, 29));
    expect(ageAt(stated(62, 'years', '2025-03-10'), day('2025-09-09'))).toEqual(about(63, 0, 0));
    expect(ageAt(stated(9, 'days', '2026-02-28'), day('2026-03-01'))).toEqual(exactly(0, 0, 10));
  });

  it('leaves out the days after the visit: born this year, seen in March', () => {
    expect(ageAt({ kind: 'year', year: 2026 }, TODAY)).toEqual(about(0, 1, 6));
    expect(ageAt({ kind: 'month', month: '2026-03' }, day('2026-03-01'))).toEqual(about(0, 0, 0));
  });

  it('refuses what lies in the future, and who would be over 130', () => {
    expect(ageAt(date('2026-03-10'), TODAY)).toEqual({ ok: false, error: 'future' });
    expect(ageAt({ kind: 'month', month: '2026-04' }, TODAY)).toEqual({ ok: false, error: 'future' });
    expect(ageAt({ kind: 'year', year: 2027 }, TODAY)).toEqual({ ok: false, error: 'future' });
    expect(ageAt(date('1895-03-09'), TODAY)).toEqual({ ok: false, error: 'too-old' });
    expect(birthFault(stated(62, 'years', '2026-03-10'), TODAY)).toBe('future');
    expect(birthFault(stated(62, 'years', '2026-03-09'), TODAY)).toBeUndefined();
  });

  it('on the day of the statement is what was stated, for every day that the statement leaves open', () => {
    const statement = fc.oneof(
      fc.tuple(fc.integer({ min: 0, max: 120 }), fc.constant('years' as const)),
      fc.tuple(fc.integer({ min: 0, max: 36 }), fc.constant('months' as const)),
      fc.tuple(fc.integer({ min: 0, max: 27 }), fc.constant('days' as const))
    );
    fc.assert(
      fc.property(statement, anyDay, fc.double({ min: 0, max: 1, noNaN: true }), ([age, unit], on, share) => {
        const known = stated(age, unit, on);
        const [first, last] = bornBetween(known);
        expect(first).toBeLessThanOrEqual(last);
        for (const one of [known, date(dayAt(first + Math.round((last - first) * share)))]) {
          const at = ageAt(one, on);
          if (!at.ok) throw new Error(at.error);
          const { years, months, days } = at.value;
          expect(unit === 'years' ? years : unit === 'months' ? 12 * years + months : days).toBe(age);
        }
      })
    );
  });

  it('agrees with counting birthdays one by one, and never falls from a day to the next', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 40_000 }), (born, later) => {
        const on = dayAt(Date.parse(born) / 86_400_000 + later);
        const at = ageAt(date(born), on);
        const next = ageAt(date(born), dayAt(Date.parse(on) / 86_400_000 + 1));
        if (!at.ok || !next.ok) throw new Error('no age');
        let birthdays = 0;
        for (let year = Number(born.slice(0, 4)) + 1; `${year}${born.slice(4)}` <= on; year += 1)
          birthdays += 1;
        expect(at.value.years).toBe(birthdays);
        expect(ageYears(next.value)).toBeGreaterThanOrEqual(ageYears(at.value));
      })
    );
  });
});

describe('ageYears', () => {
  it.each([
    ['2025-12-09', 0.25],
    ['2026-01-09', 2 / 12],
    ['2026-03-09', 0],
    ['2024-09-09', 1.5],
    ['2023-03-09', 3],
    ['2023-03-10', 2 + (11 + 27 / 31) / 12],
    ['1962-01-01', 64]
  ])('born %s: %d', (born, years) => {
    const at = ageAt(date(born), TODAY);
    if (!at.ok) throw new Error(at.error);
    expect(ageYears(at.value)).toBeCloseTo(years, 12);
  });
});

describe('parseBirth', () => {
  it.each([
    ['19620309', date('1962-03-09')],
    ['1962-3-9', date('1962-03-09')],
    ['1962/03/09', date('1962-03-09')],
    ['1962.3.9', date('1962-03-09')],
    ['1962年3月9日', date('1962-03-09')],
    ['１９６２年３月９日', date('1962-03-09')],
    [' 1962 - 03 - 09 ', date('1962-03-09')],
    ['1962年12月', { kind: 'month', month: '1962-12' }],
    ['1962-3', { kind: 'month', month: '1962-03' }],
    ['196203', { kind: 'month', month: '1962-03' }],
    ['1962', { kind: 'year', year: 1962 }],
    ['1962年', { kind: 'year', year: 1962 }],
    ['2026-03-09', date('2026-03-09')],
    ['2024-02-29', date('2024-02-29')]
  ])('%j', (typed, value) => {
    expect(parseBirth(typed, TODAY)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'unreadable'],
    ['62', 'unreadable'],
    ['62岁', 'unreadable'],
    ['1962-3-9-1', 'unreadable'],
    ['9/3/1962', 'unreadable'],
    ['19620230', 'impossible'],
    ['1962-13-01', 'impossible'],
    ['1962-0-1', 'impossible'],
    ['2023-02-29', 'impossible'],
    ['1962-13', 'impossible'],
    ['0962', 'impossible'],
    ['2026-03-10', 'future'],
    ['2026-04', 'future'],
    ['2027', 'future'],
    ['1890', 'too-old']
  ])('%j: %s', (typed, error) => {
    expect(parseBirth(typed, TODAY)).toEqual({ ok: false, error });
  });

  it('never throws, and gives only what may be stored', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789-/.年月日 '), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), (text) => {
        const parsed = parseBirth(text, TODAY);
        expect(!parsed.ok || v.is(birth, parsed.value)).toBe(true);
      })
    );
  });
});

describe('stored births', () => {
  it.each([
    { kind: 'date', date: '2023-02-29' },
    { kind: 'month', month: '2023-13' },
    { kind: 'year', year: 1962.5 },
    { kind: 'year', year: 62 },
    { kind: 'age', age: 131, unit: 'years', on: '2026-03-09' },
    { kind: 'age', age: -1, unit: 'days', on: '2026-03-09' },
    { kind: 'age', age: 5, unit: 'weeks', on: '2026-03-09' },
    { kind: 'age', age: 5, unit: 'days' },
    { kind: 'unknown' },
    {}
  ])('refuses %j', (value) => {
    expect(v.is(birth, value)).toBe(false);
  });
});
