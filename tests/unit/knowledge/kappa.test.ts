import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nearestStep, weightedKappa } from '../../../tools/knowledge/kappa';
import { kappaReport, stepPairs } from '../../../tools/knowledge/kappa-report';
import { mergedNumbers, mergePilots } from '../../../tools/knowledge/merge-pilots';
import { readPilots } from '../../../tools/knowledge/pilot-hands';
import { sourceFromText } from '../../../tools/knowledge/source-file';
import { validate } from '../../../tools/knowledge/validate';
import { changed, smallPack, withFolder, type Files } from '../../fixtures/knowledge/small-pack';

describe('nearestStep', () => {
  it('has seven steps and takes the lower of two equally near', () => {
    expect([0, 0.02, 0.1, 0.3, 0.6, 0.85, 0.97].map(nearestStep)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([0.005, 0.05, 0.2, 0.45, 0.7, 0.92, 1].map(nearestStep)).toEqual([0, 1, 2, 3, 4, 6, 6]);
  });
});

describe('weightedKappa', () => {
  it('agrees with an example worked by hand', () => {
    // Raters on five items: (0,0) (1,2) (2,2) (4,3) (6,6).
    // Observed: (0 + 1 + 0 + 1 + 0) / 5 = 0.4.
    // Expected: mean over all 25 crossings of (a - b)^2 with a in {0,1,2,4,6}, b in {0,2,2,3,6}
    //   a=0: 0+4+4+9+36=53; a=1: 1+1+1+4+25=32; a=2: 4+0+0+1+16=21; a=4: 16+4+4+1+4=29; a=6: 36+16+16+9+0=77
    //   sum 212 / 25 = 8.48. Kappa = 1 - 0.4 / 8.48 = 0.95283...
    const pairs = [
      [0, 0],
      [1, 2],
      [2, 2],
      [4, 3],
      [6, 6]
    ] as const;
    expect(weightedKappa(pairs)).toBeCloseTo(1 - 0.4 / 8.48, 12);
  });

  it('is 1 for full agreement, 0 for chance, negative for the contrary, and undefined for nothing', () => {
    expect(
      weightedKappa([
        [0, 0],
        [3, 3],
        [6, 6]
      ])
    ).toBe(1);
    expect(
      weightedKappa([
        [0, 0],
        [0, 6],
        [6, 0],
        [6, 6]
      ])
    ).toBeCloseTo(0, 12);
    expect(
      weightedKappa([
        [0, 6],
        [6, 0]
      ])
    ).toBeLessThan(0);
    expect(weightedKappa([[2, 2]])).toBe(1);
    expect(weightedKappa([])).toBeNaN();
  });
});

const PILOT = 'conditions/cough/pneumonia.yaml';
const pilot = (from: string, to: string) => changed(PILOT, from, to)[PILOT] ?? '';
const own = smallPack()[PILOT] ?? '';

/** Three hands: b calls fever-high usual and leaves sputum to the default, c names a finding that nobody else does. */
const hands: Files = {
  'hand-a/pneumonia.yaml': own,
  'hand-b/cough/pneumonia.yaml': pilot('fever-high: { p: 0.3', 'fever-high: { p: 0.6')
    .replace(', sputum: 0.6 }', ' }')
    .replace('hx.asthma: 3', 'hx.asthma: 12')
    .replace('near: [bronchitis', 'near: [other-respiratory, bronchitis')
    .replace(', asthma, other-respiratory]', ', asthma]'),
  'hand-c/pneumonia.yaml': pilot(
    '  fever-high: { p: 0.3, grade: textbook }\n',
    '  sign-w: { p: 0.3, grade: judgement }\n  sign-x: { p: 0.85, grade: textbook }\n'
  )
};

describe('agreement of hands', () => {
  it('pairs what either names with the core block, defaults filled in', () => {
    withFolder({ ...smallPack() }, (packFolder) => {
      const { resolve } = validate(packFolder);
      withFolder(hands, (folder) => {
        const { byId, report } = readPilots(folder);
        expect(report.errors).toEqual([]);
        const a = byId.get('pneumonia')?.get('hand-a');
        const b = byId.get('pneumonia')?.get('hand-b');
        if (!a || !b) throw new Error('both hands are there');
        const { union, both, beyondCore } = stepPairs(a, b, resolve);
        // 21 findings that both name, and fever, cough, sputum, chest-pain of the core.
        expect(union).toHaveLength(25);
        expect(beyondCore).toHaveLength(21);
        // Sputum is named by a alone, chest pain by nobody: fever, cough and the 21.
        expect(both).toHaveLength(23);
        // Two differences of one step: fever-high 0.3 against 0.6, sputum 0.6 against its default 0.3.
        expect(union.filter(([x, y]) => x !== y)).toEqual(
          expect.arrayContaining([
            [3, 4],
            [4, 3]
          ])
        );
        const lines = kappaReport(folder, resolve);
        expect(lines[0]).toContain('hand-a against hand-b: union with core ');
        expect(lines.filter((line) => line.includes('pneumonia'))).toHaveLength(3);
      });
    });
  });

  it('says which folder is missing and which file is wrong', () => {
    withFolder({ 'hand-a/pneumonia.yaml': own.replace('near:', 'naer:') }, (folder) => {
      const fields = readPilots(folder).report.errors.map((problem) => problem.field);
      expect(fields).toEqual(expect.arrayContaining(['(folder)', 'naer', 'near']));
    });
  });
});

describe('mergePilots', () => {
  it('takes medians, drops what one hand alone calls no more than sometimes, and joins neighbours', () => {
    withFolder(hands, (folder) => {
      const all = [...(readPilots(folder).byId.get('pneumonia')?.values() ?? [])];
      const merged = mergedNumbers(all);
      expect(merged.core).toEqual({ fever: 0.6, cough: 0.85, sputum: 0.6 });
      // Named by two hands, 0.3 and 0.6: the lower, which a hand wrote.
      expect(merged.findings['fever-high']).toEqual({ p: 0.3, grade: 'textbook' });
      expect(merged.findings['sign-w']).toBeUndefined();
      expect(merged.findings['sign-x']).toEqual({ p: 0.85, grade: 'textbook' });
      // Geometric mean of 3, 12 and 3.
      expect(merged.given['hx.asthma']).toBeCloseTo(4.8, 1);
      expect(new Set(merged.near)).toEqual(new Set(['bronchitis', 'asthma', 'other-respiratory']));
    });
  });

  it("writes a readable file that keeps the first hand's other fields", () => {
    withFolder(hands, (folder) => {
      const out = path.join(folder, 'merged');
      expect(mergePilots(folder, out)).toEqual(['pneumonia: 3 hands, 22 findings, 3 core numbers']);
      const text = readFileSync(path.join(out, 'pneumonia.yaml'), 'utf8');
      const source = sourceFromText('pneumonia.yaml', text);
      expect(source.syntaxErrors).toEqual([]);
      expect(source.value).toMatchObject({
        id: 'pneumonia',
        presents_as: { cough: 0.5 },
        clusters: ['feverish']
      });
      expect(text).toContain('  fever-high: { p: 0.3, grade: textbook }\n');
      expect(text).toContain('core: { fever: 0.6, cough: 0.85, sputum: 0.6 }\n');
      withFolder({ ...smallPack(), [PILOT]: text }, (packFolder) => {
        expect(validate(packFolder).report.errors).toEqual([]);
      });
    });
  });
});
