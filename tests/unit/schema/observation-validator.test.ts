import { buildLexicon, read } from '$part/diagnosis';
import {
  DRAFT,
  type Draft,
  type Observation,
  type ObservationId,
  observation,
  readRecord
} from '$part/schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { caseObservations, decision } from '../../../src/lib/flows/case-observations';
import { EMPTY_DRAFT, type Draft as OpenDraft } from '../../../src/lib/flows/draft';
import * as phrases from '../diagnosis/reading/phrases';
import { TEST_PACK } from '../diagnosis/reading/test-pack';

const whole: Observation = {
  id: 'note-0' as ObservationId,
  subject: { kind: 'value', id: 'pain', slot: 'place', value: 'left' },
  state: 'present',
  value: -1.5,
  unit: '°C',
  when: 'earlier',
  onset: 'sudden',
  duration: '>6m',
  course: 'recurrent',
  whose: 'contact',
  source: { kind: 'note', span: [3, 4], style: 'review-list' },
  author: 'doctor',
  at: 0,
  supersedes: ['note-1' as ObservationId]
};

describe('observation', () => {
  it('is taken whole, and unchanged', () => {
    expect(v.parse(observation, whole)).toEqual(whole);
  });

  it.each<[object]>([
    [{ id: '' }],
    [{ subject: { kind: 'finding' } }],
    [{ subject: { kind: 'finding', id: 'a', slot: 'b' } }],
    [{ subject: { kind: 'rumour', id: 'a' } }],
    [{ subject: { kind: 'value', id: 'a', slot: 'b' } }],
    [{ subject: { kind: 'finding', id: 'a b' } }],
    [{ state: 'perhaps' }],
    [{ value: '37' }],
    [{ value: Number.NaN }],
    [{ value: Infinity }],
    [{ unit: '' }],
    [{ when: 'tomorrow' }],
    [{ onset: 'slow' }],
    [{ duration: '3d' }],
    [{ course: 'bad' }],
    [{ whose: 'neighbour' }],
    [{ source: { kind: 'asked', span: [0, 1] } }],
    [{ source: { kind: 'note', span: [4, 3], style: 'narrative' } }],
    [{ source: { kind: 'note', span: [3, 3], style: 'narrative' } }],
    [{ source: { kind: 'note', span: [-1, 3], style: 'narrative' } }],
    [{ source: { kind: 'note', span: [0, 1, 2], style: 'narrative' } }],
    [{ source: { kind: 'note', span: [0, 1] } }],
    [{ author: '' }],
    [{ at: -1 }],
    [{ at: 1.5 }],
    [{ supersedes: 'note-1' }],
    [{ unheardOf: true }]
  ])('is refused with %j', (change) => {
    expect(v.is(observation, { ...whole, ...change })).toBe(false);
  });

  it('is what readings, answers and measures are', () => {
    const lexicon = buildLexicon(TEST_PACK);
    const notes = Object.values(phrases).flatMap((table) => table.map(([note]) => note));
    const kinds = new Set<string>();
    for (const note of notes) {
      const open: OpenDraft = {
        ...EMPTY_DRAFT,
        note,
        vitals: { temperature: { text: '38.5', at: 3 } },
        decisions: [decision({ kind: 'finding', id: 'cough' }, 'withdrawn', 'asked', 2)]
      };
      for (const one of caseObservations(open, read(note, lexicon).observations, TEST_PACK.measures)) {
        expect(v.safeParse(observation, one).issues, note).toBeUndefined();
        kinds.add(one.source.kind).add(one.subject.kind);
      }
    }
    expect([...kinds].sort()).toEqual(['asked', 'finding', 'group', 'measure', 'measured', 'note', 'value']);
  });
});

describe('a stored draft', () => {
  it('holds all that an open case holds', () => {
    const { id, startedAt } = DRAFT.example;
    const stored: Draft = { ...EMPTY_DRAFT, id, startedAt };
    expect(readRecord(DRAFT, { version: 1, value: stored })).toEqual({ ok: true, value: stored });
  });
});
