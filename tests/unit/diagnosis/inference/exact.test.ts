import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import { factorise } from '$part/diagnosis/evidence/factorise';
import type { Evidence } from '$part/diagnosis/evidence/types';
import { exactPosterior } from '$part/diagnosis/inference/differential';
import { logLikelihood, posterior } from '$part/diagnosis/inference/exact';
import { modelOf } from '$part/diagnosis/inference/model';
import { START_SCALARS } from '$part/diagnosis/inference/scalars';
import { condition, evidence, finding, findingId, generatedPack, pack } from '../packs';
import { directLikelihood } from './direct';

const ln = (packed: ReturnType<typeof pack>, stated: Evidence, scalars = START_SCALARS, person = {}) => {
  const { tables } = modelOf(packed, scalars);
  const row = logLikelihood(tables, factorise(stated, person, packed, tables), scalars);
  return Object.fromEntries(
    tables.candidates.map((c, k) => [c.cause ? `${c.condition}<${c.cause}` : c.condition, row[k] ?? NaN])
  );
};

describe('the child with an ear (AUTHORING section 5, by hand)', () => {
  const packed = pack({
    findings: [
      finding('fever', { background: { default: 0.02 } }),
      finding('ear-tugging', { background: { default: 0.01 } }),
      finding('crying', { background: { default: 0.02 } }),
      finding('runny-nose', { background: { default: 0.1 } }),
      finding('vomiting'),
      finding('rash'),
      finding('ear-discharge')
    ],
    conditions: [
      condition('otitis-media', {
        fever: 0.6,
        'ear-tugging': 0.6,
        crying: 0.6,
        'runny-nose': 0.6,
        vomiting: 0.1,
        rash: 0.02,
        'ear-discharge': 0.1
      }),
      condition('cold', {
        fever: 0.1,
        'ear-tugging': 0.02,
        crying: 0.6,
        'runny-nose': 0.97,
        vomiting: 0.1,
        rash: 0.02
      })
    ]
  });
  // The hand calculation leaves nu out.
  const scalars = { ...START_SCALARS, nu: 0 };
  const stated = evidence({
    present: ['fever', 'ear-tugging', 'crying', 'runny-nose'],
    absent: ['vomiting', 'rash', 'ear-discharge'],
    duration: '1-3d'
  });
  const background = 0.02 * 0.01 * 0.02 * 0.1;

  it('has 0.608 x 0.604 x 0.608 x 0.64 = 0.143 present for otitis and 0.0021 for a cold', () => {
    const { 'otitis-media': otitis = 0, cold = 0 } = ln(
      packed,
      evidence({ present: stated.present }),
      scalars
    );
    expect(Math.exp(otitis) * background).toBeCloseTo(0.608 * 0.604 * 0.608 * 0.64, 12);
    expect(Math.exp(otitis) * background).toBeCloseTo(0.143, 3);
    expect(Math.exp(cold) * background).toBeCloseTo(0.0021, 4);
  });

  it('has 0.89 and 0.94 absent, and a ratio of about 64', () => {
    const absents = ln(packed, evidence({ absent: stated.absent }), scalars);
    expect(Math.exp(absents['otitis-media'] ?? 0)).toBeCloseTo(0.89, 2);
    expect(Math.exp(absents['cold'] ?? 0)).toBeCloseTo(0.94, 2);
    const { 'otitis-media': otitis = 0, cold = 0 } = ln(packed, stated, scalars);
    expect(Math.exp(otitis - cold)).toBeGreaterThan(62);
    expect(Math.exp(otitis - cold)).toBeLessThan(67);
  });
});

