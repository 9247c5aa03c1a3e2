import { buildLexicon, encodeFactors, factorise, fold, infer, logPrior, read } from '$part/diagnosis';
import type { Observation, ObservationId } from '$part/schema';
import { readFileSync } from 'node:fs';
import * as runtime from 'onnxruntime-web/wasm';
import { startRuntime } from '../../workers/runtime';
import { CONTEXT, loadSession } from '../evaluate/load-session';

const NOTE =
  '男，62岁，突发胸痛2小时，压榨样，向左臂放射，伴大汗、恶心。无发热，无咳嗽，无腹痛。高血压10年，吸烟。BP 150/95mmHg P 102次/分 SpO2 95%。';

/** Median of `rounds` runs in milliseconds, after a few to warm up. */
async function median(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let n = -3; n < rounds; n += 1) {
    const begin = performance.now();
    await work();
    if (n >= 0) times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
}

const line = (name: string, value: number, unit: string, target: string) =>
  console.log(`${name.padEnd(52)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(4)} target ${target}`);

const session = await loadSession();
const { model, pack } = session;
const lexicon = buildLexicon(pack);
const person = { ageYears: 62, sex: 'male' } as const;
const observations: Observation[] = read(NOTE, lexicon).observations.map((one, n) => ({
  ...one,
  id: `o${n}` as ObservationId,
  author: 'note',
  at: 0
}));
const evidence = fold(observations, pack, person);
const long = NOTE.repeat(Math.ceil(2000 / NOTE.length)).slice(0, 2000);
const factors = factorise(evidence, person, pack, model.tables);
const prior = logPrior(pack, model.tables, person, evidence.known, 'clinic', model.scalars);
const backend = await startRuntime(runtime, readFileSync('.build/pack/diagnosis.onnx'), undefined, 'wasm');
const one = encodeFactors([factors], [prior]);
const hundred = encodeFactors(Array(100).fill(factors), Array(100).fill(prior));

line('reading 2,000 characters', await median(20, () => read(long, lexicon)), 'ms', 'under 20');
line('lexicon of the pack', await median(5, () => buildLexicon(pack)), 'ms', 'under 150');
line(
  'evidence from observations',
  await median(50, () => fold(observations, pack, person)),
  'ms',
  'within the 20'
);
line(
  'differential, plain inference, both priors',
  await median(50, () => infer(model, { evidence, person, unread: 0 })),
  'ms',
  'under 20'
);
line('model, WASM, batch 1', await median(100, () => backend.run(one)), 'ms', 'under 20');
line('model, WASM, batch 100', await median(20, () => backend.run(hundred)), 'ms', 'under 100');
const rank = () => session.answer('rank', { evidence, person, prior: 'clinic', limit: 6 }, CONTEXT);
line('ranking all next questions', await median(20, rank), 'ms', 'under 100');
