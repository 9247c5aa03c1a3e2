import { type Birth, bornBetween } from './birth';
import type { IsoDay } from './calendar-day';

/** Between a birthday of the lunar calendar and the same one of the solar calendar lie three to seven weeks. */
const LUNAR_DAYS = 60;
/** Counted the old way (虚岁) a person is one or two years older than the calendar says. */
const NOMINAL_DAYS = 731;

/**
 * Whether two births may be one, written down twice: the same day; near, as slips of the pen, the lunar calendar and
 * ages counted from conception make them; or another birth.
 */
export function birthLikeness(a: Birth, b: Birth): 'same' | 'near' | 'different' {
  if (a.kind === 'date' && b.kind === 'date') {
    if (a.date === b.date) return 'same';
    if (isSlip(a.date, b.date)) return 'near';
  }
  const [firstA, lastA] = bornBetween(a);
  const [firstB, lastB] = bornBetween(b);
  const gap = Math.max(0, firstB - lastA, firstA - lastB);
  const isVague = [a, b].some(({ kind }) => kind === 'age' || kind === 'year');
  return gap <= (isVague ? NOMINAL_DAYS : LUNAR_DAYS) ? 'near' : 'different';
}

/** One digit wrong, two digits or day and month changed about, or the same day one or two years off. */
function isSlip(a: IsoDay, b: IsoDay): boolean {
  const wrong = [...a].flatMap((character, at) => (character === b[at] ? [] : [at]));
  if (wrong.length === 1) return true;
  const [first = 0, second = 0] = wrong;
  if (wrong.length === 2 && a[first] === b[second] && a[second] === b[first]) return true;
  const [yearA, monthA, dayA] = a.split('-');
  const [yearB, monthB, dayB] = b.split('-');
  if (yearA === yearB) return monthA === dayB && dayA === monthB;
  return monthA === monthB && dayA === dayB && Math.abs(Number(yearA) - Number(yearB)) <= 2;
}
