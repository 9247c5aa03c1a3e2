import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../src/lib/diagnosis/reading/fold-text';

describe('folding of text', () => {
  it('moves no place: as many units out as in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => foldText(text).length === text.length
      )
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 5000 }),
        (units) => foldText(units.map((unit) => String.fromCharCode(unit)).join('')).length === units.length
      )
    );
  });

  it('is settled: folding twice is folding once', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => foldText(foldText(text)) === foldText(text)
      )
    );
  });

  it.each([
    ['Ｔ　３８．５℃，ＢＰ：１２０／８０', 't 38.5℃,bp:120/80'],
    ['發熱、頭疼', '发热、头痛'],
    ['Ménière’s “café”', 'meniere\'s "cafe"'],
    ['咯血 粘痰', '咳血 黏痰'],
    ['WBC 15.2×10⁹/L', 'wbc 15.2x109/l'],
    ['a\tb\u200bc\u00a0d', 'a b c d'],
    ['【查体】', '(查体)']
  ])('%s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});
