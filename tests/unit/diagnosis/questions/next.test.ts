import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '$part/kernel';
import type { Finding, Pack } from '$part/knowledge';
import type { Evidence } from '$part/diagnosis/evidence/types';
import { withAnswer } from '$part/diagnosis/evidence/with-answer';
import { conditionMass } from '$part/diagnosis/inference/conditions';
import { exactPosterior, rank } from '$part/diagnosis/inference/differential';
import { modelOf } from '$part/diagnosis/inference/model';
import type { Model } from '$part/diagnosis/inference/model';
import { START_SCALARS } from '$part/diagnosis/inference/scalars';
import { indexOf } from '$part/diagnosis/pack-index';
import { entropyBits, informationAbout, informationBits } from '$part/diagnosis/questions/gain';
import { answerFactors, nextQuestions, withOutcomes } from '$part/diagnosis/questions/next';
import { alreadySaid, outlook } from '$part/diagnosis/questions/outlook';
import { isTest, shortlist } from '$part/diagnosis/questions/shortlist';
import { condition, evidence, finding, findingId, generatedPack, pack } from '../packs';

const sum = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0);
const caseOf = (model: Model, stated: Evidence, person: Person = {}) =>
  ({
    evidence: stated,
    person,
    prior: 'flat',
    posterior: exactPosterior(model, stated, person, 'flat')
  }) as const;
const next = (model: Model, stated: Evidence, limit = 8, person: Person = {}) =>
  nextQuestions(model, caseOf(model, stated, person), limit);
const asked = (model: Model, stated: Evidence, limit = 8) =>
  next(model, stated, limit).questions.map((q) => q.finding);

describe('expected information', () => {
  const masses = fc
    .array(
      fc.tuple(
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true })
      ),
      { minLength: 2, maxLength: 8 }
    )
    .map((list) => {
      const total = list.reduce((t, [w]) => t + w, 0);
      const mass = Float64Array.from(list, ([w]) => w / total);
      return { mass, yes: Float64Array.from(list, ([, p], n) => (mass[n] ?? 0) * p) };
    });

  it('is the expected fall of entropy, never negative, at most one bit', () => {
    fc.assert(
      fc.property(masses, ({ mass, yes }) => {
        const chance = sum(yes);
        const after = (part: Float64Array, all: number) => all * entropyBits(part.map((x) => x / all));
        const fall =
          entropyBits(mass) -
          after(yes, chance) -
          after(
            mass.map((w, n) => w - (yes[n] ?? 0)),
            1 - chance
          );
        const bits = informationBits(mass, yes);
        expect(bits).toBeCloseTo(fall, 9);
        expect(bits).toBeLessThanOrEqual(1 + 1e-9);
        // What it tells of one condition is no more than what it tells of all.
        expect(informationAbout(mass[0] ?? 0, yes[0] ?? 0, chance)).toBeLessThanOrEqual(bits + 1e-9);
      })
    );
  });

  it('is nothing where all expect the same, and one bit where the answer decides between two even ones', () => {
    expect(informationBits(Float64Array.of(0.5, 0.5), Float64Array.of(0.2, 0.2))).toBeCloseTo(0, 12);
    expect(informationBits(Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0))).toBeCloseTo(1, 12);
    expect(informationAbout(0.5, 0.5, 0.5)).toBeCloseTo(1, 12);
  });
});

/** A finding that is read but never asked for. */
function silent(id: string): Finding {
  const { ask, ...rest } = finding(id);
  expect(ask).toBeDefined();
  return rest;
}

