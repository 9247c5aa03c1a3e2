import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure } from '$part/knowledge';
import type { Observation, ObservationId } from '$part/schema';
import { fold } from '$part/diagnosis/evidence/fold';
import { condition, finding, findingId, note, observed, pack } from '../packs';

const temperature: Measure = {
  id: 'temperature',
  name: { zh: '体温', en: 'temperature' },
  words: { zh: [], en: [] },
  unit: 'C',
  otherUnits: [],
  plausible: [30, 45],
  decimals: 1,
  vital: true,
  normal: { default: [36, 37.2] },
  findings: [
    { id: findingId('fever'), present: { default: '>=37.3', '0-0': '>=37.5' } },
    { id: findingId('high-fever'), present: { default: '>=39' } },
    { id: findingId('hot-skin'), present: { default: '>=37.3' } }
  ],
  source: 'test'
};

const packed = pack({
  findings: [
    finding('fever'),
    finding('high-fever', { childOf: 'fever' }),
    finding('hot-skin', { kind: 'sign' }),
    finding('cough'),
    finding('productive-cough', { childOf: 'cough' }),
    finding('rusty-sputum', { childOf: 'productive-cough' }),
    finding('chest-pain', {
      slots: [
        { name: 'site', mode: 'one-of', values: ['left', 'right', 'central'] },
        { name: 'provoked', mode: 'several-of', values: ['exertion', 'breathing'] }
      ]
    }),
    finding('dysuria'),
    finding('frequency'),
    finding('hx.diabetes'),
    finding('hx.pregnant'),
    finding('hx.pregnant-late', { childOf: 'hx.pregnant' }),
    finding('risk.smoking'),
    finding('risk.family-stroke')
  ],
  groups: { 'no-urinary': ['dysuria', 'frequency'] },
  measures: [temperature],
  conditions: [condition('any', { cough: 0.6 })]
});

const of = (observations: readonly Observation[], person = {}) => fold(observations, packed, person);
const value = (slot: string, name: string) =>
  ({ kind: 'value', id: 'chest-pain', slot, value: name }) as const;
const measure = { kind: 'measure', id: 'temperature' } as const;
const asked = { source: { kind: 'asked' } } as const;
const taken = (degrees: number, more: Partial<Observation> = {}) =>
  observed(measure, { value: degrees, source: { kind: 'measured' }, ...more });

describe('whose and when', () => {
  it('keeps the patient alone, and of others the risks that are about others', () => {
    const result = of([
      observed('fever', { whose: 'family' }),
      observed('hx.diabetes', { whose: 'family' }),
      observed('risk.smoking', { whose: 'family' }),
      observed('risk.family-stroke', { whose: 'family' }),
      observed('cough', { whose: 'contact' })
    ]);
    expect(result.present).toEqual(['risk.family-stroke']);
    expect(result.known).toEqual(['risk.family-stroke']);
  });

  it('drops past episodes of symptoms and keeps standing facts whenever they were', () => {
    const result = of([
      observed('cough', { when: 'past' }),
      observed('hx.diabetes', { when: 'past' }),
      observed('risk.smoking', { when: 'earlier' })
    ]);
    expect(result.present).toEqual(['hx.diabetes', 'risk.smoking']);
    expect(result.earlier).toEqual([]);
  });

  it('counts what was there earlier in this illness and marks it as not current', () => {
    const result = of([observed('fever', { when: 'earlier' }), observed('fever', { state: 'absent' })]);
    expect(result).toMatchObject({ present: ['fever'], earlier: ['fever'], absent: [], conflicts: [] });
    expect(of([observed('fever', { when: 'earlier' }), observed('fever')]).earlier).toEqual([]);
  });

  it('carries "earlier" from child to parent', () => {
    const result = of([observed('productive-cough', { when: 'earlier' })]);
    expect(result.present).toEqual(['cough', 'productive-cough']);
    expect(result.earlier).toEqual(['cough', 'productive-cough']);
    expect(of([observed('productive-cough', { when: 'earlier' }), observed('cough')]).earlier).toEqual([
      'productive-cough'
    ]);
  });
});

