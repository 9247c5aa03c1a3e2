import { describe, expect, it } from 'vitest';
import type { Differential } from '../../../src/lib/diagnosis';
import { indexOf } from '../../../src/lib/diagnosis';
import { isHandedOver, handOver } from '../../../src/lib/flows/handover';
import { EMPTY_DRAFT } from '../../../src/lib/flows/draft';
import { Names } from '../../../src/lib/flows/names';
import { actView, differentialView } from '../../../src/lib/flows/views';
import { vitalsView } from '../../../src/lib/flows/vitals-view';
import type { Measure } from '../../../src/lib/knowledge';
import { TEST_PACK } from '../diagnosis/reading/test-pack';

const index = indexOf(TEST_PACK);
const names = new Names(TEST_PACK);
const list = (urgency: Differential['urgency'], abstain?: Differential['abstain']): Differential => ({
  prior: 'clinic',
  ranked: [],
  urgency,
  backend: 'plain',
  ...(abstain ? { abstain } : {})
});
const shown = (of: Differential) => [
  differentialView(of, index, names).urgency,
  actView(of, [], index, names).urgency
];

describe('urgency beside a list that abstains', () => {
  it.each(['surprise', 'nothing-read', 'other-wins'] as const)('is never calming: %s', (abstain) => {
    for (const urgency of ['non-emergency', 'self-care'] as const)
      expect(shown(list(urgency, abstain))).toEqual(['not-assessed', 'not-assessed']);
  });

  it('keeps an alarm, and leaves a list that is sure alone', () => {
    expect(shown(list('emergency', 'surprise'))).toEqual(['emergency', 'emergency']);
    expect(shown(list('non-emergency'))).toEqual(['non-emergency', 'non-emergency']);
  });
});

const [SAMPLE] = TEST_PACK.measures;
if (!SAMPLE) throw new Error('the test pack has measures');
const measure = (id: string, unit: string, plausible: [number, number]): Measure => ({
  ...SAMPLE,
  id,
  unit,
  plausible,
  decimals: 0,
  vital: true
});
const MEASURES = [
  measure('systolic', 'mmHg', [30, 300]),
  measure('diastolic', 'mmHg', [10, 200]),
  measure('pain-score', '/10', [0, 10])
];

describe('vital signs', () => {
  const cautions = (systolic: number, diastolic: number) =>
    vitalsView(MEASURES, EMPTY_DRAFT, { systolic, diastolic }, {}).map(({ caution }) => caution?.zh);

  it('asks to check a systolic pressure that is not above the diastolic one', () => {
    expect(cautions(80, 120)[0]).toContain('收缩压低于舒张压');
    expect(cautions(80, 80)[0]).toContain('收缩压等于舒张压');
    expect(cautions(120, 80)).toEqual([undefined, undefined, undefined]);
  });

  it('does not take "/10" for a unit', () => {
    const draft = {
      ...EMPTY_DRAFT,
      vitals: { 'pain-score': { text: '12', at: 1 }, systolic: { text: '1', at: 2 } }
    };
    const [systolic, , pain] = vitalsView(MEASURES, draft, {}, {});
    expect(pain?.problem?.zh).toContain('0 到 10 之间');
    expect(systolic?.problem?.zh).toContain('30 到 300 mmHg 之间');
  });
});

describe('a case on its way to a newer build', () => {
  it('is known in the tab, so that the reload asks nothing', () => {
    const tab = { name: '' };
    expect(isHandedOver(tab)).toBe(false);
    handOver(EMPTY_DRAFT, tab);
    expect(isHandedOver(tab)).toBe(true);
  });
});
