import type { Pack } from '$part/knowledge';
import { canonicalJson, type Json } from '$part/kernel';
import { describe, expect, it } from 'vitest';
import { compilePack, pinyinOf } from '../../../tools/knowledge/compile-pack';
import { modelInputHash, packHash } from '../../../tools/knowledge/hashes';
import { validate } from '../../../tools/knowledge/validate';
import { changed, smallPack, withFolder, type Files } from '../../fixtures/knowledge/small-pack';

const SYMPTOMS = 'vocabulary/symptoms.yaml';
const CONDITION = 'conditions/cough/pneumonia.yaml';

const compiled = (files: Files): Pack =>
  withFolder(files, (folder) => {
    const { sources, resolve, report } = validate(folder);
    expect(report.errors).toEqual([]);
    return compilePack(sources, resolve);
  });
const base = compiled(smallPack());

describe('compilePack', () => {
  it('has the written conditions, with what the list says of them', () => {
    expect(base.conditions.map((c) => c.id)).toEqual(['bronchitis', 'pneumonia']);
    expect(base.conditions[1]).toMatchObject({
      name: { zh: '肺炎', en: 'Pneumonia' },
      system: 'respiratory',
      icd10: ['J18.9', 'J47'],
      pinyin: { full: 'feiyan', initials: 'fy' },
      perThousandVisits: 300,
      mustNotMiss: true,
      presentsAs: { cough: 0.5, fever: 0.3 },
      given: { 'hx.asthma': 3 }
    });
  });

  it('has slots, hierarchy, group members of both ways of naming, and pinyin', () => {
    const sputum = base.findings.find((f) => f.id === 'sputum');
    expect(sputum).toMatchObject({
      childOf: 'cough',
      slots: [{ name: 'colour', mode: 'one-of', values: ['clear', 'green', 'rusty'] }],
      pinyin: { full: 'ketan', initials: 'kt' },
      timed: false
    });
    expect(base.groups[0]?.members).toEqual(['cough', 'fever']);
    expect(base.danger[0]?.when).toEqual({
      all: [
        { any: [{ finding: 'fever' }, { measure: 'temperature', is: { default: '>=38' } }] },
        { ageYears: '<0.25' }
      ]
    });
    expect(base.visits.person).toEqual({
      'male 0-17': 0.2,
      'male 18+': 0.3,
      'female 0-17': 0.2,
      'female 18+': 0.3
    });
  });

  it('writes out a default that a lowered parent pulls down with it', () => {
    const lowered = compiled(
      changed(
        CONDITION,
        'core: { fever: 0.6, cough: 0.85, sputum: 0.6 }',
        'core: { fever: 0.6, cough: 0.02 }',
        changed(CONDITION, 'presents_as: { cough: 0.5, fever: 0.3 }', 'presents_as: { fever: 0.3 }')
      )
    );
    expect(lowered.conditions.find((c) => c.id === 'pneumonia')?.core).toEqual({
      fever: 0.6,
      cough: 0.02,
      sputum: 0.02
    });
  });

  it('is the same to the byte whenever it is compiled, whatever the order of files', () => {
    const again = compiled(smallPack());
    const { [SYMPTOMS]: moved = '', ...others } = smallPack();
    const renamed = { ...others, 'vocabulary/a-first.yaml': moved };
    const text = (pack: Pack) => canonicalJson(pack as unknown as Json);
    expect(text(again)).toBe(text(base));
    expect(text(compiled(renamed))).toBe(text(base));
  });
});

describe('the two hashes', () => {
  const both = (pack: Pack) => [pack.packHash !== base.packHash, pack.modelInputHash !== base.modelInputHash];
  const after = (file: string, from: string, to: string) => both(compiled(changed(file, from, to)));

  it('are SHA-256 in hex and made again from a pack that carries them', () => {
    expect(base.packHash).toMatch(/^[0-9a-f]{64}$/);
    expect(packHash(base)).toBe(base.packHash);
    expect(modelInputHash(base)).toBe(base.modelInputHash);
  });

  it.each([
    ['a name', SYMPTOMS, 'name: { zh: 咳嗽, en: cough }', 'name: { zh: 咳嗽, en: coughing }'],
    ['a word', SYMPTOMS, 'zh: [咳嗽的另一种说法]', 'zh: [老咳]'],
    ['a question', SYMPTOMS, 'zh: 有咳嗽吗?', 'zh: 咳不咳?'],
    ['a source', CONDITION, 'A guideline of lungs, 2020', 'A guideline of lungs, 2024'],
    ['an alias', CONDITION, 'zh: [pneumonia俗名]', 'zh: [肺热]'],
    ['a grade', CONDITION, 'p: 0.3, grade: textbook', 'p: 0.3, grade: study'],
    ['a code', 'list/respiratory.yaml', 'icd10: [J18.9, J47]', 'icd10: [J18.8, J47]'],
    ['a rule of danger', 'danger.yaml', '"<0.25"', '"<0.5"']
  ])('of the pack changes with %s, of the model not', (_, file, from, to) => {
    expect(after(file, from, to)).toEqual([true, false]);
  });

  it.each([
    ['a frequency', CONDITION, 'fever-high: { p: 0.3', 'fever-high: { p: 0.1'],
    ['a prior', 'list/respiratory.yaml', 'per_1000_visits: 300', 'per_1000_visits: 301'],
    ['an age factor', CONDITION, '"0-17": 0.5', '"0-17": 0.6'],
    ['a multiplier', CONDITION, 'given: { hx.asthma: 3 }', 'given: { hx.asthma: 4 }'],
    ['a background', SYMPTOMS, 'default: 0.01', 'default: 0.05'],
    ['a slot', SYMPTOMS, '[clear, green, rusty]', '[clear, green, rusty, pressing]'],
    [
      'a member of a cluster',
      'vocabulary/clusters.yaml',
      'members: [fever, sign-a]',
      'members: [fever, sign-b]'
    ],
    ['a core default', 'vocabulary/systems.yaml', 'chest-pain: 0.1', 'chest-pain: 0.3'],
    ['a duration', CONDITION, '"1-3d": 0.6', '"1-3d": 0.5']
  ])('both change with %s', (_, file, from, to) => {
    expect(after(file, from, to)).toEqual([true, true]);
  });

  it('both change with raised backgrounds', () => {
    expect(both(compiled({ ...smallPack(), 'raises.yaml': 'hx.asthma: { cough: 0.3 }\n' }))).toEqual([
      true,
      true
    ]);
  });
});

describe('pinyinOf', () => {
  it.each([
    ['胸痛', 'xiongtong', 'xt'],
    ['ST段抬高', 'stduantaigao', 'stdtg'],
    ['停经(月经推迟)', 'tingjing', 'tj'],
    ['女性', 'nvxing', 'nx'],
    ['D-二聚体升高', 'derjutishenggao', 'dejtsg']
  ])('%s', (name, full, initials) => {
    expect(pinyinOf(name)).toEqual({ full, initials });
  });
});
