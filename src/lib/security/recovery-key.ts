import { err, ok, type Result } from '$part/kernel';

export type RecoveryKeyFault =
  | { readonly tag: 'length'; readonly found: number; readonly wanted: number }
  /** Which sign of those typed, from 1, is none of the alphabet. */
  | { readonly tag: 'sign'; readonly at: number }
  /** A sign was misread or two changed places. */
  | { readonly tag: 'check' };

/** Crockford's base 32: without I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LIKE: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' };
/** 27 random signs of 5 bits, less the share drawn again below: 134.8 bits. */
const RANDOM_SIGNS = 27;
const SIGNS = RANDOM_SIGNS + 1;
const GROUP = 4;
/** The prime above 32: every single wrong sign and every swap of neighbours changes the remainder. */
const CHECK_MODULUS = 37;

/** What is printed: seven groups of four, the last sign of the last group checks the others. */
export function makeRecoveryKey(): string {
  for (;;) {
    const signs = [...crypto.getRandomValues(new Uint8Array(RANDOM_SIGNS))]
      .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
      .join('');
    const check = ALPHABET.charAt(remainder(signs));
    // Crockford's five further check signs (* ~ $ = U) are awkward on a tablet: such a key is drawn again.
    if (check !== '') return grouped(signs + check);
  }
}

/**
 * Reads it as people type it: any case and width, with spaces, hyphens or nothing between, O for 0, I and L for 1,
 * U for V. Gives the printed form.
 */
export function readRecoveryKey(text: string): Result<string, RecoveryKeyFault> {
  const typed = [...text.normalize('NFKC').toUpperCase()].filter((sign) => !/[\s\p{P}]/u.test(sign));
  const signs = typed.map((sign) => LIKE[sign] ?? sign);
  const unknown = signs.findIndex((sign) => !ALPHABET.includes(sign));
  if (unknown >= 0) return err({ tag: 'sign', at: unknown + 1 });
  if (signs.length !== SIGNS) return err({ tag: 'length', found: signs.length, wanted: SIGNS });
  const key = signs.join('');
  return key.charAt(RANDOM_SIGNS) === ALPHABET.charAt(remainder(key.slice(0, RANDOM_SIGNS)))
    ? ok(grouped(key))
    : err({ tag: 'check' });
}

/** The bytes it is derived from, of the printed form. */
export const recoveryKeyBytes = (printed: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(printed);

const grouped = (signs: string) => (signs.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');

const remainder = (signs: string) =>
  [...signs].reduce((sum, sign) => (sum * ALPHABET.length + ALPHABET.indexOf(sign)) % CHECK_MODULUS, 0);