describe('each kind of factor, against the formulas written out directly', () => {
  const findings = [
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((id, n) =>
      finding(id, { background: { default: 0.005 * (n + 1) } })
    ),
    finding('pain', {
      background: { default: 0.02 },
      slots: [
        { name: 'site', mode: 'one-of', values: ['left', 'right', 'central', 'back'] },
        {
          name: 'provoked',
          mode: 'several-of',
          values: ['walking', 'lying', 'eating'],
          background: { walking: 0.4 }
        }
      ]
    })
  ];
  const background = (id: string) => (id === 'pain' ? 0.02 : 0.005 * ('abcdef'.indexOf(id) + 1));
  const packed = pack({
    findings,
    systems: [{ id: 'general', name: { zh: '', en: '' }, core: { a: 0.1, f: 0.3 } }],
    clusters: { together: ['c', 'd', 'e'] },
    conditions: [
      condition('plain', { a: 0.6, b: 0.3, pain: 0.85 }),
      condition('defaults', { pain: 0.3 }, { core: { f: 0.02 } }),
      condition('clustered', { c: 0.6, d: 0.3, e: 0.85, pain: 0.1 }, { clusters: ['together'] }),
      condition('unclustered', { c: 0.6, d: 0.3, e: 0.85 }),
      condition('strict', { b: 0.97, c: 0.3 }, { required: [findingId('b')] }),
      condition(
        'described',
        { pain: 0.6 },
        {
          attributes: { pain: { site: { left: 0.6, right: 0.3 }, provoked: { walking: 0.85 } } },
          onset: { sudden: 0.7, 'over-hours': 0.3 },
          duration: { '<6h': 0.5, '1-3d': 0.5 },
          course: { constant: 1 }
        }
      ),
      condition('complication', { d: 0.6, b: 0.3 }, { complicationOf: { plain: 0.02, clustered: 0.1 } })
    ]
  });
  const { tables } = modelOf(packed);
  const by = new Map(packed.conditions.map((c) => [c.id, c]));
  const cases = fc.record({
    states: fc.array(fc.constantFrom('present', 'absent', 'unsaid'), { minLength: 7, maxLength: 7 }),
    site: fc.constantFrom(undefined, 'left', 'central'),
    provoked: fc.array(fc.tuple(fc.constantFrom('walking', 'lying'), fc.boolean()), { maxLength: 1 }),
    onset: fc.constantFrom(undefined, ...ONSETS),
    duration: fc.constantFrom(undefined, ...DURATIONS),
    course: fc.constantFrom(undefined, ...COURSES)
  });
  const scalars = fc.record({
    alpha: fc.constantFrom(0.5, 1),
    floor: fc.constantFrom(0.15, 0.01),
    tau: fc.constant(1),
    nu: fc.constantFrom(0.02, 0.1),
    temperature: fc.constant(1),
    theta: fc.constant(0.5)
  });

  it('agrees to 1e-9 over generated evidence, pairs, clusters, slots and time included', () => {
    fc.assert(
      fc.property(cases, scalars, ({ states, site, provoked, onset, duration, course }, chosen) => {
        const named = (state: string) => findings.map((f) => f.id).filter((_, n) => states[n] === state);
        const pain = states[6] === 'present';
        const stated = evidence({
          present: named('present'),
          absent: named('absent'),
          slots: (pain
            ? [
                ...(site ? [{ finding: 'pain', slot: 'site', value: site, present: true }] : []),
                ...provoked.map(([value, present]) => ({ finding: 'pain', slot: 'provoked', value, present }))
              ]
            : []) as never,
          ...(onset ? { onset } : {}),
          ...(duration ? { duration } : {}),
          ...(course ? { course } : {})
        });
        const relative = logLikelihood(tables, factorise(stated, {}, packed, tables), chosen);
        const shift = stated.present.reduce((sum, f) => sum + Math.log(background(f)), 0);
        tables.candidates.forEach((candidate, k) => {
          const main = by.get(candidate.condition);
          if (!main) return;
          const cause = candidate.cause ? by.get(candidate.cause) : undefined;
          const direct = directLikelihood(packed, main, cause, stated, background, chosen);
          expect((relative[k] ?? NaN) + shift).toBeCloseTo(Math.log(direct), 9);
        });
      }),
      { numRuns: 300 }
    );
  });
});

