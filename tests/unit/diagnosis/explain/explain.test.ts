import { describe, expect, it } from 'vitest';
import { factorise } from '$part/diagnosis/evidence/factorise';
import { explain } from '$part/diagnosis/explain/explain';
import { changes } from '$part/diagnosis/explain/change';
import { why } from '$part/diagnosis/explain/why';
import { withAnswer } from '$part/diagnosis/evidence/with-answer';
import { bestCandidate } from '$part/diagnosis/inference/conditions';
import { exactPosterior, rank } from '$part/diagnosis/inference/differential';
import { logLikelihood } from '$part/diagnosis/inference/exact';
import { modelOf } from '$part/diagnosis/inference/model';
import { logPrior } from '$part/diagnosis/inference/prior';
import { START_SCALARS } from '$part/diagnosis/inference/scalars';
import { indexOf } from '$part/diagnosis/pack-index';
import { condition, conditionId, evidence, finding, findingId, generatedPack, pack } from '../packs';

const prior = 'clinic';
const packed = generatedPack(60, 240, 9);
const person = { ageYears: 70, sex: 'male', month: 1 } as const;
const ofPrior = (fact: string) => /^(age|sex|given:)/.test(fact);

const some = evidence({
  present: ['f2', 'f12', 'f36', 'f37', 'f38', 'f60', 'f96', 'hx.h239', 'risk.r238'],
  absent: ['f13', 'f50', 'f67', 'f68', 'f110'],
  groupsAbsent: ['g4'],
  slots: [
    { finding: 'f12', slot: 'site', value: 'a', present: true },
    { finding: 'f36', slot: 'site', value: 'b', present: false }
  ] as never,
  known: ['hx.h239', 'risk.r238'],
  onset: 'sudden',
  duration: '1-3d'
});

describe('why', () => {
  it.each([1, 2])('sums to the likelihood that inference uses, at temperature %d', (temperature) => {
    const model = modelOf(packed, { ...START_SCALARS, temperature });
    const posterior = exactPosterior(model, some, person, prior);
    const { tables, scalars } = model;
    const factors = factorise(some, person, packed, tables);
    const total = logLikelihood(tables, factors, scalars);
    // An absent child of a present parent is shown against what background alone would give it.
    const shift = factors.childAbsent.reduce(
      (s, c) => s + Math.log(Math.max(1 - c.childBackground / c.parentBackground, scalars.floor)),
      0
    );
    expect(factors.childAbsent.length).toBeGreaterThan(0);
    for (const { id } of packed.conditions) {
      const k = bestCandidate(tables, posterior, id);
      const reasons = why(model, some, person, posterior, id);
      const sum = reasons.filter((r) => !ofPrior(r.fact)).reduce((s, r) => s + r.weight, 0);
      expect(sum).toBeCloseTo(((total[k] ?? NaN) - shift) / temperature, 9);
    }
  });

  it('gives age, sex and known disease the parts of the flat prior', () => {
    const model = modelOf(packed);
    const posterior = exactPosterior(model, some, person, prior);
    const flat = logPrior(packed, model.tables, person, some.known, 'flat', model.scalars);
    packed.conditions.forEach(({ id }, k) => {
      if (bestCandidate(model.tables, posterior, id) !== k) return;
      const reasons = why(model, some, person, posterior, id).filter((r) => ofPrior(r.fact));
      expect(reasons.reduce((s, r) => s + r.weight, 0)).toBeCloseTo(flat[k] ?? NaN, 9);
    });
  });

  it('is sorted by size and names facts as they were stated', () => {
    const model = modelOf(packed);
    const posterior = exactPosterior(model, some, person, prior);
    const facts = new Set<string>();
    for (const { id } of packed.conditions) {
      const reasons = why(model, some, person, posterior, id);
      const sizes = reasons.map((r) => Math.abs(r.weight));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      for (const r of reasons) facts.add(`${r.state} ${r.fact}`);
    }
    for (const fact of [
      'present f2',
      'absent f50',
      'absent f13',
      'absent group:g4',
      'present value:f12/site/a',
      'absent value:f36/site/b',
      'present onset',
      'present duration',
      'present age',
      'present sex'
    ]) {
      expect(facts).toContain(fact);
    }
  });

  it('shares out what a cluster adds, so that its members together weigh less than each alone', () => {
    const members = ['x', 'y', 'z'];
    const p = { x: 0.6, y: 0.6, z: 0.6 };
    const model = modelOf(
      pack({
        findings: members.map((id) => finding(id)),
        clusters: { k: members },
        conditions: [condition('shared', p, { clusters: ['k'] }), condition('apart', p)]
      })
    );
    const of = (...absent: string[]) => {
      const stated = evidence({ absent });
      return why(model, stated, {}, exactPosterior(model, stated, {}, prior), conditionId('shared')).reduce(
        (s, r) => s + r.weight,
        0
      );
    };
    expect(of(...members)).toBeGreaterThan(of('x') + of('y') + of('z'));
    expect(of('x')).toBeLessThan(0);
  });

  it('speaks for the most probable pair of a condition, with the prior of its cause', () => {
    const model = modelOf(
      pack({
        findings: [finding('a'), finding('b'), finding('risk.dust')],
        conditions: [
          condition('cause', { a: 0.85 }, { perThousandVisits: 50, given: { 'risk.dust': 3 } }),
          condition('effect', { b: 0.85 }, { perThousandVisits: 0.01, complicationOf: { cause: 0.1 } })
        ]
      })
    );
    const stated = evidence({ present: ['a', 'b', 'risk.dust'], known: ['risk.dust'] });
    const posterior = exactPosterior(model, stated, {}, prior);
    expect(rank(model, posterior)[0]?.condition).toBe('effect');
    const facts = why(model, stated, {}, posterior, conditionId('effect')).map((r) => r.fact);
    expect([...facts].sort()).toEqual(['a', 'b', 'given:risk.dust']);
  });

  it('has nothing to say of a condition that is not in the pack', () => {
    const model = modelOf(packed);
    expect(
      why(model, some, person, exactPosterior(model, some, person, prior), conditionId('no-such'))
    ).toEqual([]);
  });
});

