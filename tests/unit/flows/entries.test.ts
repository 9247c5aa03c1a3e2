import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../src/lib/knowledge';
import { ageOf } from '../../../src/lib/flows/age-entry';
import { EMPTY_DRAFT } from '../../../src/lib/flows/draft';
import { personOf } from '../../../src/lib/flows/person-of';
import { spanShift } from '../../../src/lib/flows/shift-spans';
import { typedNumber } from '../../../src/lib/flows/typed-number';
import { bandOf, levelOf, vitalOf } from '../../../src/lib/flows/vital-entry';

const ok = (value: number | undefined) => ({ ok: true, value });
const refused = (error: string) => ({ ok: false, error });

describe('typed numbers', () => {
  it.each([
    ['', undefined],
    ['   ', undefined],
    ['38.5', 38.5],
    ['３８．５', 38.5],
    ['38,5', 38.5],
    ['38。5', 38.5],
    [' 102 ', 102],
    ['.5', 0.5]
  ])('%j is %s', (text, value) => {
    expect(typedNumber(text)).toEqual(ok(value));
  });

  it.each(['abc', '1e3', '0x1f', 'Infinity', '12 13', '😀', '--1', '1.2.3'])('%j is no number', (text) => {
    expect(typedNumber(text)).toEqual(refused('not-number'));
  });

  it('never throws, and gives finite numbers alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const typed = typedNumber(text);
        expect(!typed.ok || typed.value === undefined || Number.isFinite(typed.value)).toBe(true);
      })
    );
  });
});

describe('age', () => {
  it.each([
    ['0', 'years', 0],
    ['130', 'years', 130],
    ['', 'years', undefined],
    ['3', 'months', 0.25],
    ['0', 'months', 0],
    ['1.5', 'years', 1.5]
  ] as const)('%j %s is accepted', (text, unit, years) => {
    expect(ageOf(text, unit)).toEqual(ok(years));
  });

  it.each([
    ['131', 'years', 'out-of-range'],
    ['-1', 'years', 'out-of-range'],
    ['37', 'months', 'out-of-range'],
    ['old', 'years', 'not-number']
  ] as const)('%j %s is refused: %s', (text, unit, fault) => {
    expect(ageOf(text, unit)).toEqual(refused(fault));
  });
});

describe('the person', () => {
  const typed = (more: object) => ({ ...EMPTY_DRAFT, ...more });

  it('is taken from the note where nothing is entered, and says so', () => {
    const taken = personOf(EMPTY_DRAFT, { ageYears: 62, sex: 'female' }, 11);
    expect(taken.person).toEqual({ ageYears: 62, sex: 'female', month: 11 });
    expect(taken).toMatchObject({ ageFromNote: 62, sexFromNote: 'female' });
  });

  it('is as entered before what the note says', () => {
    const draft = typed({ age: { text: '4', unit: 'months' }, sex: 'male' });
    const taken = personOf(draft, { ageYears: 62, sex: 'female' }, 1);
    expect(taken.person).toEqual({ ageYears: 1 / 3, sex: 'male', month: 1 });
    expect(taken.ageFromNote).toBeUndefined();
  });

  it('has no age while a refused one stands in the field', () => {
    expect(personOf(typed({ age: { text: '200', unit: 'years' } }), { ageYears: 62 }, 1).person).toEqual({
      month: 1
    });
  });

  it.each([
    ['female', '30', true],
    ['female', '', true],
    ['female', '9', false],
    ['female', '70', false],
    ['male', '30', false]
  ] as const)('%s of %j may be pregnant: %s', (sex, text, possible) => {
    const taken = personOf(typed({ sex, pregnant: true, age: { text, unit: 'years' } }), undefined, 1);
    expect(taken.mayBePregnant).toBe(possible);
    expect(taken.person.pregnant).toBe(possible ? true : undefined);
  });
});

describe('vital signs', () => {
  const pulse: Measure = {
    id: 'pulse',
    name: { zh: '脉搏', en: 'pulse' },
    words: { zh: [], en: [] },
    unit: '/min',
    otherUnits: [],
    plausible: [20, 300],
    decimals: 0,
    vital: true,
    normal: { default: [60, 100], '0-1': [100, 160] },
    findings: [],
    source: 'test'
  };

  it('refuses what cannot be and takes the limits themselves', () => {
    expect(vitalOf('900', pulse)).toEqual(refused('implausible'));
    expect(vitalOf('20', pulse)).toEqual(ok(20));
    expect(vitalOf('300', pulse)).toEqual(ok(300));
    expect(vitalOf('', pulse)).toEqual(ok(undefined));
  });

  it('draws the band of the person, inside what is possible', () => {
    expect(bandOf(pulse, { ageYears: 40 })).toEqual({ normal: [60, 100], scale: [20, 140] });
    expect(bandOf(pulse, { ageYears: 0.5 })?.normal).toEqual([100, 160]);
    expect(bandOf({ ...pulse, normal: {} }, {})).toBeUndefined();
  });

  it('names what lies outside', () => {
    const band = { normal: [60, 100], scale: [20, 140] } as const;
    expect([59, 60, 100, 101].map((value) => levelOf(value, band))).toEqual([
      'low',
      'normal',
      'normal',
      'high'
    ]);
  });
});

describe('spans under an edit', () => {
  it('stay under their words when text is put in before or behind', () => {
    const shift = spanShift('发热 咳嗽', '昨天起 发热 咳嗽');
    expect(shift([0, 2])).toEqual([4, 6]);
    expect(spanShift('发热', '发热咳嗽')([0, 2])).toEqual([0, 2]);
  });

  it('go where the edit touches them', () => {
    expect(spanShift('无发热', '无发大热')([1, 3])).toBeUndefined();
  });

  it('always hold the same words as before', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '热', '咳', ' ') });
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), (before, after, a, b) => {
        const start = a % (before.length + 1);
        const end = start + (b % (before.length - start + 1));
        const span = spanShift(before, after)([start, end]);
        if (span) expect(after.slice(...span)).toBe(before.slice(start, end));
      })
    );
  });
});
