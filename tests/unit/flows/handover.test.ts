import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decision } from '../../../src/lib/flows/case-observations';
import { EMPTY_DRAFT, type Draft } from '../../../src/lib/flows/draft';
import { handOver, takeOver } from '../../../src/lib/flows/handover';

const draft: Draft = {
  note: '胸痛2小时 😀\u0000\n\u202Eמטופל',
  age: { text: '62', unit: 'years' },
  sex: 'female',
  pregnant: false,
  vitals: { pulse: { text: '900', at: 3 } },
  decisions: [
    decision({ kind: 'finding', id: 'cough' }, 'absent', 'asked', 2),
    decision(
      { kind: 'value', id: 'chest-pain', slot: 'character', value: 'pressing' },
      'withdrawn',
      'added',
      4
    )
  ]
};

describe('handover through a reload', () => {
  it('gives the case back as it was, once', () => {
    const tab = { name: '' };
    handOver(draft, tab);
    expect(takeOver(tab)).toEqual(draft);
    expect(tab.name).toBe('');
    expect(takeOver(tab)).toBeUndefined();
  });

  it('carries an empty case', () => {
    const tab = { name: '' };
    handOver(EMPTY_DRAFT, tab);
    expect(takeOver(tab)).toEqual(EMPTY_DRAFT);
  });

  it('leaves the name of a tab alone that carries no case', () => {
    const tab = { name: 'a window of somebody else' };
    expect(takeOver(tab)).toBeUndefined();
    expect(tab.name).toBe('a window of somebody else');
  });

  it.each(['', '{', 'null', '[]', '{"note":1}', JSON.stringify({ ...draft, decisions: [{ id: 1 }] })])(
    'takes nothing from %j, and clears it',
    (written) => {
      const tab = { name: `tongzhen-visit:${written}` };
      expect(takeOver(tab)).toBeUndefined();
      expect(tab.name).toBe('');
    }
  );

  it('never throws, whatever a tab is called', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (written) => {
        expect(takeOver({ name: `tongzhen-visit:${written}` })).toBeUndefined();
      })
    );
  });
});
