import { isBlindVisit, type Reasonableness } from '$part/flows/encounter';
import { compareLists } from '$part/flows/encounter/compare-lists';
import { ofRow, ofText } from '$part/flows/encounter/diagnosis-of';
import { type Judged, reasonableness } from '$part/flows/encounter/reasonableness';
import type { ConditionId, FindingId } from '$part/knowledge';
import { type Diagnosis, ENCOUNTER, type ShownList } from '$part/schema';
import { describe, expect, it } from 'vitest';
import { PACK } from './room';

describe('the visits that are asked first', () => {
  it('are a tenth, by their ids alone', () => {
    const ids = Array.from({ length: 10_000 }, () => crypto.randomUUID());
    const asked = ids.filter(isBlindVisit);
    // Four standard deviations of a tenth of 10,000.
    expect(asked.length).toBeGreaterThan(880);
    expect(asked.length).toBeLessThan(1_120);
    expect(ids.filter(isBlindVisit)).toEqual(asked);
  });

  it('are a tenth of ids that differ in their last digit alone, too', () => {
    const ids = Array.from(
      { length: 10_000 },
      (_, n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
    );
    expect(ids.filter(isBlindVisit).length).toBeGreaterThan(880);
    expect(ids.filter(isBlindVisit).length).toBeLessThan(1_120);
  });
});

const named = (condition: string | undefined, primary = true): Diagnosis => ({
  ...(condition === undefined ? {} : { condition }),
  icd10: 'R69',
  name: 'x',
  certainty: 'confirmed',
  primary
});
const ranked = [
  ['pneumonia', 0.5],
  ['gastroenteritis', 0.3],
  ['infarction', 0.1],
  ['prostatitis', 0.0995],
  ['other-general', 0.0004],
  ['common-cold', 0.0001]
].map(([condition, probability]) => ({
  condition: condition as ConditionId,
  probability: Number(probability)
}));
const man = { sex: 'male', ageYears: 62 } as const;
const plain = { pack: PACK, ranked, evidence: { known: [] }, person: man, isDanger: false };

describe('reasonableness', () => {
  const table: readonly [string, Partial<Judged> & Pick<Judged, 'diagnoses'>, Reasonableness | undefined][] =
    [
      ['none without a diagnosis', { diagnoses: [] }, undefined],
      ['the first', { diagnoses: [named('pneumonia')] }, 'fits'],
      ['one among the first', { diagnoses: [named('infarction')] }, 'fits'],
      ['low and unlikely', { diagnoses: [named('common-cold')] }, 'low-on-list'],
      ['one that the list leaves out', { diagnoses: [named('diabetes')] }, 'not-on-list'],
      [
        'one that is known already',
        { diagnoses: [named('diabetes')], evidence: { known: ['hx.diabetes' as FindingId] } },
        'fits'
      ],
      ['one that no pack knows', { diagnoses: [named(undefined)] }, 'not-in-pack'],
      ['no list shown', { diagnoses: [named('common-cold')], ranked: undefined }, undefined],
      [
        'an infarction of a child',
        { diagnoses: [named('infarction')], person: { ageYears: 5 } },
        'impossible-age'
      ],
      ['an age not known', { diagnoses: [named('infarction')], person: {} }, 'fits'],
      [
        'a prostatitis of a woman',
        { diagnoses: [named('prostatitis')], person: { sex: 'female' } },
        'impossible-sex'
      ],
      [
        'impossible even where no list was shown',
        { diagnoses: [named('prostatitis')], person: { sex: 'female' }, ranked: undefined },
        'impossible-sex'
      ],
      [
        'a mild one under a danger sign',
        { diagnoses: [named('pneumonia')], isDanger: true },
        'danger-unanswered'
      ],
      ['a grave one under it', { diagnoses: [named('infarction')], isDanger: true }, 'fits'],
      [
        'a mild one beside a grave one that is suspected',
        {
          diagnoses: [named('pneumonia'), { ...named('infarction', false), certainty: 'suspected' }],
          isDanger: true
        },
        'fits'
      ],
      ['what no pack knows, under it', { diagnoses: [named(undefined)], isDanger: true }, 'danger-unanswered']
    ];
  it.each(table)('%s', (_, judged, code) => {
    expect(reasonableness({ ...plain, ...judged })).toBe(code);
  });
});

describe('codes', () => {
  it.each([
    ['J06.900', 'J06.9'],
    ['J00.x00', 'J00'],
    ['A01.000x003+G01*', 'A01.0'],
    ['C22.900M81700/3', 'C22.9'],
    ['I10', 'I10']
  ])('of the national edition %s is %s of WHO', (code, icd10) => {
    expect(ofRow({ code, name: 'x', initials: 'x' })?.icd10).toBe(icd10);
  });

  it('stand under what was typed and is found nowhere', () => {
    expect(ofText(' 怪病\u0000 ', PACK, 'pneumonia')).toMatchObject({
      name: '怪病',
      condition: 'other-general',
      icd10: 'B99'
    });
    expect(ofText('怪病', PACK, undefined)).toEqual({ name: '怪病', icd10: 'R69', nationalCode: 'R69.x00' });
    expect(ofText('  ', PACK, undefined)).toBeUndefined();
  });
});

describe('a list made again', () => {
  const { shown } = ENCOUNTER.example;
  const then = shown as ShownList;
  const moved = (by: number): ShownList => ({
    ...then,
    ranked: then.ranked.map((row, at) => (at === 0 ? { ...row, probability: row.probability + by } : row))
  });

  it('is equal to a millionth', () => {
    expect(compareLists(then, moved(9e-7))).toMatchObject({ isEqual: true, others: [] });
    expect(compareLists(then, moved(2e-6))).toMatchObject({ isEqual: false, others: [] });
  });

  it('differs where a row, a danger sign or the urgency does', () => {
    expect(compareLists(then, { ...then, ranked: then.ranked.slice(1) }).isEqual).toBe(false);
    expect(compareLists(then, { ...then, danger: ['x'] }).isEqual).toBe(false);
    expect(compareLists(then, { ...then, urgency: 'emergency' }).isEqual).toBe(false);
    expect(compareLists(then, { ...then, abstain: 'surprise' }).isEqual).toBe(false);
  });

  it('names what computed it where that is another', () => {
    const others = compareLists(then, { ...then, packHash: 'f'.repeat(64), build: '0.2.0' }).others;
    expect(others.map(({ what }) => what)).toEqual(['pack', 'build']);
  });
});
