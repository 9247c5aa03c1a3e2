import { type Result, err, ok } from '$part/kernel';
import * as v from 'valibot';

export type PhoneFault =
  | 'characters'
  /** No length that a number has. */
  | 'length'
  /** A landline number as it is dialled within its town. */
  | 'area-code-missing'
  /** A country code other than 86. */
  | 'foreign';

export interface Phone {
  readonly kind: 'mobile' | 'landline';
  /** As stored: `13812345678`, `010-65901234`, `0371-65901234-802`. */
  readonly number: string;
}

const MOBILE = /^0?(1[3-9]\d{9})$/;
/** Beijing and the codes in 02 have three digits and numbers of eight; all others four digits, and seven or eight. */
const LANDLINE = /^(?:(010|02\d)([2-9]\d{7})|(0[3-9]\d\d)([2-9]\d{6,7}))$/;
const LOCAL = /^[2-9]\d{6,7}$/;
const EXTENSION = /(?:转|分机|ext\.?|x|#|,|-)(\d{1,6})$/i;
const COUNTRY = /^(?:\+|00)(\d+)$/;

/** Reads a Chinese telephone number however it is written, with an extension where it has one. */
export function parsePhone(typed: string): Result<Phone, PhoneFault> {
  const text = typed.normalize('NFKC').replace(/[\s()·.]/gu, '');
  const whole = national(text.replace(/-/g, ''));
  const [tail, extension = ''] = EXTENSION.exec(text) ?? [];
  if (tail === undefined) return whole;
  // First without what may be an extension: `0371-6590123-4` is no number of eight digits.
  const main = national(text.slice(0, -tail.length).replace(/-/g, ''));
  if (main.ok && main.value.kind === 'landline')
    return ok({ kind: 'landline', number: `${main.value.number}-${extension}` });
  return whole.ok || whole.error !== 'characters' || main.ok ? whole : main;
}

function national(text: string): Result<Phone, PhoneFault> {
  if (!/^\+?\d+$/.test(text)) return err('characters');
  const abroad = COUNTRY.exec(text)?.[1];
  if (abroad !== undefined && !abroad.startsWith('86')) return err('foreign');
  const digits = abroad?.slice(2) ?? text.replace(/^86(?=1[3-9]\d{9}$)/, '');
  const mobile = MOBILE.exec(digits)?.[1];
  if (mobile) return ok({ kind: 'mobile', number: mobile });
  // From abroad the 0 of an area code is left out.
  const landline = LANDLINE.exec(abroad !== undefined && !digits.startsWith('0') ? `0${digits}` : digits);
  if (landline) {
    const [, short, shortNumber, long, longNumber] = landline;
    return ok({ kind: 'landline', number: `${short ?? long}-${shortNumber ?? longNumber}` });
  }
  return err(LOCAL.test(digits) ? 'area-code-missing' : 'length');
}

/** A number in the form that is stored. */
export const phone = v.custom<string>((value) => {
  if (typeof value !== 'string' || value.length > 24) return false;
  const parsed = parsePhone(value);
  return parsed.ok && parsed.value.number === value;
}, 'expected a telephone number');
