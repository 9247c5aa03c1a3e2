import { describe, expect, it } from 'vitest';
import { parseThreshold, passes } from '$part/diagnosis/evidence/threshold';

describe('thresholds', () => {
  it.each([
    ['>=37.5', 37.5, true],
    ['>=37.5', 37.4, false],
    ['<90', 90, false],
    ['<90', 89.9, true],
    ['>100', 100, false],
    ['> 100', 101, true],
    ['<=8', 8, true],
    ['<=-2.5', -3, true]
  ])('%s of %d is %s', (text, value, expected) => expect(passes(text, value)).toBe(expected));

  it('says nothing where the text is no comparison or the value no number', () => {
    for (const text of ['37.5', '=37.5', '>=', 'high', '', '>=37,5', '>=37.5 C']) {
      expect(parseThreshold(text)).toBeUndefined();
      expect(passes(text, 40)).toBeUndefined();
    }
    expect(passes('>=37.5', NaN)).toBeUndefined();
  });
});
