import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '$part/kernel';
import type { DangerRule, DangerTest } from '$part/knowledge';
import { firing } from '$part/diagnosis/danger/evaluate';
import { evidence } from '../packs';

const rule = (when: DangerTest, id = 'r'): DangerRule => ({
  id,
  name: { zh: id, en: id },
  advice: { zh: id, en: id },
  urgency: 'emergency',
  when,
  source: 'test'
});
const fires = (when: DangerTest, stated: Parameters<typeof evidence>[0] = {}, person: Person = {}) =>
  firing([rule(when)], evidence(stated), person).length === 1;

const pain = {
  present: ['chest-pain'],
  slots: [{ finding: 'chest-pain', slot: 'radiation', value: 'left-arm', present: true }]
} as never;

describe('the tests of a danger rule', () => {
  it('finding: current and present', () => {
    expect(fires({ finding: 'a' }, { present: ['a'] })).toBe(true);
    expect(fires({ finding: 'a' }, { absent: ['a'] })).toBe(false);
    expect(fires({ finding: 'a' }, { unknown: ['a'], conflicts: ['a'] })).toBe(false);
    expect(fires({ finding: 'a' }, { present: ['a'], earlier: ['a'] })).toBe(false);
    expect(fires({ finding: 'a' })).toBe(false);
  });

  it('told: now or earlier in this illness', () => {
    expect(fires({ told: 'a' }, { present: ['a'], earlier: ['a'] })).toBe(true);
    expect(fires({ told: 'a' }, { present: ['a'] })).toBe(true);
    expect(fires({ told: 'a' }, { unknown: ['a'] })).toBe(false);
  });

  it('absent: stated so; not: passes where nothing is stated', () => {
    expect(fires({ absent: 'a' }, { absent: ['a'] })).toBe(true);
    expect(fires({ absent: 'a' })).toBe(false);
    const unlessDenied: DangerTest = { all: [{ finding: 'b' }, { not: { absent: 'a' } }] };
    expect(fires(unlessDenied, { present: ['b'] })).toBe(true);
    expect(fires(unlessDenied, { present: ['b'], absent: ['a'] })).toBe(false);
  });

  it('value of a finding that is current', () => {
    expect(fires({ value: 'left-arm', of: 'chest-pain' }, pain)).toBe(true);
    expect(fires({ value: 'jaw', of: 'chest-pain' }, pain)).toBe(false);
    expect(fires({ value: 'left-arm', of: 'back-pain' }, pain)).toBe(false);
    expect(
      fires({ value: 'left-arm', of: 'chest-pain' }, { ...(pain as object), earlier: ['chest-pain'] })
    ).toBe(false);
    const denied = {
      present: ['chest-pain'],
      slots: [{ finding: 'chest-pain', slot: 'radiation', value: 'left-arm', present: false }]
    };
    expect(fires({ value: 'left-arm', of: 'chest-pain' }, denied as never)).toBe(false);
  });

  it('measure against the threshold of the person; missing is not normal and fires nothing', () => {
    const fast: DangerTest = { measure: 'rate', is: { default: '>=30', '0-4': '>=50' } };
    expect(fires(fast, { measures: { rate: 30 } })).toBe(true);
    expect(fires(fast, { measures: { rate: 29 } })).toBe(false);
    expect(fires(fast, { measures: { rate: 40 } }, { ageYears: 2 })).toBe(false);
    expect(fires(fast, { measures: { rate: 50 } }, { ageYears: 2 })).toBe(true);
    expect(fires(fast)).toBe(false);
    expect(
      fires({ measure: 'rate', is: { '0-4': '>=50' } }, { measures: { rate: 90 } }, { ageYears: 30 })
    ).toBe(false);
    expect(fires({ measure: 'rate', is: { default: 'fast' } }, { measures: { rate: 90 } })).toBe(false);
  });

  it('onset and duration of a current finding', () => {
    const timing = { headache: { onset: 'sudden', duration: '<6h' } } as const;
    const thunder: DangerTest = { onset: ['sudden'], of: 'headache' };
    expect(fires(thunder, { present: ['headache'], timing })).toBe(true);
    expect(fires(thunder, { present: ['headache'] })).toBe(false);
    expect(fires(thunder, { present: ['headache'], earlier: ['headache'], timing })).toBe(false);
    expect(
      fires({ onset: ['over-days', 'over-weeks'], of: 'headache' }, { present: ['headache'], timing })
    ).toBe(false);
    expect(fires({ duration: ['<6h', '<24h'], of: 'headache' }, { present: ['headache'], timing })).toBe(
      true
    );
    expect(fires({ duration: ['>6m'], of: 'headache' }, { present: ['headache'], timing })).toBe(false);
  });

  it('age, sex and pregnancy, none of them where it is not known', () => {
    expect(fires({ ageYears: '<0.25' }, {}, { ageYears: 0.2 })).toBe(true);
    expect(fires({ ageYears: '<0.25' }, {}, { ageYears: 0.25 })).toBe(false);
    expect(fires({ ageYears: '<0.25' })).toBe(false);
    expect(fires({ sex: 'female' }, {}, { sex: 'female' })).toBe(true);
    expect(fires({ sex: 'female' })).toBe(false);
    expect(fires({ pregnant: true }, {}, { pregnant: true })).toBe(true);
    expect(fires({ pregnant: true }, { present: ['hx.pregnant'] })).toBe(true);
    expect(fires({ pregnant: true }, { present: ['hx.pregnant'] }, { pregnant: false })).toBe(false);
    expect(fires({ pregnant: true })).toBe(false);
  });

  it('all, any, at least', () => {
    const [a, b, c]: DangerTest[] = [{ finding: 'a' }, { finding: 'b' }, { finding: 'c' }];
    if (!a || !b || !c) return;
    expect(fires({ all: [a, b] }, { present: ['a', 'b'] })).toBe(true);
    expect(fires({ all: [a, b] }, { present: ['a'] })).toBe(false);
    expect(fires({ all: [] }, { present: ['a'] })).toBe(false);
    expect(fires({ any: [a, b] }, { present: ['b'] })).toBe(true);
    expect(fires({ any: [] }, { present: ['b'] })).toBe(false);
    expect(fires({ atLeast: 2, of: [a, b, c] }, { present: ['a', 'c'] })).toBe(true);
    expect(fires({ atLeast: 2, of: [a, b, c] }, { present: ['c'] })).toBe(false);
    expect(fires({ all: [a, { any: [b, { atLeast: 1, of: [c] }] }] }, { present: ['a', 'c'] })).toBe(true);
  });
});

