import { describe, expect, it } from 'vitest';
import { factorise } from '$part/diagnosis/evidence/factorise';
import type { Evidence } from '$part/diagnosis/evidence/types';
import { tablesOf } from '$part/diagnosis/inference/tables';
import { condition, evidence, finding, pack } from '../packs';

const packed = pack({
  findings: [
    finding('cough', { background: { default: 0.02, '65+': 0.05 } }),
    finding('productive-cough', { childOf: 'cough' }),
    finding('rusty-sputum', { childOf: 'productive-cough', background: { default: 0.0001 } }),
    finding('dysuria', { background: {} }),
    finding('frequency'),
    finding('oedema', { background: { default: 0.1 } }),
    finding('pain', {
      slots: [
        { name: 'site', mode: 'one-of', values: ['left', 'right'] },
        { name: 'side', mode: 'one-of', values: ['in', 'out', 'both'], background: { in: 0.7 } },
        { name: 'provoked', mode: 'several-of', values: ['walking', 'lying'], background: { walking: 0.4 } }
      ]
    }),
    finding('hx.heart', { raises: { oedema: 0.2 } }),
    finding('hx.heart-failure', { childOf: 'hx.heart', raises: { oedema: 0.5 } }),
    finding('hx.liver', { raises: { oedema: 0.4 } })
  ],
  groups: { 'no-urinary': ['dysuria', 'frequency'], 'no-pain': ['pain'] },
  conditions: [condition('any', { cough: 0.6 })]
});
const tables = tablesOf(packed);
const of = (stated: Evidence, person = {}) => factorise(stated, person, packed, tables);
const names = (list: readonly { column: number }[]) =>
  list.map(({ column }) => tables.columns[column]).sort();
const odds = (b: number) => (1 - b) / b;

describe('what the evidence says once', () => {
  it('lets a present child silence its parents', () => {
    const { present } = of(evidence({ present: ['cough', 'productive-cough', 'dysuria'] }));
    expect(names(present)).toEqual(['dysuria', 'productive-cough']);
  });

  it('lets an absent parent silence its children', () => {
    const { absent, childAbsent } = of(evidence({ absent: ['cough', 'productive-cough', 'rusty-sputum'] }));
    expect(names(absent)).toEqual(['cough']);
    expect(childAbsent).toEqual([]);
  });

  it('counts an absent child against its nearest present parent', () => {
    const { present, absent, childAbsent } = of(evidence({ present: ['cough'], absent: ['rusty-sputum'] }));
    expect(names(present)).toEqual(['cough']);
    expect(absent).toEqual([]);
    expect(childAbsent).toEqual([
      {
        child: tables.columnOf.get('rusty-sputum'),
        parent: tables.columnOf.get('cough'),
        childBackground: 0.001,
        parentBackground: 0.02
      }
    ]);
  });

  it('counts a group once, with its named members silent, and not at all where a member is present', () => {
    const denied = evidence({ groupsAbsent: ['no-urinary'], absent: ['dysuria', 'frequency', 'cough'] });
    expect(names(of(denied).absent)).toEqual(['cough', 'group:no-urinary']);
    const partly = evidence({ groupsAbsent: ['no-urinary'], present: ['dysuria'], absent: ['frequency'] });
    expect(names(of(partly).absent)).toEqual(['frequency']);
    expect(of(evidence({ groupsAbsent: ['no-such-group'] })).absent).toEqual([]);
  });

  it('adds nothing for what is unknown, or not of this pack', () => {
    const nothing = of(evidence());
    expect(of(evidence({ unknown: ['cough'] }))).toEqual(nothing);
    expect(of(evidence({ present: ['no-such'], absent: ['nor-this'] }))).toEqual(nothing);
    expect(nothing).toEqual({
      present: [],
      absent: [],
      childAbsent: [],
      slots: [],
      onset: -1,
      duration: -1,
      course: -1
    });
  });

  it('gives the places of onset, duration and course', () => {
    const timed = of(evidence({ onset: 'over-days', duration: '<6h', course: 'improving' }));
    expect(timed).toMatchObject({ onset: 2, duration: 0, course: 3 });
  });
});

describe('backgrounds', () => {
  const first = (stated: Evidence, person = {}) => of(stated, person).present[0]?.odds;

  it('are those of the person, at least 0.001', () => {
    expect(first(evidence({ present: ['cough'] }), { ageYears: 70 })).toBeCloseTo(odds(0.05), 10);
    expect(first(evidence({ present: ['cough'] }))).toBeCloseTo(odds(0.02), 10);
    expect(first(evidence({ present: ['rusty-sputum'] }))).toBeCloseTo(odds(0.001), 10);
    expect(first(evidence({ present: ['dysuria'] }))).toBeCloseTo(odds(0.001), 10);
  });

  it('are raised by known diseases, each once, the more specific for the more general', () => {
    const with_ = (...known: string[]) => first(evidence({ present: ['oedema'], known }));
    expect(with_('hx.heart')).toBeCloseTo(odds(1 - 0.9 * 0.8), 10);
    expect(with_('hx.heart', 'hx.liver')).toBeCloseTo(odds(1 - 0.9 * 0.8 * 0.6), 10);
    expect(with_('hx.heart', 'hx.heart-failure')).toBeCloseTo(odds(1 - 0.9 * 0.5), 10);
  });
});

describe('backgrounds of parents', () => {
  it('are at least those of their children, also where a known disease raises the child alone', () => {
    const raised = pack({
      findings: [
        finding('cough'),
        finding('productive-cough', { childOf: 'cough' }),
        finding('hx.bronchiectasis', { raises: { 'productive-cough': 0.5 } })
      ],
      conditions: [condition('any', { cough: 0.6 })]
    });
    const stated = evidence({
      present: ['cough'],
      absent: ['productive-cough'],
      known: ['hx.bronchiectasis']
    });
    const [factor] = factorise(stated, {}, raised, tablesOf(raised)).childAbsent;
    expect(factor?.childBackground).toBeCloseTo(1 - 0.99 * 0.5, 12);
    expect(factor?.parentBackground).toBe(factor?.childBackground);
  });
});

describe('slots', () => {
  const slot = (name: string, value: string, present = true) => ({
    finding: 'pain',
    slot: name,
    value,
    present
  });
  const us = (...slots: ReturnType<typeof slot>[]) =>
    of(evidence({ present: ['pain'], slots: slots as never })).slots.map(({ row, u, present }) => [
      tables.slotRows[row],
      u,
      present
    ]);

  it('have the background given, an even share of the rest, or 0.15', () => {
    expect(us(slot('site', 'left'))).toEqual([['pain/site/left', 0.5, true]]);
    expect(us(slot('side', 'in'))[0]?.[1]).toBeCloseTo(0.7, 10);
    expect(us(slot('side', 'out'))[0]?.[1]).toBeCloseTo(0.15, 10);
    expect(us(slot('provoked', 'walking'), slot('provoked', 'lying'))).toEqual([
      ['pain/provoked/walking', 0.4, true],
      ['pain/provoked/lying', 0.15, true]
    ]);
  });

  it('say nothing of a finding that is not present, nor twice of one value', () => {
    expect(of(evidence({ slots: [slot('site', 'left')] as never })).slots).toEqual([]);
    expect(us(slot('site', 'left'), slot('site', 'right', false))).toEqual([['pain/site/left', 0.5, true]]);
    expect(us(slot('site', 'right', false))).toEqual([['pain/site/right', 0.5, false]]);
    expect(us(slot('site', 'nowhere'))).toEqual([]);
  });
});
