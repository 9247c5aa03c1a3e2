import { describe, expect, it } from 'vitest';
import { seededRandom } from '$part/kernel';
import { infer, exactPosterior } from '$part/diagnosis/inference/differential';
import { modelOf } from '$part/diagnosis/inference/model';
import { explain } from '$part/diagnosis/explain/explain';
import { fold } from '$part/diagnosis/evidence/fold';
import { nextQuestions } from '$part/diagnosis/questions/next';
import { evidence, generatedPack, observed } from './packs';

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;
function timed(runs: number, job: (run: number) => unknown): number {
  return median(
    Array.from({ length: runs }, (_, run) => {
      const begin = performance.now();
      job(run);
      return performance.now() - begin;
    })
  );
}

describe('450 conditions and 1,100 findings', () => {
  const packed = generatedPack(450, 1100, 1);
  let model = modelOf(packed);
  const person = { ageYears: 48, sex: 'female', month: 2 } as const;
  const random = seededRandom(7);
  const cases = Array.from({ length: 9 }, () => {
    const pick = (n: number, end: number) => [
      ...new Set(Array.from({ length: n }, () => `f${Math.floor(random() * end)}`))
    ];
    const present = pick(10, 400);
    const absent = pick(20, 900).filter((id) => !present.includes(id));
    return evidence({ present, absent, groupsAbsent: ['g30'], known: [], onset: 'sudden', duration: '1-3d' });
  });
  const given = (run: number) => cases[run % cases.length] ?? evidence();

  it('make their tables once without hanging', () => {
    expect(timed(1, () => (model = modelOf(packed)))).toBeLessThan(1000);
  });

  it('infer both priors without hanging (target 20 ms)', () => {
    const ms = timed(25, (run) => infer(model, { evidence: given(run), person, unread: 0 }));
    expect(ms).toBeLessThan(200);
  });

  it('rank all next questions without hanging (target 100 ms)', () => {
    const ms = timed(15, (run) => {
      const stated = given(run);
      const posterior = exactPosterior(model, stated, person, 'clinic');
      return nextQuestions(model, { evidence: stated, person, prior: 'clinic', posterior }, 6);
    });
    expect(ms).toBeLessThan(1000);
  });

  it('fold forty observations and explain a condition without hanging (targets 10 and 150 ms)', () => {
    const told = Array.from({ length: 40 }, (_, n) =>
      observed(`f${n * 7}`, { state: n % 3 ? 'present' : 'absent' })
    );
    expect(timed(15, () => fold(told, packed, person))).toBeLessThan(100);
    const ms = timed(9, (run) => {
      const stated = given(run);
      const posterior = exactPosterior(model, stated, person, 'flat');
      const [condition] = packed.conditions;
      return (
        condition && explain(model, { evidence: stated, person, prior: 'flat', posterior }, condition.id)
      );
    });
    expect(ms).toBeLessThan(1500);
  });
});
