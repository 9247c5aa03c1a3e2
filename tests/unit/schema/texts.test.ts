import { cleanLine, cleanProse } from '$part/schema';
import { line, prose } from '$part/schema/texts';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const BAD = ['\u0000', '\u001b', '\u007f', '\u0085', '\u2028', '\u202e', '\u2066', '\ud83d'];

describe('stored texts', () => {
  it.each(BAD)('holds no %j', (bad) => {
    for (const schema of [line(20), prose(20)]) expect(v.is(schema, `王${bad}花`)).toBe(false);
    expect(cleanLine(`王${bad}花`)).toBe('王 花');
    expect(cleanProse(`王${bad}花`)).toBe('王 花');
  });

  it.each(['买买提·艾力', '𠮷野', 'مەمەت', 'a\u200db', '王 花', 'O’Neill'])('takes %s', (name) => {
    expect(v.is(line(20), name)).toBe(true);
    expect(cleanLine(name)).toBe(name);
  });

  it('takes lines and tabs in prose alone', () => {
    expect(v.is(prose(20), 'a\n\tb')).toBe(true);
    expect(v.is(line(20), 'a\nb')).toBe(false);
    expect(v.is(prose(20), 'a\r\nb')).toBe(false);
  });

  it('counts UTF-16 units, and wants a line to say something', () => {
    expect([v.is(line(2), '𠮷'), v.is(line(1), '𠮷'), v.is(line(2), ' '), v.is(line(2), '')]).toEqual([
      true,
      false,
      false,
      false
    ]);
    expect(v.is(prose(0), '')).toBe(true);
  });

  it('cleans every text into one that is taken, and prose without moving anything', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...BAD, ' ', '\n', '\r'), fc.string({ unit: 'binary' }))
    });
    fc.assert(
      fc.property(text, (typed) => {
        const cleaned = cleanLine(typed);
        expect(cleaned === '' || v.is(line(10_000), cleaned)).toBe(true);
        expect(v.is(prose(10_000), cleanProse(typed))).toBe(true);
        expect(cleanProse(typed)).toHaveLength(typed.length);
      })
    );
  });
});
