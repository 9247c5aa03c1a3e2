import { checkPassphrase, type PassphraseFault } from '$part/security';

/** How good a passphrase is, in words; refused ones say why. */
export type PassphraseStrength =
  | { readonly tag: 'empty' }
  | { readonly tag: 'refused'; readonly why: PassphraseFault }
  | { readonly tag: 'fair' }
  | { readonly tag: 'good' }
  | { readonly tag: 'strong' };

/** Rough bits a character adds when people choose words: a guide for the reader, no promise. */
const BITS = { han: 8, letter: 4, digit: 2.5, other: 4 } as const;
const GOOD = 44;
const STRONG = 64;

const kindOf = (character: string): keyof typeof BITS => {
  if (/\p{Script=Han}/u.test(character)) return 'han';
  if (/\p{L}/u.test(character)) return 'letter';
  return /\p{N}/u.test(character) ? 'digit' : 'other';
};

/** @param names of the user and the clinic */
export function passphraseStrength(passphrase: string, names: readonly string[] = []): PassphraseStrength {
  if (passphrase.trim() === '') return { tag: 'empty' };
  const checked = checkPassphrase(
    passphrase,
    names.filter((name) => name.trim() !== '')
  );
  if (!checked.ok) return { tag: 'refused', why: checked.error };
  const seen = new Set<string>();
  let bits = 0;
  for (const character of checked.value) {
    // What was there before tells little more.
    bits += BITS[kindOf(character)] * (seen.has(character) ? 0.5 : 1);
    seen.add(character);
  }
  if (bits < GOOD) return { tag: 'fair' };
  return { tag: bits < STRONG ? 'good' : 'strong' };
}
