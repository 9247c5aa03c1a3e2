import { parsePhone } from '$part/schema';
import { phone } from '$part/schema/phone';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

describe('parsePhone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['+86 138 1234 5678', '13812345678'],
    ['+86-13812345678', '13812345678'],
    ['0086 13812345678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['013812345678', '13812345678'],
    ['19912345678', '19912345678']
  ])('mobile %j', (typed, number) => {
    expect(parsePhone(typed)).toEqual({ ok: true, value: { kind: 'mobile', number } });
  });

  it.each([
    ['0371-65901234', '0371-65901234'],
    ['037165901234', '0371-65901234'],
    ['(0371) 6590 1234', '0371-65901234'],
    ['（0371）65901234', '0371-65901234'],
    ['0371-6590123', '0371-6590123'],
    ['010-65901234', '010-65901234'],
    ['010-6590-1234', '010-65901234'],
    ['02165901234', '021-65901234'],
    ['+86 371 65901234', '0371-65901234'],
    ['+86 (0371) 65901234', '0371-65901234'],
    ['+86 10 65901234', '010-65901234'],
    ['0371-65901234-802', '0371-65901234-802'],
    ['0371-65901234转802', '0371-65901234-802'],
    ['0371-65901234 ext. 802', '0371-65901234-802'],
    ['037165901234分机1', '0371-65901234-1'],
    ['0371-6590123-4', '0371-6590123-4']
  ])('landline %j', (typed, number) => {
    expect(parsePhone(typed)).toEqual({ ok: true, value: { kind: 'landline', number } });
  });

  it.each([
    ['', 'characters'],
    ['没有', 'characters'],
    ['1381234567a', 'characters'],
    ['1381234567', 'length'],
    ['138123456789', 'length'],
    ['12812345678', 'length'],
    ['13812345678-1', 'length'],
    ['010-6590123', 'length'],
    ['0371-05901234', 'length'],
    ['4008001234', 'length'],
    ['110', 'length'],
    ['65901234', 'area-code-missing'],
    ['6590123', 'area-code-missing'],
    ['6590-1234', 'area-code-missing'],
    ['6590123转802', 'area-code-missing'],
    ['+852 2123 4567', 'foreign'],
    ['0084 912345678', 'foreign']
  ])('%j: %s', (typed, error) => {
    expect(parsePhone(typed)).toEqual({ ok: false, error });
  });

  it('never throws, and reads what it gives as the same', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789-+() 转x'), maxLength: 20 });
    fc.assert(
      fc.property(
        fc.oneof(
          typed,
          fc.stringMatching(/^(\+86)?0?(1[3-9]\d{9}|371[2-9]\d{6,7})(-\d{1,3})?$/),
          fc.string()
        ),
        (text) => {
          const parsed = parsePhone(text);
          if (!parsed.ok) return;
          expect(parsePhone(parsed.value.number)).toEqual(parsed);
          expect(v.is(phone, parsed.value.number)).toBe(true);
        }
      )
    );
  });

  it.each(['138 1234 5678', '037165901234', '+8613812345678', '65901234', 13812345678])(
    '%j is not stored',
    (value) => {
      expect(v.is(phone, value)).toBe(false);
    }
  );
});
