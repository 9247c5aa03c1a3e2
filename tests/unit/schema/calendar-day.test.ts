import { type IsoDay, dayAt, dayNumber, dayOfTime, isDay, monthsBetween, plusMonths } from '$part/schema';
import { instant, partialDay } from '$part/schema/calendar-day';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const day = (text: string) => text as IsoDay;
/** 1880 to 2079. */
const anyDay = fc.integer({ min: -32_872, max: 40_176 }).map(dayAt);

describe('days of the calendar', () => {
  it.each(['2024-02-29', '2000-02-29', '1899-12-31', '2999-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true);
  });
  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-04-31',
    '1799-12-31',
    '3000-01-01',
    '2024-1-1',
    '20240101',
    ' 2024-01-01',
    '2024-01-01T00:00:00.000Z',
    ''
  ])('%j is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('numbers every day by one more than the day before', () => {
    expect(dayNumber(day('1970-01-01'))).toBe(0);
    fc.assert(
      fc.property(anyDay, (one) => {
        const next = dayAt(dayNumber(one) + 1);
        expect(isDay(next)).toBe(true);
        expect(next > one).toBe(true);
        const [, , date] = next.split('-');
        expect(date === '01' || Number(date) === Number(one.slice(8)) + 1).toBe(true);
      })
    );
  });

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-03-31', -13, '2023-02-28'],
    ['2024-03-31', 0, '2024-03-31']
  ])('%s and %i months: %s', (from, months, to) => {
    expect(plusMonths(day(from), months)).toBe(to);
  });

  it('counts as many months as may be added without passing the day', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const months = monthsBetween(from, to);
        expect(plusMonths(from, months) <= to).toBe(true);
        expect(plusMonths(from, months + 2) > to).toBe(true);
      })
    );
  });

  it.each([
    ['2026-03-08T16:00:00.000Z', -480, '2026-03-09'],
    ['2026-03-08T15:59:59.999Z', -480, '2026-03-08'],
    ['2026-03-09T04:00:00.000Z', 300, '2026-03-08'],
    ['1969-12-31T23:00:00.000Z', 0, '1969-12-31']
  ])('the clock %s, %i minutes west: %s', (at, minutesWest, on) => {
    expect(dayOfTime(Date.parse(at), minutesWest)).toBe(on);
  });

  it.each([
    ['2026', true],
    ['2026-03', true],
    ['2026-03-09', true],
    ['2026-13', false],
    ['2026-02-30', false],
    ['26', false],
    ['2026-3', false]
  ])('%s as much of a day as is known: %s', (text, is) => {
    expect(v.is(partialDay, text)).toBe(is);
  });

  it.each([
    ['2026-03-09T01:30:00.000Z', true],
    ['2026-02-30T01:30:00.000Z', false],
    ['2026-03-09T24:00:00.000Z', false],
    ['2026-03-09T01:30:00Z', false],
    ['2026-03-09T01:30:00.000+08:00', false],
    ['2026-03-09T01:61:00.000Z', false]
  ])('%s as a moment: %s', (text, is) => {
    expect(v.is(instant, text)).toBe(is);
  });
});
