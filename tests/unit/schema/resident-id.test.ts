import { type IsoDay, checkDigit, dayAt, parseResidentId } from '$part/schema';
import { residentId } from '$part/schema/resident-id';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const TODAY = '2026-03-09' as IsoDay;
const parse = (typed: string) => parseResidentId(typed, TODAY);

/** ISO 7064 pure system MOD 11-2 by its recursive method: an oracle other than the weights of the code. */
const isSound = (number: string) =>
  [...number].reduce((sum, character, at) => {
    const digit = character === 'X' ? 10 : Number(character);
    return at === 17 ? (sum + digit) % 11 : ((sum + digit) * 2) % 11;
  }, 0) === 1;

const first17 = fc
  .tuple(
    fc.constantFrom('110105', '440524', '650102', '810000', '930392'),
    fc.integer({ min: -25_000, max: 20_000 }).map((n) => dayAt(n).replace(/-/g, '')),
    fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0'))
  )
  .map((parts) => parts.join(''));
const whole = first17.map((start) => start + checkDigit(start));

describe('parseResidentId', () => {
  it('reads the examples of GB 11643-1999', () => {
    expect(parse('11010519491231002X')).toEqual({
      ok: true,
      value: {
        number: '11010519491231002X',
        region: '110105',
        birth: '1949-12-31',
        sex: 'female',
        upgraded: false
      }
    });
    expect(checkDigit('44052418800101001')).toBe('4');
    expect(parseResidentId('440524188001010014', '1999-07-01' as IsoDay)).toEqual({
      ok: true,
      value: {
        number: '440524188001010014',
        region: '440524',
        birth: '1880-01-01',
        sex: 'male',
        upgraded: false
      }
    });
  });

  it.each([
    '11010519491231002x',
    ' 110105 19491231 002X ',
    '110105-19491231-002X',
    '１１０１０５１９４９１２３１００２Ｘ'
  ])('reads %j', (typed) => {
    expect(parse(typed)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } });
  });

  it('upgrades 15 digits to the number that their holder has now', () => {
    expect(parse('110105491231002')).toEqual({
      ok: true,
      value: {
        number: '11010519491231002X',
        region: '110105',
        birth: '1949-12-31',
        sex: 'female',
        upgraded: true
      }
    });
  });

  it.each([
    ['', 'length'],
    ['1101051949123100', 'length'],
    ['11010519491231002', 'length'],
    ['11010519491231002XX', 'length'],
    ['X1010519491231002X', 'characters'],
    ['11010549123100X', 'characters'],
    ['一一010519491231002X', 'characters'],
    ['01010519491231002X', 'region'],
    ['17010519491231002X', 'region'],
    ['17010549123100X', 'characters'],
    ['170105491231002', 'region'],
    ['110105194902300026', 'birth-date'],
    ['110105194913310026', 'birth-date'],
    ['110105490230002', 'birth-date'],
    ['110105491231998', 'sequence'],
    ['110105194912310021', 'check-digit'],
    ['110105194912310020', 'check-digit'],
    ['11010519491231020X', 'check-digit']
  ])('%s: %s', (typed, error) => {
    expect(parse(typed)).toEqual({ ok: false, error });
  });

  it('refuses who is not born yet', () => {
    const start = '11010520260310002';
    expect(parse(start + checkDigit(start))).toEqual({ ok: false, error: 'future' });
    expect(parseResidentId(start + checkDigit(start), '2026-03-10' as IsoDay).ok).toBe(true);
  });

  it('takes exactly the check digit of ISO 7064', () => {
    fc.assert(
      fc.property(first17, (start) => {
        const sound = [...'0123456789X'].filter((last) => isSound(start + last));
        expect(sound).toEqual([checkDigit(start)]);
      })
    );
  });

  it('finds every wrong digit and every two that changed places', () => {
    fc.assert(
      fc.property(whole, fc.nat(16), fc.nat(9), (number, at, digit) => {
        expect(parse(number).ok).toBe(true);
        const wrong = number.slice(0, at) + String(digit) + number.slice(at + 1);
        const swapped =
          number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        for (const one of [wrong, swapped]) expect(parse(one).ok).toBe(one === number);
      })
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789Xx -') })),
        (typed) => {
          expect(typeof parse(typed).ok).toBe('boolean');
        }
      )
    );
  });
});

describe('stored numbers', () => {
  it.each([
    ['11010519491231002X', true],
    ['11010519491231002x', false],
    ['110105491231002', false],
    ['110105194912310021', false],
    [' 11010519491231002X', false],
    [11010519491231, false],
    [null, false]
  ])('%j: %s', (value, is) => {
    expect(v.is(residentId, value)).toBe(is);
  });
});
