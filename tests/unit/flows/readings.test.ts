import { describe, expect, it } from 'vitest';
import type { ReadObservation } from '../../../src/lib/diagnosis';
import { decision } from '../../../src/lib/flows/case-observations';
import { Names } from '../../../src/lib/flows/names';
import { readingsOf } from '../../../src/lib/flows/readings';
import type { Observation } from '../../../src/lib/schema';
import { evidence } from '../diagnosis/packs';
import { TEST_PACK } from '../diagnosis/reading/test-pack';

const names = new Names(TEST_PACK);
const read = (id: string, start: number, more: Partial<ReadObservation> = {}): ReadObservation => ({
  subject: { kind: 'finding', id },
  state: 'present',
  when: 'now',
  whose: 'patient',
  source: { kind: 'note', span: [start, start + 2], style: 'narrative' },
  ...more
});
const readings = (
  said: readonly ReadObservation[],
  decisions: readonly Observation[] = [],
  conflicts: string[] = []
) =>
  readingsOf({
    read: said,
    decisions,
    evidence: evidence({ conflicts }),
    names,
    isStanding: (id) => id.startsWith('hx.')
  });

describe('chips and marks', () => {
  it('has a mark for each place and one chip for each thing said', () => {
    const { chips, marks } = readings([
      read('cough', 0),
      read('cough', 9),
      read('fever', 4, { state: 'absent' })
    ]);
    expect(marks).toHaveLength(3);
    expect(chips.map(({ key, standing }) => [key, standing])).toEqual([
      ['finding:cough', 'present'],
      ['finding:fever', 'absent']
    ]);
  });

  it("keeps the family's and the patient's own apart", () => {
    const { chips } = readings([read('cough', 0), read('cough', 9, { whose: 'family' })]);
    expect(chips.map(({ standing }) => standing)).toEqual(['present', 'family']);
  });

  it('puts values and time into the chip of their finding', () => {
    const value = read('chest-pain', 3, {
      subject: { kind: 'value', id: 'chest-pain', slot: 'character', value: 'pressing' }
    });
    const { chips, marks } = readings([read('chest-pain', 0, { duration: '<6h' }), value]);
    expect(chips).toHaveLength(1);
    expect(chips[0]?.details.map(({ zh }) => zh)).toEqual(['不到6小时', '压榨样']);
    expect(marks).toHaveLength(2);
  });

  it('shows a decision in place of what was read, also at the words of the note', () => {
    const { chips, marks } = readings(
      [read('cough', 0)],
      [
        decision({ kind: 'finding', id: 'cough' }, 'absent', 'added', 2),
        decision({ kind: 'finding', id: 'fever' }, 'unknown', 'asked', 3)
      ]
    );
    expect(marks[0]?.standing).toBe('absent');
    expect(chips.map(({ standing, source }) => [standing, source])).toEqual([
      ['absent', 'note'],
      ['unknown', 'asked']
    ]);
  });

  it('shows a conflict at every place of it until it is settled', () => {
    const said = [read('cough', 0), read('cough', 9, { state: 'absent' })];
    expect(readings(said, [], ['cough']).marks.map(({ standing }) => standing)).toEqual([
      'conflict',
      'conflict'
    ]);
  });

  it('holds what is past apart, but not a known disease', () => {
    const { chips } = readings([read('cough', 0, { when: 'past' }), read('hx.asthma', 5, { when: 'past' })]);
    expect(chips.map(({ standing, isHistory }) => [standing, isHistory])).toEqual([
      ['past', false],
      ['present', true]
    ]);
  });
});
