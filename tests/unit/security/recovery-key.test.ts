import { readRecoveryKey } from '$part/security';
import { makeRecoveryKey } from '$part/security/recovery-key';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keys = Array.from({ length: 500 }, makeRecoveryKey);
const key = fc.constantFrom(...keys);

describe('recovery key', () => {
  it('B27 is seven groups of four signs of Crockford’s alphabet, never twice the same', () => {
    for (const each of keys) expect(each).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('B27 every sign turns up: 134.8 bits of chance', () => {
    const seen = new Set(keys.join('').replaceAll('-', ''));
    expect([...seen].sort().join('')).toBe(ALPHABET);
  });

  it('B27 is read in any case and width, with O, I, L, U, spaces, hyphens and dashes as people type them', () => {
    const spoken = (sign: string) =>
      fc.constantFrom(
        sign,
        sign.toLowerCase(),
        String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
        ...({ '0': ['O', 'o', 'Ｏ'], '1': ['I', 'l', 'L', 'i'], V: ['U', 'u'] }[sign] ?? [])
      );
    const between = fc.constantFrom('', '', '-', ' ', ' - ', '—', '－', '\u3000', '\n', '.', '、');
    fc.assert(
      fc.property(
        key.chain((printed) =>
          fc
            .tuple(...[...printed.replaceAll('-', '')].map((sign) => fc.tuple(spoken(sign), between)))
            .map((pieces) => ({ printed, typed: ` ${pieces.flat().join('')} ` }))
        ),
        ({ printed, typed }) => {
          expect(readRecoveryKey(typed)).toEqual({ ok: true, value: printed });
        }
      ),
      { numRuns: 500 }
    );
  });

  it('B27 every single wrong sign and every exchange of neighbours is found', () => {
    for (const printed of keys.slice(0, 20)) {
      const signs = [...printed.replaceAll('-', '')];
      signs.forEach((sign, at) => {
        for (const other of ALPHABET)
          if (other !== sign)
            expect(readRecoveryKey(signs.with(at, other).join(''))).toEqual({
              ok: false,
              error: { tag: 'check' }
            });
        const next = signs[at + 1];
        if (next !== undefined && next !== sign)
          expect(
            readRecoveryKey(
              signs
                .with(at, next)
                .with(at + 1, sign)
                .join('')
            ).ok
          ).toBe(false);
      });
    }
  });

  it('B27 says what is wrong with what was typed', () => {
    const [printed = ''] = keys;
    expect(readRecoveryKey(printed.slice(0, -1))).toEqual({
      ok: false,
      error: { tag: 'length', found: 27, wanted: 28 }
    });
    expect(readRecoveryKey('')).toEqual({ ok: false, error: { tag: 'length', found: 0, wanted: 28 } });
    expect(readRecoveryKey(`AB恢${printed}`)).toEqual({ ok: false, error: { tag: 'sign', at: 3 } });
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof readRecoveryKey(text).ok === 'boolean')
    );
  });
});
