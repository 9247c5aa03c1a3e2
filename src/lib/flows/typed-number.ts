import { type Result, err, ok } from '$part/kernel';

/** A number as a doctor types it: full-width digits, a comma for the point, blanks around; undefined for nothing. */
export function typedNumber(text: string): Result<number | undefined, 'not-number'> {
  const plain = text.normalize('NFKC').trim().replace(/[,。]/, '.');
  if (plain === '') return ok(undefined);
  // Number() alone would take "0x1f", "1e3" and "Infinity".
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? ok(Number(plain)) : err('not-number');
}