describe('taking back', () => {
  it('leaves out what is superseded and what its author withdrew', () => {
    const first = observed('fever');
    expect(of([first, observed('cough', { supersedes: [first.id] })]).present).toEqual(['cough']);
    expect(of([first, observed('fever', { state: 'withdrawn', at: 2 })])).toMatchObject({
      present: [],
      unknown: []
    });
  });

  it('does not let one author withdraw what another says', () => {
    const result = of([observed('fever'), observed('fever', { state: 'withdrawn', author: 'nurse', at: 2 })]);
    expect(result.present).toEqual(['fever']);
  });

  it('takes the values of a finding back with it', () => {
    const said = [observed(value('site', 'left')), observed('chest-pain')];
    expect(of(said).present).toEqual(['chest-pain']);
    const taken = of([
      ...said,
      observed('chest-pain', { state: 'withdrawn', source: { kind: 'added' }, at: 2 })
    ]);
    expect(taken).toMatchObject({ present: [], slots: [] });
  });
});

describe('contradictions', () => {
  it('makes two authors in conflict unknown, and shows it', () => {
    const result = of([observed('cough'), observed('cough', { state: 'absent', author: 'nurse' })]);
    expect(result).toMatchObject({ present: [], absent: [], unknown: ['cough'], conflicts: ['cough'] });
  });

  it('makes two narrative statements of one note in conflict unknown', () => {
    expect(of([observed('cough'), observed('cough', { state: 'absent' })]).conflicts).toEqual(['cough']);
  });

  it('lets narrative beat a review list, whoever wrote it', () => {
    const list = observed('cough', { state: 'absent', source: note(90, 'review-list'), author: 'nurse' });
    expect(of([observed('cough'), list])).toMatchObject({ present: ['cough'], conflicts: [] });
  });

  it("lets an author's answer replace his note and his earlier answers, whatever the time of the note", () => {
    const no = observed('cough', { ...asked, state: 'absent', at: 5 });
    expect(of([observed('cough', { at: 9 }), no]).absent).toEqual(['cough']);
    expect(of([no, observed('cough', { ...asked, at: 6 })]).present).toEqual(['cough']);
    expect(of([no, observed('cough', { ...asked, at: 6, state: 'unknown' })])).toMatchObject({
      absent: [],
      unknown: ['cough']
    });
    expect(of([no, observed('cough', { ...asked, at: 6, author: 'nurse' })]).conflicts).toEqual(['cough']);
  });

  it('never makes absent of unknown', () => {
    expect(of([observed('cough', { state: 'unknown' })])).toMatchObject({
      unknown: ['cough'],
      absent: [],
      conflicts: []
    });
    expect(of([observed('cough', { state: 'unknown', author: 'nurse' }), observed('cough')]).present).toEqual(
      ['cough']
    );
  });
});

describe('specific and general', () => {
  it('makes parents of a present child present, against a general denial', () => {
    const result = of([observed('rusty-sputum'), observed('cough', { state: 'absent', author: 'nurse' })]);
    expect(result).toMatchObject({
      present: ['cough', 'productive-cough', 'rusty-sputum'],
      absent: [],
      conflicts: []
    });
  });

  it('lets the same author take child and parent back by denying the parent afterwards', () => {
    const denial = observed('cough', { ...asked, state: 'absent', at: 3 });
    expect(of([observed('productive-cough'), denial])).toMatchObject({
      present: [],
      absent: ['cough', 'productive-cough']
    });
    const again = observed('productive-cough', { ...asked, at: 4 });
    expect(of([observed('productive-cough'), denial, again]).present).toEqual(['cough', 'productive-cough']);
  });

  it('lets a parent stand on what stands of its child alone', () => {
    const taken = of([
      observed('productive-cough'),
      observed('productive-cough', { ...asked, state: 'absent', at: 2 })
    ]);
    expect(taken).toMatchObject({ present: [], absent: ['productive-cough'] });
  });

  it('makes the finding of a present value present, and drops values of findings that are not', () => {
    expect(of([observed(value('site', 'left'))])).toMatchObject({
      present: ['chest-pain'],
      slots: [{ finding: 'chest-pain', slot: 'site', value: 'left', present: true }]
    });
    expect(
      of([observed(value('site', 'left')), observed('chest-pain', { ...asked, state: 'absent' })]).slots
    ).toEqual([]);
    expect(of([observed(value('provoked', 'exertion'), { state: 'absent' })])).toMatchObject({
      present: [],
      slots: []
    });
  });

  it('keeps one value of a slot that holds one: the latest choice, else none', () => {
    const left = observed(value('site', 'left'));
    const right = observed(value('site', 'right'), { ...asked, at: 2 });
    expect(of([left, right]).slots.map((s) => s.value)).toEqual(['right']);
    expect(of([left, observed(value('site', 'right'))])).toMatchObject({
      present: ['chest-pain'],
      slots: []
    });
    const both = of([observed(value('provoked', 'exertion')), observed(value('provoked', 'breathing'))]);
    expect(both.slots).toHaveLength(2);
  });

  it('lets a named finding stand against a group phrase', () => {
    const denied = observed({ kind: 'group', id: 'no-urinary' }, { state: 'absent' });
    expect(of([denied, observed('dysuria')])).toMatchObject({
      present: ['dysuria'],
      groupsAbsent: ['no-urinary'],
      conflicts: []
    });
  });
});