describe('a pair', () => {
  it('takes the values of a slot from its cause where it describes none itself', () => {
    const slots = [{ name: 'site', mode: 'one-of' as const, values: ['left', 'right'] }];
    const attributes = { pain: { site: { left: 0.9, right: 0.1 } } };
    const paired = pack({
      findings: [finding('pain', { slots })],
      conditions: [
        condition('cause', { pain: 0.6 }, { attributes }),
        condition('effect', { pain: 0.02 }, { complicationOf: { cause: 0.1 } })
      ]
    });
    const left = [{ finding: 'pain', slot: 'site', value: 'left', present: true }] as never;
    const alone = ln(paired, evidence({ present: ['pain'] }));
    const said = ln(paired, evidence({ present: ['pain'], slots: left }));
    const gain = (id: string) => (said[id] ?? NaN) - (alone[id] ?? NaN);
    expect(gain('effect')).toBe(0);
    expect(gain('cause')).toBeGreaterThan(0.5);
    expect(gain('effect<cause')).toBeCloseTo(gain('cause'), 2);
  });
});

describe('hierarchies and groups', () => {
  const packed = pack({
    findings: [
      finding('cough', { background: { default: 0.02 } }),
      finding('productive', { childOf: 'cough', background: { default: 0.005 } }),
      finding('dysuria'),
      finding('frequency')
    ],
    systems: [{ id: 'general', name: { zh: '', en: '' }, core: { productive: 0.3 } }],
    groups: { urinary: ['dysuria', 'frequency'] },
    conditions: [
      condition('bronchitis', { cough: 0.97, productive: 0.6 }),
      condition('named-child', { productive: 0.85 }),
      condition('rarely-coughs', { cough: 0.1 }),
      condition('cystitis', { dysuria: 0.85, frequency: 0.6, productive: 0.02, cough: 0.02 }),
      condition('own-group', { dysuria: 0.85, productive: 0.02, cough: 0.02 }, { groups: { urinary: 0.9 } }),
      condition('must-burn', { dysuria: 0.97, productive: 0.02 }, { required: [findingId('dysuria')] }),
      condition('must-spit', { productive: 0.97 }, { required: [findingId('productive')] })
    ]
  });
  const { nu, alpha, floor } = START_SCALARS;
  const P = (p: number, b: number) => (1 - nu) * (1 - (1 - p) * (1 - b)) + nu * b;

  it('counts an absent child of a present parent as 1 - P(child) / P(parent)', () => {
    const both = ln(packed, evidence({ present: ['cough'], absent: ['productive'] }));
    const alone = ln(packed, evidence({ present: ['cough'] }));
    const expected = Math.log(1 - P(0.6, 0.005) / P(0.97, 0.02));
    expect((both['bronchitis'] ?? 0) - (alone['bronchitis'] ?? 0)).toBeCloseTo(expected, 12);
  });

  it('raises a parent to its children, and caps default children at a parent of its own', () => {
    const { tables } = modelOf(packed);
    const p = (id: string, f: string) =>
      tables.p[
        (tables.columnOf.get(f) ?? 0) * tables.candidates.length +
          packed.conditions.findIndex((c) => c.id === id)
      ];
    expect(p('named-child', 'cough')).toBe(0.85);
    expect([p('rarely-coughs', 'cough'), p('rarely-coughs', 'productive')]).toEqual([0.1, 0.1]);
    expect([p('bronchitis', 'cough'), p('bronchitis', 'productive')]).toEqual([0.97, 0.6]);
  });

  it('counts a group with its own p, else the largest of its members, once', () => {
    const row = ln(packed, evidence({ groupsAbsent: ['urinary'], absent: ['dysuria', 'frequency'] }));
    const absent = (p: number) => Math.log(Math.max((1 - p) ** alpha, floor));
    expect(row['cystitis']).toBeCloseTo(absent(0.85), 12);
    expect(row['own-group']).toBeCloseTo(absent(0.9), 12);
    expect(row['bronchitis']).toBe(0);
  });

  it('lets no wider denial get round what a condition requires', () => {
    const missing = Math.log(1 - (1 - nu) * 0.97);
    expect(ln(packed, evidence({ absent: ['dysuria'] }))['must-burn']).toBeCloseTo(missing, 12);
    expect(ln(packed, evidence({ groupsAbsent: ['urinary'] }))['must-burn']).toBeCloseTo(missing, 12);
    expect(ln(packed, evidence({ absent: ['cough'] }))['must-spit']).toBeCloseTo(missing, 12);
  });
});

