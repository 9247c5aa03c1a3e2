import type { Branded } from '$part/kernel';
import * as v from 'valibot';

/** A day of the calendar as `2026-03-09`, where no clock and no time zone belongs. Sorts as text. */
export type IsoDay = Branded<'day'>;
/** As much of a day as is known: `2026`, `2026-03` or `2026-03-09`. */
export type PartialDay = Branded<'partial-day'>;

const DAY = /^(1[89]|2\d)\d\d-\d\d-\d\d$/;
const PARTIAL = /^(?:1[89]|2\d)\d\d(?:-(?:0[1-9]|1[0-2]))?$/;
const INSTANT = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MS_A_DAY = 86_400_000;

const numbersOf = (day: string) => day.split('-').map(Number) as [number, number, number];
const pad = (value: number, width = 2) => String(value).padStart(width, '0');
const dayText = (year: number, month: number, day: number) =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}` as IsoDay;

/** Days from 1970-01-01, before it negative. Arithmetic in UTC alone, so no time zone and no summer time. */
export function dayNumber(day: IsoDay): number {
  const [year, month, date] = numbersOf(day);
  return Date.UTC(year, month - 1, date) / MS_A_DAY;
}

export function dayAt(number: number): IsoDay {
  const date = new Date(number * MS_A_DAY);
  return dayText(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** Whether this is a day that was or will be: 1800 to 2999, no 30th of February. */
export function isDay(text: string): text is IsoDay {
  return DAY.test(text) && dayAt(dayNumber(text as IsoDay)) === text;
}

/**
 * The day where a clock stands.
 *
 * @param minutesWest what `Date.getTimezoneOffset` says: -480 in China
 */
export function dayOfTime(ms: number, minutesWest: number): IsoDay {
  return dayAt(Math.floor((ms - minutesWest * 60_000) / MS_A_DAY));
}

/** The same day some months on (or back, below 0); the last of the month where it has no such day. */
export function plusMonths(day: IsoDay, months: number): IsoDay {
  const [year, month, date] = numbersOf(day);
  const index = year * 12 + month - 1 + months;
  const lastDate = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return dayText(Math.floor(index / 12), (index % 12) + 1, Math.min(date, lastDate));
}

/** Whole months from one day to a later one: the month counts from its day on (31 January to 1 March: one). */
export function monthsBetween(from: IsoDay, to: IsoDay): number {
  const [fromYear, fromMonth, fromDate] = numbersOf(from);
  const [toYear, toMonth, toDate] = numbersOf(to);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDate < fromDate ? 1 : 0);
}

export const day = v.custom<IsoDay>(
  (value) => typeof value === 'string' && isDay(value),
  'expected a day such as 2026-03-09'
);

export const partialDay = v.custom<PartialDay>(
  (value) => typeof value === 'string' && (PARTIAL.test(value) || isDay(value)),
  'expected a year, a month or a day'
);

function isInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false;
  const ms = Date.parse(text);
  return Number.isFinite(ms) && new Date(ms).toISOString() === text;
}

/** A moment as `Date.toISOString` writes it. */
export const instant = v.custom<string>(
  (value) => typeof value === 'string' && isInstant(value),
  'expected a time such as 2026-03-09T01:30:00.000Z'
);
