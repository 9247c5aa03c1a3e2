import { type Generation, isFarSmaller, planGenerations } from '$part/store/backup/generations';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, midnight in China. */
const MONDAY = Date.parse('2026-03-02T00:00:00+08:00');

const made = (generation: number, madeAt: number, rows = 1_000): Generation => ({
  name: `${generation}`,
  generation,
  madeAt,
  rows
});
const numbers = (generations: readonly Generation[]) => generations.map(({ generation }) => generation);

describe('generations', () => {
  it('A14 of a day three stay, the newest', () => {
    const all = [9, 11, 13, 15, 17].map((hour, at) => made(at + 1, MONDAY + hour * HOUR));
    expect(numbers(planGenerations(all).keep)).toEqual([3, 4, 5]);
    expect(numbers(planGenerations(all).remove)).toEqual([1, 2]);
  });

  it('A14 of sixty days with two backups each stay: two of today, one of six days, one of four weeks', () => {
    const all = Array.from({ length: 120 }, (_, at) =>
      made(at + 1, MONDAY + Math.floor(at / 2) * DAY + (at % 2 ? 16 : 9) * HOUR)
    );
    const { keep } = planGenerations(all);
    const days = keep.map(({ madeAt }) => Math.floor((madeAt - MONDAY) / DAY));
    // Day 59 is a Thursday: its week began on day 56, and the weeks before ended on days 55, 48, 41, 34.
    expect(days).toEqual([34, 41, 48, 53, 54, 55, 56, 57, 58, 59, 59]);
    expect(keep.every(({ generation }) => generation % 2 === 0 || generation === 119)).toBe(true);
  });

  it('A14 a backup over an emptied store takes the place of none, for however long it goes on', () => {
    const good = Array.from({ length: 30 }, (_, at) => made(at + 1, MONDAY + at * DAY + 9 * HOUR));
    const kept = numbers(planGenerations(good).keep);
    const empty = Array.from({ length: 400 }, (_, at) => made(31 + at, MONDAY + (30 + at) * DAY, 3));
    const plan = planGenerations([...good.filter(({ generation }) => kept.includes(generation)), ...empty]);
    expect(numbers(plan.keep)).toEqual([...kept, 430]);
    expect(plan.suspects).toHaveLength(400);
  });

  it('A14 a suspect that the user says is right counts like any other', () => {
    const all = [made(1, MONDAY), made(2, MONDAY + DAY, 4), made(3, MONDAY + 2 * DAY, 5)];
    expect(numbers(planGenerations(all).suspects)).toEqual([2, 3]);
    const plan = planGenerations(all, new Set([2]));
    expect(numbers(plan.suspects)).toEqual([]);
    expect(numbers(plan.keep)).toEqual([1, 2, 3]);
  });

  it.each([
    [499, 1_000, true],
    [500, 1_000, false],
    [9, 10, true],
    [9, 12, true],
    [10, 12, false],
    [5, 9, false],
    [4, 9, true],
    [0, 0, false],
    [0, 1, true],
    [2_000, 1_000, false]
  ])('A14 %i rows after %i: far smaller is %s', (rows, last, expected) => {
    expect(isFarSmaller(rows, last)).toBe(expected);
  });

  it('A14 nothing of nothing', () => {
    expect(planGenerations([])).toEqual({ keep: [], remove: [], suspects: [] });
  });
});