const plain = pack({
  findings: [
    finding('pain'),
    finding('cough', { background: { default: 0.02 } }),
    finding('productive', { childOf: 'cough', background: { default: 0.005 } }),
    finding('wheeze', { kind: 'sign', cost: 'instrument' }),
    finding('dysuria'),
    finding('frequency'),
    finding('x-ray', { kind: 'test', cost: 'imaging' }),
    finding('blood', { kind: 'test', cost: 'laboratory' }),
    finding('risk.dust'),
    silent('not-to-ask')
  ],
  groups: { urinary: ['dysuria', 'frequency'] },
  conditions: [
    condition('bronchitis', {
      pain: 0.3,
      cough: 0.85,
      productive: 0.6,
      'x-ray': 0.1,
      blood: 0.3,
      'not-to-ask': 0.97
    }),
    condition('asthma', { pain: 0.3, cough: 0.6, productive: 0.1, wheeze: 0.85, 'x-ray': 0.02 }),
    condition('dust-lung', { pain: 0.3, cough: 0.6, 'x-ray': 0.97 }, { given: { 'risk.dust': 20 } }),
    condition('cystitis', { pain: 0.3, dysuria: 0.85, frequency: 0.85 })
  ]
});
const model = modelOf(plain);
const start = evidence({ present: ['pain'] });

describe('what is asked', () => {
  it('asks of what is not said, can be asked, and is no test, best first', () => {
    const { questions, stop } = next(model, start);
    expect(stop).toBeUndefined();
    expect(questions.map((q) => q.value)).toEqual(questions.map((q) => q.value).sort((a, b) => b - a));
    const ids = questions.map((q) => q.finding);
    for (const never of ['pain', 'x-ray', 'blood', 'not-to-ask']) expect(ids).not.toContain(never);
    expect(ids).toContain('cough');
    expect(ids).toContain('risk.dust');
    expect(next(model, start, 2).questions.map((q) => q.finding)).toEqual(ids.slice(0, 2));
  });

  it('never asks a child of an absent parent, a member of a denied group, or what is unknown', () => {
    const said = alreadySaid(
      model,
      evidence({ absent: ['cough'], groupsAbsent: ['urinary'], unknown: ['wheeze'] })
    );
    expect([...said].sort()).toEqual(['cough', 'dysuria', 'frequency', 'productive', 'wheeze']);
    expect(asked(model, { ...start, ...evidence({ present: ['pain'], absent: ['cough'] }) })).not.toContain(
      'productive'
    );
    expect(asked(model, evidence({ present: ['productive', 'cough'] }))).not.toContain('cough');
  });

  it('weighs cost', () => {
    const { questions } = shortlist(model, caseOf(model, start), 10);
    const wheeze = questions.find((q) => q.finding === 'wheeze');
    expect(wheeze?.value).toBeCloseTo(0.7 * (wheeze?.gain ?? NaN), 12);
    const tests = nextQuestions(model, caseOf(model, start), 5, isTest).questions;
    expect(tests.map((q) => q.finding)).toEqual(
      ['x-ray', 'blood'].filter((id) => tests.some((q) => q.finding === id))
    );
    expect(tests[0]?.value).toBeCloseTo(0.2 * (tests[0]?.gain ?? NaN), 12);
  });

  it('names the two conditions a question tells apart, the one a yes favours first', () => {
    const dysuria = next(model, start).questions.find((q) => q.finding === 'dysuria');
    expect(dysuria?.separates?.[0]).toBe('cystitis');
  });

  it('asks for standing facts by what they do to the prior', () => {
    const dust = next(model, start).questions.find((q) => q.finding === 'risk.dust');
    expect(dust?.separates?.[0]).toBe('dust-lung');
    expect(dust?.afterYes[0]?.condition).toBe('dust-lung');
  });
});