describe('rules', () => {
  it('are returned in the order of the pack', () => {
    const rules = [
      rule({ finding: 'b' }, 'one'),
      rule({ finding: 'x' }, 'two'),
      rule({ finding: 'a' }, 'three')
    ];
    expect(firing(rules, evidence({ present: ['a', 'b'] }), {}).map((r) => r.id)).toEqual(['one', 'three']);
  });

  it('fire at least as much on more current findings', () => {
    const leaf = fc.constantFrom('a', 'b', 'c', 'd').map((finding): DangerTest => ({ finding }));
    const tree = fc.letrec<{ test: DangerTest }>((tie) => ({
      test: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('test'), { minLength: 1, maxLength: 3 }).map((all): DangerTest => ({ all })),
        fc.array(tie('test'), { maxLength: 3 }).map((any): DangerTest => ({ any })),
        fc
          .tuple(fc.integer({ min: 1, max: 3 }), fc.array(tie('test'), { maxLength: 3 }))
          .map(([atLeast, of]): DangerTest => ({ atLeast, of }))
      )
    })).test;
    const ids = fc.subarray(['a', 'b', 'c', 'd']);
    fc.assert(
      fc.property(tree, ids, ids, (when, some, more) => {
        if (fires(when, { present: some }))
          expect(fires(when, { present: [...new Set([...some, ...more])] })).toBe(true);
      })
    );
  });
});