describe('measures', () => {
  it('decides findings by the latest value, and nothing where none was taken', () => {
    expect(of([taken(39.2)])).toMatchObject({
      present: ['fever', 'high-fever', 'hot-skin'],
      measures: { temperature: 39.2 }
    });
    expect(of([taken(39.2), taken(36.5, { at: 2 })])).toMatchObject({
      present: [],
      absent: ['fever', 'high-fever', 'hot-skin']
    });
    expect(of([])).toMatchObject({ absent: [], measures: {} });
  });

  it('uses the threshold of the person', () => {
    expect(of([taken(37.4)], { ageYears: 30 }).present).toContain('fever');
    expect(of([taken(37.4)], { ageYears: 0.5 }).absent).toContain('fever');
  });

  it('refuses what is impossible, unknown or past', () => {
    for (const slip of [
      taken(385),
      taken(NaN),
      taken(39, { state: 'unknown' }),
      taken(39, { when: 'past' })
    ]) {
      expect(of([slip])).toMatchObject({ present: [], absent: [], measures: {} });
    }
  });

  it('beats words, except that a symptom that is told and not measured now was there earlier', () => {
    const said = [observed('hot-skin'), observed('fever'), taken(36.8)];
    expect(of(said)).toMatchObject({
      present: ['fever'],
      earlier: ['fever'],
      absent: ['high-fever', 'hot-skin'],
      conflicts: []
    });
    expect(of([observed('fever', { state: 'absent' }), taken(38.5)]).present).toContain('fever');
  });

  it('shows by a value from earlier what was there earlier, and never an absence', () => {
    const result = of([taken(39.5, { when: 'earlier' })]);
    expect(result).toMatchObject({ measures: {}, absent: [] });
    expect(result.earlier).toEqual(['fever', 'high-fever', 'hot-skin']);
    expect(of([taken(36.5, { when: 'earlier' })]).absent).toEqual([]);
  });
});

describe('pregnancy', () => {
  it('is what is entered of the person', () => {
    expect(of([], { pregnant: true })).toMatchObject({ present: ['hx.pregnant'], known: ['hx.pregnant'] });
    expect(of([observed('hx.pregnant-late')], { pregnant: false })).toMatchObject({
      present: [],
      absent: ['hx.pregnant']
    });
    expect(of([observed('hx.pregnant-late')]).known).toEqual(['hx.pregnant', 'hx.pregnant-late']);
  });
});