describe('a shared latent', () => {
  const members = ['x', 'y', 'z'];
  const p = { x: 0.6, y: 0.6, z: 0.6 };
  const packed = pack({
    findings: members.map((id) => finding(id)),
    clusters: { k: members },
    conditions: [condition('shared', p, { clusters: ['k'] }), condition('apart', p)]
  });

  it('keeps the marginal of each member and counts three faces of one fact less than three facts', () => {
    const one = ln(packed, evidence({ present: ['x'] }));
    expect(one['shared']).toBeCloseTo(one['apart'] ?? NaN, 12);
    const three = ln(packed, evidence({ present: members }));
    expect(three['shared'] ?? NaN).toBeGreaterThan(three['apart'] ?? NaN);
    const none = ln(packed, evidence({ absent: members }));
    expect(none['shared'] ?? NaN).toBeGreaterThan(none['apart'] ?? NaN);
    // One fact, once: the second and third face of it add less than the first.
    const more = (three['shared'] ?? 0) - (one['shared'] ?? 0);
    expect(more / 2).toBeLessThan((one['shared'] ?? 0) + 1);
  });
});

describe('properties over a generated pack', () => {
  const packed = generatedPack(40, 120, 5);
  const model = modelOf(packed);
  const ids = packed.findings.map((f) => f.id);
  const stated = fc
    .tuple(fc.subarray(ids, { maxLength: 8 }), fc.subarray(ids, { maxLength: 8 }))
    .map(([present, absent]) => evidence({ present, absent: absent.filter((id) => !present.includes(id)) }));
  const person = fc.constantFrom({}, { ageYears: 30, sex: 'female' as const }, { ageYears: 70, month: 1 });

  it('sums to one under both priors', () => {
    fc.assert(
      fc.property(stated, person, fc.constantFrom('clinic' as const, 'flat' as const), (e, who, prior) => {
        const total = exactPosterior(model, e, who, prior).reduce((sum, share) => sum + share, 0);
        expect(total).toBeCloseTo(1, 12);
      })
    );
  });

  it('is not moved by an unknown', () => {
    fc.assert(
      fc.property(stated, fc.constantFrom(...ids), (e, id) => {
        expect(exactPosterior(model, { ...e, unknown: [findingId(id)] }, {}, 'flat')).toEqual(
          exactPosterior(model, e, {}, 'flat')
        );
      })
    );
  });

  it('never raises a condition by an absence, nor lowers it by a presence', () => {
    const { tables, scalars } = model;
    for (const id of ids) {
      const absent = logLikelihood(
        tables,
        factorise(evidence({ absent: [id] }), {}, packed, tables),
        scalars
      );
      const present = logLikelihood(
        tables,
        factorise(evidence({ present: [id] }), {}, packed, tables),
        scalars
      );
      expect(Math.max(...absent)).toBeLessThanOrEqual(1e-12);
      expect(Math.min(...present)).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  it('is finite whatever is stated', () => {
    fc.assert(
      fc.property(stated, (e) => {
        expect([...exactPosterior(model, e, {}, 'clinic')].every(Number.isFinite)).toBe(true);
      })
    );
  });

  it('is all zero where no candidate is possible', () => {
    expect([...posterior(Float64Array.of(0, 0), Float64Array.of(-Infinity, -Infinity), 1)]).toEqual([0, 0]);
  });

  it('stays finite where a value is stated that a condition gives no share', () => {
    const slotted = pack({
      findings: [
        finding('pain', {
          background: { default: 0.0001 },
          slots: [{ name: 'site', mode: 'one-of', values: ['a', 'b', 'c'] }]
        })
      ],
      conditions: [
        condition('full', { pain: 1 }, { attributes: { pain: { site: { a: 0.5, b: 0.5 } } } }),
        condition('other', { pain: 0.5 })
      ]
    });
    const row = ln(
      slotted,
      evidence({
        present: ['pain'],
        slots: [{ finding: 'pain', slot: 'site', value: 'c', present: true }] as never
      })
    );
    expect(Number.isFinite(row['full'])).toBe(true);
    expect(row['full'] ?? 0).toBeLessThan(row['other'] ?? 0);
  });
});
