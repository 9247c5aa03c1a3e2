import { cleanWord, parseWord, phrasesOf } from '$part/knowledge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('parseWord', () => {
  it.each([
    ['胸口疼', { mode: 'sequence', terms: [['胸口疼']] }],
    ['high|raised temperature', { mode: 'sequence', terms: [['high', 'raised'], ['temperature']] }],
    ['high | raised temperature', { mode: 'sequence', terms: [['high', 'raised'], ['temperature']] }],
    [
      '胸口|胸前 ~ 痛|疼',
      {
        mode: 'near',
        terms: [
          ['胸口', '胸前'],
          ['痛', '疼']
        ]
      }
    ],
    [
      'discharge ~ down below|front passage',
      { mode: 'near', terms: [['discharge'], ['down below', 'front passage']] }
    ]
  ])('%s', (text, value) => {
    expect(parseWord(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['a ~ ', 'empty-term'],
    ['~ b', 'empty-term'],
    ['a|', 'empty-alternative'],
    ['a||b ~ c', 'empty-alternative'],
    ['"a b"', 'stray-quote'],
    ['a|b|c|d a|b|c|d a|b|c|d a|b|c|d', 'too-many']
  ])('refuses %j: %s', (text, error) => {
    expect(parseWord(text)).toEqual({ ok: false, error });
  });

  it('gives terms and alternatives that are never empty, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '|', '~', '"', '痛'), maxLength: 20 }),
        (text) => {
          const parsed = parseWord(text);
          if (!parsed.ok) return;
          expect(parsed.value.terms.length).toBeGreaterThan(0);
          for (const term of parsed.value.terms) {
            expect(term.length).toBeGreaterThan(0);
            for (const option of term) expect(option.trim()).toBe(option);
            expect(term.every((option) => option !== '')).toBe(true);
          }
        }
      )
    );
  });
});

describe('cleanWord', () => {
  it.each([
    ['"high|raised temperature"', 'high|raised temperature'],
    ['pain "in" chest', 'pain in chest'],
    ['  two   spaces ', 'two spaces'],
    ['high | raised temperature', 'high|raised temperature']
  ])('%s', (written, clean) => {
    expect(cleanWord(written)).toBe(clean);
  });
});

describe('phrasesOf', () => {
  const phrases = (text: string) => {
    const parsed = parseWord(text);
    return parsed.ok ? phrasesOf(parsed.value) : [];
  };
  it('spells out every phrase, and near patterns in one spelling whatever their order', () => {
    expect(phrases('High|raised temperature')).toEqual(['high temperature', 'raised temperature']);
    expect(phrases('b|a ~ c')).toEqual(phrases('c ~ a|b'));
  });
});