describe('complaint and its time', () => {
  it('is the first current finding of the note, not a standing fact', () => {
    const result = of([
      observed('cough', { ...asked, at: 1 }),
      observed('hx.diabetes', { source: note(0), duration: '>6m' }),
      observed('fever', { source: note(10), when: 'earlier' }),
      observed('chest-pain', { source: note(20), onset: 'sudden' }),
      observed('dysuria', { source: note(30), duration: '1-3d' })
    ]);
    expect(result).toMatchObject({ chief: 'chest-pain', onset: 'sudden', duration: '1-3d' });
    expect(result.timing).toMatchObject({
      'hx.diabetes': { duration: '>6m' },
      'chest-pain': { onset: 'sudden' }
    });
  });

  it("takes the complaint's own time before that of others, and that of its child", () => {
    const result = of([
      observed('cough', { source: note(1) }),
      observed('productive-cough', { source: note(5), duration: '1-3d' }),
      observed('fever', { source: note(9), duration: '2-6w' })
    ]);
    expect(result).toMatchObject({ chief: 'cough', duration: '1-3d' });
  });

  it('takes the latest answer, else the longest that the note says', () => {
    const notes = [observed('cough', { duration: '<6h' }), observed('cough', { duration: '4-14d' })];
    expect(of(notes).duration).toBe('4-14d');
    expect(of([...notes, observed('cough', { ...asked, at: 3, duration: '1-3d' })]).duration).toBe('1-3d');
  });
});

const subjects = fc.oneof(
  fc.constantFrom(...packed.findings.map((f) => f.id)).map((id) => ({ kind: 'finding', id }) as const),
  fc.constantFrom('left', 'right').map((name) => value('site', name)),
  fc.constant({ kind: 'group', id: 'no-urinary' } as const),
  fc.constant(measure)
);
const observations: fc.Arbitrary<Observation[]> = fc
  .array(
    fc.record({
      subject: subjects,
      state: fc.constantFrom('present', 'absent', 'unknown', 'withdrawn'),
      value: fc.constantFrom(36.5, 37.4, 39.5),
      when: fc.constantFrom('now', 'earlier', 'past'),
      whose: fc.constantFrom('patient', 'patient', 'patient', 'family'),
      author: fc.constantFrom('doctor', 'nurse'),
      at: fc.integer({ min: 1, max: 4 }),
      duration: fc.constantFrom('<6h', '1-3d', '2-6w'),
      source: fc.oneof(
        fc.integer({ min: 0, max: 50 }).map((start) => note(start)),
        fc.integer({ min: 50, max: 90 }).map((start) => note(start, 'review-list')),
        fc.constant({ kind: 'asked' } as const)
      )
    }),
    { maxLength: 12 }
  )
  .map((list) => list.map((o, n) => ({ ...o, id: `o${n}` as ObservationId }) as Observation));

describe('any observations', () => {
  it('mean the same in any order', () => {
    fc.assert(
      fc.property(
        observations.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
        ),
        ([list, shuffled]) => {
          expect(of(shuffled)).toEqual(of(list));
        }
      )
    );
  });

  it('leave no finding in two states, no child without its parent, no child of an absent parent', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const { present, absent, unknown, earlier, conflicts, known, slots } = of(list);
        const states = [...present, ...absent, ...unknown];
        expect(new Set(states).size).toBe(states.length);
        for (const { id, childOf } of packed.findings) {
          if (childOf && present.includes(id)) expect(present).toContain(childOf);
          if (childOf && present.includes(id) && !earlier.includes(id))
            expect(earlier).not.toContain(childOf);
        }
        for (const id of [...earlier, ...known, ...slots.map((s) => s.finding)])
          expect(present).toContain(id);
        for (const id of conflicts) expect(unknown).toContain(id);
      })
    );
  });

  it('are not changed by what is unknown of something else', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const before = of(list);
        const others = packed.findings.filter((f) => !list.some((o) => o.subject.id === f.id) && !f.childOf);
        const silent = others.find((f) => !before.present.includes(f.id) && !before.absent.includes(f.id));
        if (!silent) return;
        const after = of([...list, observed(silent.id, { state: 'unknown' })]);
        expect({ ...after, unknown: [] }).toEqual({ ...before, unknown: [] });
      })
    );
  });

  it('come at once, however often a note says one thing', () => {
    const often = Array.from({ length: 20_000 }, () => observed('high-fever'));
    const begin = performance.now();
    expect(of(often).present).toEqual(['fever', 'high-fever']);
    // Some 100 ms where the list grows in place, many seconds where it is copied: this only catches the latter.
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
