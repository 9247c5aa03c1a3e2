import { MAX_AGE_YEARS, type Result, err, ok } from '$part/kernel';
import * as v from 'valibot';
import { type IsoDay, day, dayAt, dayNumber, isDay, monthsBetween, plusMonths } from './calendar-day';
import type { Frozen } from './frozen';

const MONTH = /^(?:1[89]|2\d)\d\d-(?:0[1-9]|1[0-2])$/;
const whole = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(max));
const statedOn = { kind: v.literal('age'), on: day };

/** What is known of a birth: a day, a month, a year, or an age that somebody stated on a day. */
export const birth = v.variant('kind', [
  v.strictObject({ kind: v.literal('date'), date: day }),
  v.strictObject({
    kind: v.literal('month'),
    month: v.pipe(v.string(), v.regex(MONTH, 'expected a month such as 1962-03'))
  }),
  v.strictObject({
    kind: v.literal('year'),
    year: v.pipe(v.number(), v.safeInteger(), v.minValue(1800), v.maxValue(2999))
  }),
  v.variant('unit', [
    v.strictObject({ ...statedOn, unit: v.literal('years'), age: whole(MAX_AGE_YEARS) }),
    v.strictObject({ ...statedOn, unit: v.literal('months'), age: whole(120) }),
    v.strictObject({ ...statedOn, unit: v.literal('days'), age: whole(366) })
  ])
]);
export type Birth = Frozen<v.InferOutput<typeof birth>>;

export type BirthFault = 'future' | 'too-old';

/** Completed years, the months beyond them, and the days beyond those. */
export interface Age {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  /** Whether the day of birth is known; else the age is that of the middle of all days it may have been. */
  readonly exact: boolean;
}

/** The first and the last day on which this person may have been born, as day numbers. */
export function bornBetween(known: Birth): readonly [number, number] {
  switch (known.kind) {
    case 'date':
      return [dayNumber(known.date), dayNumber(known.date)];
    case 'month': {
      const first = `${known.month}-01` as IsoDay;
      return [dayNumber(first), dayNumber(plusMonths(first, 1)) - 1];
    }
    case 'year':
      return [dayNumber(`${known.year}-01-01` as IsoDay), dayNumber(`${known.year}-12-31` as IsoDay)];
    case 'age': {
      const { age, unit, on } = known;
      if (unit === 'days') return [dayNumber(on) - age, dayNumber(on) - age];
      const months = unit === 'years' ? 12 : 1;
      return [dayNumber(plusMonths(on, -months * (age + 1))) + 1, dayNumber(plusMonths(on, -months * age))];
    }
  }
}

/**
 * The age on a day. `future`: born after it, or stated after it. Who was born on 29 February is a year older on
 * 1 March of other years.
 */
export function ageAt(known: Birth, on: IsoDay): Result<Age, BirthFault> {
  const [first, last] = bornBetween(known);
  const now = dayNumber(on);
  if (first > now) return err('future');
  const born = dayAt(Math.floor((first + Math.min(last, now)) / 2));
  const total = monthsBetween(born, on);
  const years = Math.floor(total / 12);
  if (years > MAX_AGE_YEARS) return err('too-old');
  const days = now - dayNumber(plusMonths(born, total));
  return ok({ years, months: total % 12, days, exact: first === last });
}

/** Why somebody cannot have this birth, told today; undefined where he can. */
export function birthFault(known: Birth, today: IsoDay): BirthFault | undefined {
  if (known.kind === 'age' && known.on > today) return 'future';
  const age = ageAt(known, today);
  return age.ok ? undefined : age.error;
}

/** Below this an age has fractions, as `Person.ageYears` wants them (0.25: three months). */
const INFANT_YEARS = 3;
const LONGEST_MONTH = 31;

/** The age as inference takes it. Grows with every day of an infant, and meets twelfths at whole months. */
export function ageYears({ years, months, days }: Age): number {
  return years >= INFANT_YEARS ? years : years + (months + days / LONGEST_MONTH) / 12;
}

/** `19620309`, `1962-3-9`, `1962/3`, `1962年3月9日`, `1962`. */
const TYPED = /^(\d{4})(?:(\d\d)(\d\d)?|[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$/;

/** A birth as it is typed, in any form but an age. */
export function parseBirth(
  typed: string,
  today: IsoDay
): Result<Birth, BirthFault | 'unreadable' | 'impossible'> {
  const match = TYPED.exec(typed.normalize('NFKC').replace(/\s/gu, ''));
  if (!match) return err('unreadable');
  const [, year = '', month = match[4], date = match[5]] = match;
  const text = [year, month, date].flatMap((part) => (part ? [part.padStart(2, '0')] : [])).join('-');
  const known = knownOf(text, Number(year));
  if (!known) return err('impossible');
  const fault = birthFault(known, today);
  return fault ? err(fault) : ok(known);
}

function knownOf(text: string, year: number): Birth | undefined {
  if (isDay(text)) return { kind: 'date', date: text };
  if (MONTH.test(text)) return { kind: 'month', month: text };
  return text.length === 4 && year >= 1800 && year <= 2999 ? { kind: 'year', year } : undefined;
}
