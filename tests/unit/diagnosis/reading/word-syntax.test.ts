import { describe, expect, it } from 'vitest';
import { parseWords } from '../../../../src/lib/diagnosis/reading/word-syntax';

const parse = (phrase: string): unknown => parseWords(phrase, new Map());

describe('the word syntax', () => {
  it('reads a phrase as a row of stems, or of Chinese characters', () => {
    expect(parse('coughing up blood')).toEqual([[['cough', 'up', 'blood']]]);
    expect(parse('胸口疼')).toEqual([[['胸', '口', '痛']]]);
    expect(parse('ST段抬高')).toEqual([[['st', '段', '抬', '高']]]);
    expect(parse('双肺(-)')).toEqual([[['双', '肺', '(-)']]]);
  });

  it('passes over determiners inside a phrase, and stray quotes', () => {
    expect(parse('pain in my chest')).toEqual([[['pain', 'in', 'chest']]]);
    expect(parse('"a fib"')).toEqual([[['a', 'fib']]]);
    expect(parse('non-productive cough')).toEqual([[['non', 'productiv', 'cough']]]);
  });

  it('spreads alternatives word by word', () => {
    expect(parse('high|raised temperature')).toEqual([
      [
        ['high', 'temperatur'],
        ['rais', 'temperatur']
      ]
    ]);
  });

  it('keeps alternatives of a term whole where terms may stand apart', () => {
    expect(parse('pain|ache ~ chest')).toEqual([[['pain'], ['ach']], [['chest']]]);
    expect(parse('history ~ heart attack|MI')).toEqual([[['histori']], [['heart', 'attack'], ['mi']]]);
    expect(parse('胸|胸口 ~ 痛 ~ 左')).toEqual([[['胸'], ['胸', '口']], [['痛']], [['左']]]);
  });

  it('gives nothing for nothing', () => {
    expect(parse('')).toBeUndefined();
    expect(parse(' ~ | ')).toBeUndefined();
  });
});
