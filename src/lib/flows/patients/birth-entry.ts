import { err, ok, type Result } from '$part/kernel';
import { type Birth, birthFault, type IsoDay, parseBirth } from '$part/schema';

export type BirthEntryFault = 'unreadable' | 'impossible' | 'future' | 'too-old';

const AGE = /^(\d{1,3})(岁|周岁|y|yrs?|years?|个?月|m|mo|months?|天|日|d|days?)?$/i;
const UNITS = [
  ['months', /^(?:个?月|m)/i],
  ['days', /^(?:天|日|d)/i]
] as const;
/** As far as an age is told in these. */
const MOST = { years: 130, months: 120, days: 366 } as const;

/** A birth as it is typed in one field: `62`, `62岁`, `8个月`, `12d` are ages; `1962`, `1962-3-9`, `19620309` dates. */
export function birthEntry(text: string, today: IsoDay): Result<Birth | undefined, BirthEntryFault> {
  const plain = text.normalize('NFKC').replace(/\s/gu, '');
  if (plain === '') return ok(undefined);
  const [, digits, word = ''] = AGE.exec(plain) ?? [];
  if (digits === undefined) return parseBirth(plain, today);
  const unit = UNITS.find(([, pattern]) => pattern.test(word))?.[0] ?? 'years';
  const age = Number(digits);
  if (age > MOST[unit]) return err('too-old');
  const birth: Birth = { kind: 'age', on: today, unit, age };
  const fault = birthFault(birth, today);
  return fault ? err(fault) : ok(birth);
}

/** A known birth as it would be typed. */
export function birthText(birth: Birth): string {
  switch (birth.kind) {
    case 'date':
      return birth.date;
    case 'month':
      return birth.month;
    case 'year':
      return String(birth.year);
    case 'age':
      return '';
  }
}