describe('the chance of a yes', () => {
  const chances = (m: Model, stated: Evidence, id: string) => {
    const view = outlook(m, stated, {}, exactPosterior(m, stated, {}, 'flat'));
    const asking = m.pack.findings.find((f) => f.id === id);
    const yes = new Float64Array(view.conditions.length);
    if (asking) view.yes(asking, yes);
    return Object.fromEntries(
      view.conditions.map((c, n) => [m.pack.conditions[c]?.id ?? '', (yes[n] ?? 0) / (view.mass[n] ?? 1)])
    ) as Record<string, number>;
  };
  const { nu } = START_SCALARS;
  const P = (p: number, b: number) => b + (1 - nu) * p * (1 - b);

  it('is P(present), of a child of a present parent P(child) / P(parent)', () => {
    expect(chances(model, start, 'productive')['bronchitis']).toBeCloseTo(P(0.6, 0.005), 12);
    const after = evidence({ present: ['pain', 'cough'] });
    expect(chances(model, after, 'productive')['bronchitis']).toBeCloseTo(P(0.6, 0.005) / P(0.85, 0.02), 12);
  });

  it('is what the latent of a cluster makes of it, by enumeration', () => {
    const members = ['x', 'y', 'z'];
    const clustered = modelOf(
      pack({
        findings: members.map((id) => finding(id)),
        clusters: { k: members },
        conditions: [
          condition('shared', { x: 0.6, y: 0.3, z: 0.85 }, { clusters: ['k'] }),
          condition('none', { x: 0.1, y: 0.1, z: 0.1 })
        ]
      })
    );
    const pi = 0.85 / 0.97;
    const joint = (on: boolean, ...ps: number[]) => ps.reduce((l, p) => l * P(on ? p / pi : 0, 0.01), 1);
    const marginal = (...ps: number[]) => pi * joint(true, ...ps) + (1 - pi) * joint(false, ...ps);
    expect(chances(clustered, evidence(), 'y')['shared']).toBeCloseTo(P(0.3, 0.01), 12);
    const given = chances(clustered, evidence({ present: ['x'] }), 'y')['shared'];
    expect(given).toBeCloseTo(marginal(0.6, 0.3) / marginal(0.6), 12);
  });
});

describe('outcomes', () => {
  it('are the differentials after each answer, and the gain is the fall of entropy they show', () => {
    const input = caseOf(model, start);
    for (const question of nextQuestions(model, input, 5).questions) {
      const after = (state: 'present' | 'absent') =>
        exactPosterior(model, withAnswer(start, indexOf(plain), question.finding, state), {}, 'flat');
      expect(question.afterYes).toEqual(rank(model, after('present')).slice(0, 3));
      expect(question.afterNo).toEqual(rank(model, after('absent')).slice(0, 3));
      const entropy = (p: ArrayLike<number>) => entropyBits(conditionMass(model.tables, p));
      const fall =
        entropy(input.posterior) -
        question.chance * entropy(after('present')) -
        (1 - question.chance) * entropy(after('absent'));
      expect(question.gain).toBeCloseTo(Math.max(0, fall), 9);
    }
  });

  it('may come from elsewhere, in one batch of two rows a question', () => {
    const input = caseOf(model, start);
    const list = shortlist(model, input, 4);
    const rows = answerFactors(
      model,
      input,
      list.questions.map((q) => q.finding)
    );
    expect(rows).toHaveLength(2 * list.questions.length);
    const certain = rows.map((_, row) =>
      Float64Array.from(model.tables.candidates, (_, k) => (k === row % 2 ? 1 : 0))
    );
    const { questions } = withOutcomes(model, input, list, certain, 4);
    const now = entropyBits(conditionMass(model.tables, input.posterior));
    for (const question of questions) expect(question.gain).toBeCloseTo(now, 9);
    expect(questions).toHaveLength(4);
  });

  it('leave no more than a batch holds', () => {
    const big = modelOf(generatedPack(60, 400, 2));
    const input = caseOf(big, evidence({ present: ['f5'] }));
    expect(shortlist(big, input, 200).questions.length).toBeLessThanOrEqual(50);
  });
});