describe('what would change it', () => {
  const model = modelOf(
    pack({
      findings: ['pain', 'sweating', 'belching', 'cough', 'itch'].map((id) => finding(id)),
      conditions: [
        condition('reflux', { pain: 0.85, belching: 0.6 }, { perThousandVisits: 6 }),
        condition('infarction', { pain: 0.85, sweating: 0.85 }, { perThousandVisits: 5 }),
        condition('cold', { cough: 0.85 }, { perThousandVisits: 5 })
      ]
    })
  );
  const stated = evidence({ present: ['pain', 'belching'], absent: ['sweating'] });
  const input = {
    evidence: stated,
    person: {},
    prior,
    posterior: exactPosterior(model, stated, {}, prior)
  } as const;

  it('names answers and flips that put another first, and each does', () => {
    const found = changes(model, input, conditionId('reflux'));
    expect(found.map((c) => `${c.fact} ${c.state} ${c.first}`)).toContain('sweating present infarction');
    for (const { fact, state, first, probability } of found) {
      const after = exactPosterior(
        model,
        withAnswer(stated, indexOf(model.pack), findingId(fact), state),
        {},
        prior
      );
      const [now] = rank(model, after);
      expect(now).toEqual({ condition: first, probability });
      expect(first).not.toBe('reflux');
    }
  });

  it('puts first what would put the condition asked about first', () => {
    const vague = evidence({ present: ['belching'] });
    const open = { ...input, evidence: vague, posterior: exactPosterior(model, vague, {}, prior) };
    for (const id of ['cold', 'infarction'].map(conditionId)) {
      const found = changes(model, open, id);
      expect(found.map((c) => c.first)).toContain(id);
      expect(found[0]?.first).toBe(id);
    }
  });

  it('stands beside the reasons', () => {
    const answer = explain(model, input, conditionId('reflux'));
    expect(answer.condition).toBe('reflux');
    expect(answer.reasons.map((r) => r.fact)).toEqual(['pain', 'belching']);
    expect(answer.changes.length).toBeGreaterThan(0);
  });

  it('is empty where there is no list', () => {
    expect(changes(model, { ...input, posterior: new Float64Array(3) }, conditionId('cold'))).toEqual([]);
  });
});
