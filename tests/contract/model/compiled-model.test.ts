import type { ModelBackend } from '$part/diagnosis';
import {
  DiagnosisSession,
  encodeFactors,
  exactPosterior,
  factorise,
  logPrior,
  modelOf
} from '$part/diagnosis';
import { seededRandom, type Person } from '$part/kernel';
import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import * as runtime from 'onnxruntime-web/wasm';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeModel } from '../../../tools/knowledge/onnx';
import { startRuntime } from '../../../workers/runtime';
import { conditionId, evidence, findingId, generatedPack } from '../../unit/diagnosis/packs';

const file = (name: string) => pathToFileURL(path.resolve('node_modules/onnxruntime-web/dist', name)).href;
const files = { wasm: file('ort-wasm-simd-threaded.wasm'), mjs: file('ort-wasm-simd-threaded.mjs') };
const CASES = process.env.TONGZHEN_LONG ? 5_000 : 500;
const BATCH = 50;

/** A generated pack, with declared pairs, required findings and attributes beside what it already has. */
function packWithEverything() {
  const base = generatedPack(120, 400, 7);
  return {
    ...base,
    conditions: base.conditions.map((condition, n) => ({
      ...condition,
      ...(n % 10 === 1 ? { complicationOf: { [base.conditions[n - 1]?.id ?? conditionId('')]: 0.1 } } : {}),
      ...(n % 15 === 2 ? { required: [base.findings[n % 30]?.id ?? findingId('')] } : {})
    }))
  };
}

describe('the compiled model', () => {
  const pack = packWithEverything();
  const model = modelOf(pack);
  const firstFinding = pack.findings[0]?.id ?? findingId('');
  let backend: ModelBackend;
  const random = seededRandom(42);
  const some = <T>(list: readonly T[], share: number) => list.filter(() => random() < share);
  const one = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];

  beforeAll(async () => {
    backend = await startRuntime(runtime, writeModel(model.tables, model.scalars, {}), files, 'wasm');
  }, 60_000);

  const randomCase = () => {
    const dense = random() * 0.06;
    const present = some(pack.findings, dense).map((f) => f.id);
    const absent = some(pack.findings, dense * 2)
      .filter((f) => !present.includes(f.id))
      .map((f) => f.id);
    const slots = pack.findings.flatMap((f) =>
      present.includes(f.id)
        ? (f.slots ?? []).flatMap((slot) => {
            const value = one(slot.values);
            return value ? [{ finding: f.id, slot: slot.name, value, present: random() < 0.7 }] : [];
          })
        : []
    );
    const [onset, duration, course] = [one(ONSETS), one(DURATIONS), one(COURSES)];
    const person: Person = { ageYears: Math.floor(random() * 95), sex: random() < 0.5 ? 'male' : 'female' };
    return {
      person,
      evidence: evidence({
        present,
        absent,
        slots,
        groupsAbsent: some(pack.groups, 0.1).map((g) => g.id),
        known: present.filter((id) => /^(hx|risk)\./.test(id)),
        ...(random() < 0.5 && onset ? { onset } : {}),
        ...(random() < 0.5 && duration ? { duration } : {}),
        ...(random() < 0.3 && course ? { course } : {})
      })
    };
  };

  it(`M1 answers within 1e-5 of exact inference on ${CASES} generated cases under both priors`, async () => {
    let worst = 0;
    for (let done = 0; done < CASES; done += BATCH) {
      const cases = Array.from({ length: BATCH }, randomCase);
      const prior = (done / BATCH) % 2 ? 'flat' : 'clinic';
      const factors = cases.map((c) => factorise(c.evidence, c.person, pack, model.tables));
      const priors = cases.map((c) =>
        logPrior(pack, model.tables, c.person, c.evidence.known, prior, model.scalars)
      );
      const { posterior } = await backend.run(encodeFactors(factors, priors));
      const width = model.tables.candidates.length;
      cases.forEach((c, n) => {
        const expected = exactPosterior(model, c.evidence, c.person, prior);
        expected.forEach((value, k) => {
          worst = Math.max(worst, Math.abs(value - (posterior[n * width + k] ?? NaN)));
        });
      });
    }
    expect(worst).toBeLessThan(1e-5);
  }, 120_000);

  it('M2 uses slots, groups, required findings, pairs and time: leaving each out changes the answer', () => {
    const c = randomCase();
    const rich = {
      ...c.evidence,
      present: pack.findings.slice(0, 13).map((f) => f.id),
      slots: [{ finding: firstFinding, slot: 'site', value: 'a', present: true }],
      onset: 'sudden' as const
    };
    const full = exactPosterior(model, rich, c.person, 'clinic');
    const without = exactPosterior(model, { ...rich, slots: [] }, c.person, 'clinic');
    expect(full.some((value, k) => Math.abs(value - (without[k] ?? 0)) > 1e-6)).toBe(true);
    expect(model.tables.candidates.some((candidate) => candidate.cause !== undefined)).toBe(true);
    expect(model.tables.required.some(Boolean)).toBe(true);
  });

  it('M3 is refused by the session when it was compiled from other numbers', async () => {
    const session = new DiagnosisSession(pack);
    expect(await session.agrees(backend)).toBe(true);
    const other = modelOf(generatedPack(120, 400, 8));
    const stranger = await startRuntime(
      runtime,
      writeModel(other.tables, other.scalars, {}),
      files,
      'wasm'
    ).catch(() => undefined);
    const agrees = stranger ? await session.agrees(stranger).catch(() => false) : false;
    expect(agrees).toBe(false);
  }, 60_000);

  it('M4 a runtime that throws is put aside: the session answers plainly and says so once', async () => {
    const session = new DiagnosisSession(pack);
    let told = 0;
    session.use({ name: 'wasm', run: () => Promise.reject(new Error('lost')) }, () => (told += 1));
    const context = { cancelled: () => false, breathe: () => Promise.resolve(), now: () => 0 };
    const input = {
      evidence: evidence({ present: [firstFinding] }),
      person: {},
      prior: 'clinic' as const,
      unread: 0
    };
    const first = await session.answer('infer', input, context);
    await session.answer('infer', input, context);
    expect(told).toBe(1);
    expect(first !== 'cancelled' && first.clinic.ranked.length).toBeGreaterThan(100);
    expect(first !== 'cancelled' && first.clinic.backend).toBe('plain');
  });
});