describe('stopping', () => {
  const serious = (more: object): Pack =>
    pack({
      findings: [
        finding('pain'),
        finding('sweating'),
        finding('belching'),
        finding('yawning'),
        finding('pale'),
        ...Array.from({ length: 9 }, (_, n) => finding(`sign-${n}`))
      ],
      conditions: [
        condition(
          'reflux',
          { pain: 0.85, belching: 0.85, sweating: 0.02, yawning: 0.3 },
          { perThousandVisits: 97 }
        ),
        condition(
          'infarction',
          {
            pain: 0.85,
            sweating: 0.6,
            yawning: 0.3,
            ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`sign-${n}`, 0.3]))
          },
          { severity: 'critical', mustNotMiss: true, perThousandVisits: 3, ...more }
        )
      ]
    });
  const ask = (packed: Pack, stated: Evidence, limit = 8) => {
    const m = modelOf(packed);
    return nextQuestions(
      m,
      { ...caseOf(m, stated), prior: 'clinic', posterior: exactPosterior(m, stated, {}, 'clinic') },
      limit
    );
  };
  const pain = evidence({ present: ['pain'] });

  it('is settled where the first condition has 0.9 and no must-not-miss condition is open', () => {
    expect(ask(serious({ mustNotMiss: false }), pain)).toEqual({
      questions: [],
      stop: 'settled',
      notExcluded: []
    });
  });

  it('goes on to exclude an open must-not-miss condition, and names it, without raising its rank', () => {
    const { questions, stop, notExcluded } = ask(serious({}), pain);
    expect(stop).toBeUndefined();
    expect(notExcluded).toEqual(['infarction']);
    expect(questions.map((q) => q.finding)).toContain('sweating');
    expect(questions.find((q) => q.finding === 'sweating')?.excludes).toBe('infarction');
    expect(questions.map((q) => q.finding)).not.toContain('yawning');
  });

  it('asks at most six only to exclude', () => {
    const many = ask(serious({ perThousandVisits: 1 }), pain, 20);
    expect(many.questions.filter((q) => q.gain < 0.02).length).toBeLessThanOrEqual(6);
    expect(many.questions.length).toBeGreaterThan(0);
  });

  it('stops where the must-not-miss condition falls below its floor', () => {
    const rare = ask(serious({ perThousandVisits: 0.3 }), pain);
    expect(rare).toEqual({ questions: [], stop: 'settled', notExcluded: [] });
  });

  it('stops where it is open but no answer left has a likelihood ratio of three', () => {
    const p = (sweating: number) => ({ pain: 0.85, yawning: 0.6, sweating });
    const blunt = (sweating: number) => {
      const findings = Object.entries(p(sweating)).map(([id, value]) => [
        id,
        { p: value, grade: 'judgement' as const }
      ]);
      return ask(
        serious({ findings: Object.fromEntries(findings) }),
        evidence({ present: ['pain', 'yawning'], unknown: ['belching'] })
      );
    };
    // Against a background of 0.01 and reflux at 0.02, 0.06 is twice as likely and 0.3 ten times.
    expect(blunt(0.06)).toMatchObject({ questions: [], stop: 'nothing-helps', notExcluded: ['infarction'] });
    expect(blunt(0.3).questions.map((q) => q.finding)).toEqual(['sweating']);
  });

  it('says that nothing helps where no answer tells 0.02 bits', () => {
    const twins = modelOf(
      pack({
        findings: [finding('pain'), finding('cough')],
        conditions: [condition('one', { pain: 0.6, cough: 0.3 }), condition('two', { pain: 0.6, cough: 0.3 })]
      })
    );
    expect(next(twins, start)).toEqual({ questions: [], stop: 'nothing-helps', notExcluded: [] });
  });

  it('is asked nothing of an impossible posterior', () => {
    const none = { ...caseOf(model, start), posterior: new Float64Array(model.tables.candidates.length) };
    expect(nextQuestions(model, none, 5)).toMatchObject({ questions: [], stop: 'nothing-helps' });
  });
});

describe('answers as evidence', () => {
  const index = indexOf(plain);
  it('bring parents with a yes and take children with a no', () => {
    const yes = withAnswer(
      evidence({ absent: ['cough'], unknown: ['productive'] }),
      index,
      findingId('productive'),
      'present'
    );
    expect(yes).toMatchObject({ present: ['productive', 'cough'], absent: [], unknown: [] });
    const no = withAnswer(yes, index, findingId('cough'), 'absent');
    expect(no).toMatchObject({ present: [], absent: ['cough'] });
    expect(withAnswer(evidence(), index, findingId('risk.dust'), 'present').known).toEqual(['risk.dust']);
  });
});
