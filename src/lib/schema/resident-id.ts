import { type Result, type Sex, err, ok } from '$part/kernel';
import * as v from 'valibot';
import { type IsoDay, isDay } from './calendar-day';

export type ResidentIdFault =
  | 'length'
  | 'characters'
  | 'region'
  | 'birth-date'
  /** Born after today. */
  | 'future'
  /** One of 996 to 999, which old cards gave to people over a hundred: the century is not told. */
  | 'sequence'
  | 'check-digit';

/** What a resident's number says of its holder. */
export interface ResidentId {
  /** 18 characters, as stored. */
  readonly number: string;
  /** GB/T 2260, as it was when the number was given. */
  readonly region: string;
  readonly birth: IsoDay;
  readonly sex: Sex;
  /** Whether it was written in the 15 digits of before 1999. */
  readonly upgraded: boolean;
}

/** GB/T 2260, two digits: provinces; 81 to 83 stand on residence permits of Hong Kong, Macao, Taiwan. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' '
  )
);
/** First digit of a foreigner's permanent residence card (National Immigration Administration, 1 December 2023). */
const FOREIGN = '9';
const CENTENARIAN = /^99[6-9]$/;

/** ISO 7064 MOD 11-2, as GB 11643-1999 writes it: weights 2^17 to 2^1 modulo 11. */
export function checkDigit(first17: string): string {
  const sum = [...first17].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return '10X98765432'.charAt(sum % 11);
}

const normal = (typed: string) => typed.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();

/** Reads and checks a resident's number (GB 11643-1999), an old one of 15 digits as well. */
export function parseResidentId(typed: string, today: IsoDay): Result<ResidentId, ResidentIdFault> {
  const text = normal(typed);
  if (text.length !== 18 && text.length !== 15) return err('length');
  if (!/^(?:\d{15}|\d{17}[\dX])$/.test(text)) return err('characters');
  const upgraded = text.length === 15;
  const first17 = upgraded ? `${text.slice(0, 6)}19${text.slice(6)}` : text.slice(0, 17);
  const region = first17.slice(0, 6);
  if (!region.startsWith(FOREIGN) && !PROVINCES.has(region.slice(0, 2))) return err('region');
  const sequence = first17.slice(14);
  if (upgraded && CENTENARIAN.test(sequence)) return err('sequence');
  const birth = `${first17.slice(6, 10)}-${first17.slice(10, 12)}-${first17.slice(12, 14)}`;
  if (!isDay(birth)) return err('birth-date');
  const last = checkDigit(first17);
  if (!upgraded && text.charAt(17) !== last) return err('check-digit');
  if (birth > today) return err('future');
  return ok({
    number: first17 + last,
    region,
    birth,
    sex: Number(sequence) % 2 === 1 ? 'male' : 'female',
    upgraded
  });
}

const END_OF_TIME = '2999-12-31' as IsoDay;

/** A number in the form that is stored: 18 characters, checked. Whether it lies in the future is asked at entry. */
export const residentId = v.custom<string>((value) => {
  if (typeof value !== 'string' || value.length !== 18) return false;
  const parsed = parseResidentId(value, END_OF_TIME);
  return parsed.ok && parsed.value.number === value;
}, "expected a resident's number of 18 characters");
