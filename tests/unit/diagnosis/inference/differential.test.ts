import { describe, expect, it } from 'vitest';
import type { Person } from '$part/kernel';
import { seededRandom } from '$part/kernel';
import type { DangerRule } from '$part/knowledge';
import { bestCandidate } from '$part/diagnosis/inference/conditions';
import { diagnose, exactPosterior, infer, rank } from '$part/diagnosis/inference/differential';
import { mixed } from '$part/diagnosis/inference/exact';
import { modelOf } from '$part/diagnosis/inference/model';
import { percentileBound } from '$part/diagnosis/inference/surprise';
import type { Evidence } from '$part/diagnosis/evidence/types';
import { backgroundsFor } from '$part/diagnosis/evidence/background';
import { indexOf } from '$part/diagnosis/pack-index';
import { condition, evidence, finding, findingId, generatedPack, pack } from '../packs';

const rule = (urgency: DangerRule['urgency'], id: string): DangerRule => ({
  id: `d-${id}`,
  name: { zh: id, en: id },
  advice: { zh: id, en: id },
  urgency,
  when: { finding: id },
  source: 'test'
});
const packed = pack({
  findings: [
    ...['cough', 'sneeze', 'runny', 'stiff-neck', 'pale', 'rash', 'itch', 'sting'].map((id) =>
      finding(id, { background: { default: 0.005 } })
    ),
    finding('hx.immunosuppressed'),
    finding('hx.pregnant')
  ],
  danger: [rule('emergency', 'stiff-neck'), rule('urgent', 'pale')],
  conditions: [
    condition(
      'cold',
      { cough: 0.6, sneeze: 0.85, runny: 0.85 },
      { severity: 'minor', perThousandVisits: 50 }
    ),
    condition(
      'bronchitis',
      { cough: 0.97, runny: 0.3 },
      { severity: 'moderate', complicationOf: { cold: 0.05 } }
    ),
    condition(
      'meningitis',
      { 'stiff-neck': 0.85, cough: 0.1 },
      { severity: 'critical', mustNotMiss: true, refer: { urgency: 'emergency' } }
    ),
    condition(
      'shock',
      { pale: 0.97, itch: 0.6 },
      { severity: 'critical', mustNotMiss: true, refer: { urgency: 'emergency' } }
    ),
    condition('other-skin', { rash: 0.3, itch: 0.3 }, { other: true, severity: 'minor' })
  ]
});
const model = modelOf(packed);
const adult: Person = { ageYears: 30, sex: 'female' };
const both = (stated: Evidence, person = adult, unread = 0) =>
  infer(model, { evidence: stated, person, unread });
const clinic = (stated: Evidence, person = adult, unread = 0) => both(stated, person, unread).clinic;
const cold = evidence({ present: ['cough', 'sneeze', 'runny'] });

describe('ranking', () => {
  it('sums a pair into its complication, sums to one, and orders ties by id', () => {
    const candidates = exactPosterior(model, cold, adult, 'clinic');
    const ranked = rank(model, candidates);
    expect(ranked[0]?.condition).toBe('cold');
    expect(ranked.reduce((sum, r) => sum + r.probability, 0)).toBeCloseTo(1, 12);
    const places = model.tables.candidates.flatMap((c, k) => (c.condition === 'bronchitis' ? [k] : []));
    expect(places).toHaveLength(2);
    const mass = places.reduce((sum, k) => sum + (candidates[k] ?? 0), 0);
    expect(ranked.find((r) => r.condition === 'bronchitis')?.probability).toBeCloseTo(mass, 12);
    const even = rank(model, new Float64Array(6).fill(1 / 6)).map((r) => r.condition);
    expect(even).toEqual(['bronchitis', 'cold', 'meningitis', 'other-skin', 'shock']);
  });

  it('takes a posterior from elsewhere, in single precision, and normalises it', () => {
    const single = Float32Array.from(exactPosterior(model, cold, adult, 'clinic'), (share) => share * 1.0001);
    const answer = diagnose(model, { evidence: cold, person: adult, unread: 0 }, 'clinic', single, 'model');
    const plain = clinic(cold);
    expect(answer.backend).toBe('model');
    expect(answer.ranked.map((r) => r.condition)).toEqual(plain.ranked.map((r) => r.condition));
    answer.ranked.forEach((r, n) =>
      expect(r.probability).toBeCloseTo(plain.ranked[n]?.probability ?? NaN, 6)
    );
  });

  it('reports two priors that differ by the base rate alone', () => {
    const { clinic: door, flat } = both(evidence({ present: ['cough', 'runny'] }));
    expect([door.prior, flat.prior]).toEqual(['clinic', 'flat']);
    const ratio = (d: typeof door) =>
      (d.ranked.find((r) => r.condition === 'cold')?.probability ?? 0) /
      (d.ranked.find((r) => r.condition === 'meningitis')?.probability ?? 1);
    expect(ratio(door) / ratio(flat)).toBeCloseTo(50, 6);
  });
});

