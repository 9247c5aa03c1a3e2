import { describe, expect, it } from 'vitest';
import { age, bilingual, factor, megabytes, number, percent, t } from '../../../src/lib/i18n';

describe('t', () => {
  it('puts parameters in, also those with a dollar sign', () => {
    expect(t('zh', 'differential.first', { name: '$& 肺炎', probability: '61%' })).toBe('首位：$& 肺炎，61%');
    expect(t('en', 'differential.show-all', { count: 40 })).toBe('Show all 40');
  });

  it('leaves a parameter that is not given', () => {
    expect(t('en', 'differential.show-all')).toContain('{count}');
  });

  it('makes both languages at once, each with its own parameter', () => {
    expect(bilingual('fact.not', { name: { zh: '发热', en: 'fever' } })).toEqual({
      zh: '无发热',
      en: 'No fever'
    });
  });
});

describe('formats', () => {
  it.each([
    [0, '0%'],
    [0.0001, '<1%'],
    [0.006, '1%'],
    [0.614, '61%'],
    [0.997, '>99%'],
    [1, '100%']
  ])('%d is %s', (value, text) => {
    expect(percent('zh', value)).toBe(text);
    expect(percent('en', value)).toBe(text);
  });

  it('writes a log weight as a factor', () => {
    expect(factor('en', Math.log(8))).toBe('×8');
    expect(factor('en', -Math.log(3))).toBe('÷3');
    expect(factor('zh', Math.log(1.4))).toBe('×1.4');
    expect(factor('zh', 20)).toBe('×>1000');
  });

  it('writes ages of infants in months', () => {
    expect(age('zh', 0)).toBe('0个月');
    expect(age('zh', 0.25)).toBe('3个月');
    expect(age('en', 0.25)).toBe('3 months');
    expect(age('zh', 62.9)).toBe('62岁');
  });

  it('writes bytes and numbers', () => {
    expect(megabytes('en', 6_540_000)).toBe('6.5 MB');
    expect(number('en', 38.25, 1)).toBe('38.3');
  });
});