describe('urgency', () => {
  it('is an emergency where an emergency rule fires, whatever the list', () => {
    expect(clinic(evidence({ present: ['cough', 'sneeze', 'runny', 'stiff-neck'] })).urgency).toBe(
      'emergency'
    );
    expect(clinic(evidence({ present: ['cough', 'sneeze', 'runny', 'pale'] })).urgency).toBe('non-emergency');
  });

  it('is an emergency where emergencies hold theta of the posterior', () => {
    const quiet = modelOf({ ...packed, danger: [] });
    const pale = infer(quiet, { evidence: evidence({ present: ['pale'] }), person: adult, unread: 0 }).clinic;
    expect(pale.ranked[0]?.condition).toBe('shock');
    expect(pale.urgency).toBe('emergency');
  });

  it('is self-care where minor conditions hold 0.8 and nothing excludes it', () => {
    expect(clinic(cold).urgency).toBe('self-care');
  });

  it.each<[string, Person, Parameters<typeof evidence>[0]]>([
    ['the age is not known', { sex: 'female' }, {}],
    ['the patient is under three months', { ageYears: 0.2 }, {}],
    ['the patient is over 75', { ageYears: 76 }, {}],
    ['the patient is pregnant', { ...adult, pregnant: true }, {}],
    [
      'the note says pregnant',
      adult,
      { present: ['cough', 'sneeze', 'runny', 'hx.pregnant'], known: ['hx.pregnant'] }
    ],
    [
      'the patient is immunosuppressed',
      adult,
      { present: ['cough', 'sneeze', 'runny', 'hx.immunosuppressed'] }
    ]
  ])('is never self-care where %s', (_, person, more) => {
    expect(clinic({ ...cold, ...evidence({ present: cold.present, ...more }) }, person).urgency).toBe(
      'non-emergency'
    );
  });

  it('keeps self-care at exactly three months and 75 years', () => {
    expect(clinic(cold, { ageYears: 0.25 }).urgency).toBe('self-care');
    expect(clinic(cold, { ageYears: 75.9 }).urgency).toBe('non-emergency');
    expect(clinic(cold, { ageYears: 75 }).urgency).toBe('self-care');
  });

  it('is never self-care where the list should not be trusted', () => {
    expect(clinic(evidence(), adult)).toMatchObject({ abstain: 'nothing-read', urgency: 'non-emergency' });
    const small = modelOf(
      pack({
        findings: [finding('cough'), finding('sting')],
        conditions: [condition('cold', { cough: 0.85 }, { severity: 'minor' })]
      })
    );
    const of = (present: string[]) =>
      infer(small, { evidence: evidence({ present }), person: adult, unread: 0 }).clinic;
    expect(of(['cough'])).toMatchObject({ urgency: 'self-care' });
    expect(of(['sting'])).toMatchObject({ abstain: 'surprise', urgency: 'non-emergency' });
  });

  it('is never self-care while a must-not-miss condition holds more than 0.02', () => {
    const feverish = (mustNotMiss: boolean) => {
      const severe = { severity: 'serious' as const, mustNotMiss, perThousandVisits: 5 };
      const conditions = [
        condition('cold', { cough: 0.85 }, { severity: 'minor' as const, perThousandVisits: 95 }),
        condition('sepsis', { cough: 0.85 }, severe)
      ];
      const small = modelOf(pack({ findings: [finding('cough')], conditions }));
      return infer(small, { evidence: evidence({ present: ['cough'] }), person: adult, unread: 0 }).clinic
        .urgency;
    };
    expect(feverish(false)).toBe('self-care');
    expect(feverish(true)).toBe('non-emergency');
  });
});

describe('abstaining', () => {
  it('says that nothing was read', () => {
    expect(clinic(evidence()).abstain).toBe('nothing-read');
    expect(clinic(evidence({ absent: ['cough'] })).abstain).toBe('nothing-read');
    expect(clinic(evidence({ present: ['hx.pregnant'], known: ['hx.pregnant'] })).abstain).toBe(
      'nothing-read'
    );
    expect(clinic(evidence({ present: ['cough'] }), adult, 0.8).abstain).toBe('nothing-read');
    expect(clinic(evidence({ present: ['cough', 'runny'] }), adult, 0.8).abstain).toBeUndefined();
    expect(clinic(evidence({ present: ['cough'] }), adult, 0.3).abstain).toBeUndefined();
  });

  it('says that an "other" class wins', () => {
    expect(clinic(evidence({ present: ['rash', 'itch'] })).abstain).toBe('other-wins');
  });

  it('says that the evidence is not like that of the best condition', () => {
    expect(clinic(evidence({ present: ['sneeze', 'sting', 'itch', 'stiff-neck', 'pale'] })).abstain).toBe(
      'surprise'
    );
    expect(clinic(cold).abstain).toBeUndefined();
    expect(clinic({ ...cold, present: [...cold.present, findingId('sting')] }).abstain).toBeUndefined();
  });

  it('says so where what is told speaks for none of the first conditions', () => {
    expect(clinic(evidence({ present: ['sting'] })).abstain).toBe('surprise');
  });

  it('does not say so for a low posterior', () => {
    const twins = modelOf(
      pack({
        findings: [finding('cough')],
        conditions: Array.from({ length: 30 }, (_, n) => condition(`twin-${n}`, { cough: 0.85 }))
      })
    );
    const answer = infer(twins, {
      evidence: evidence({ present: ['cough'] }),
      person: adult,
      unread: 0
    }).clinic;
    expect(answer.ranked[0]?.probability).toBeCloseTo(1 / 30, 9);
    expect(answer.abstain).toBeUndefined();
  });
});

describe('surprise over simulated patients', () => {
  const big = modelOf(generatedPack(80, 300, 11));
  const index = indexOf(big.pack);
  const symptoms = big.pack.findings.filter((f) => f.kind === 'symptom');
  const background = backgroundsFor(index, adult, []);
  const random = seededRandom(3);
  /** A patient of candidate k whose note states what is there, and a tenth of what is not. */
  const patient = (k: number): Evidence => {
    const count = big.tables.candidates.length;
    const present = symptoms.filter((f) => {
      const p = big.tables.p[(big.tables.columnOf.get(f.id) ?? 0) * count + k] ?? 0;
      return random() < mixed(p, background(f.id), big.scalars.nu);
    });
    const absent = symptoms.filter((f) => !present.includes(f) && random() < 0.1);
    return evidence({ present: present.map((f) => f.id), absent: absent.map((f) => f.id) });
  };

  it("seldom calls a condition's own patients a surprise, and often those of no condition", () => {
    let own = 0;
    let foreign = 0;
    const runs = 400;
    for (let n = 0; n < runs; n += 1) {
      const k = n % 80;
      if (percentileBound(big, { evidence: patient(k), person: adult }, k) < 0.04) own += 1;
      // A patient of nothing the pack knows: findings by chance, told as a complaint.
      const strange = evidence({
        present: symptoms.filter(() => random() < 6 / symptoms.length).map((f) => f.id)
      });
      const post = exactPosterior(big, strange, adult, 'flat');
      const first = rank(big, post)[0]?.condition;
      if (
        first &&
        percentileBound(big, { evidence: strange, person: adult }, bestCandidate(big.tables, post, first)) <
          0.04
      ) {
        foreign += 1;
      }
    }
    expect(own / runs).toBeLessThan(0.01);
    expect(foreign / runs).toBeGreaterThan(0.5);
  });
});
