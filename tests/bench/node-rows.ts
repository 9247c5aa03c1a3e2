import { buildLexicon, encodeFactors, factorise, fold, infer, logPrior, read } from '$part/diagnosis';
import type { Observation, ObservationId } from '$part/schema';
import { readFileSync } from 'node:fs';
import * as runtime from 'onnxruntime-web/wasm';
import { startRuntime } from '../../workers/runtime';
import { CONTEXT, loadSession } from '../../tools/evaluate/load-session';
import { nativeRuntime } from './native-runtime';
import { medianTime, printRow } from './row';

const NOTE =
  '男，62岁，突发胸痛2小时，压榨样，向左臂放射，伴大汗、恶心。无发热，无咳嗽，无腹痛。高血压10年，吸烟。BP 150/95mmHg P 102次/分 SpO2 95%。';

/** What runs the same in Node as in the browser: reading, inference, the model file, questions. */
export async function nodeRows(): Promise<void> {
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
  const row = async (name: string, rounds: number, work: () => unknown, target: string) => {
    const value = await medianTime(rounds, work);
    printRow({ name, value, unit: 'ms', target });
    return value;
  };

  await row('reading 2,000 characters', 20, () => read(long, lexicon), 'under 20');
  await row('lexicon of the pack', 5, () => buildLexicon(pack), 'under 150');
  await row('evidence from observations', 50, () => fold(observations, pack, person), 'within the 20');
  const both = () => infer(model, { evidence, person, unread: 0 });
  await row('differential, plain inference, both priors', 50, both, 'under 20');
  const rank = () => session.answer('rank', { evidence, person, prior: 'clinic', limit: 6 }, CONTEXT);
  await row('ranking all next questions', 20, rank, 'under 100');

  const file = readFileSync('.build/pack/diagnosis.onnx');
  const factors = factorise(evidence, person, pack, model.tables);
  const prior = logPrior(pack, model.tables, person, evidence.known, 'clinic', model.scalars);
  const web = await startRuntime(runtime, file, undefined, 'wasm');
  const native = await nativeRuntime(file);
  for (const batch of [1, 100]) {
    const input = encodeFactors(Array(batch).fill(factors), Array(batch).fill(prior));
    const target = batch === 1 ? 'under 20' : 'under 100';
    const wasm = await row(`model, WASM, batch ${batch}`, 100, () => web.run(input), target);
    if (!native) continue;
    const own = await row(`model, onnxruntime-node, batch ${batch}`, 100, () => native.run(input), 'beside');
    printRow({
      name: `WASM against onnxruntime-node, batch ${batch}`,
      value: wasm / own,
      unit: 'x',
      target: 'within 5'
    });
  }
  if (!native)
    console.log(
      'onnxruntime-node: not installed (ONNXRUNTIME_NODE_INSTALL=skip npm --prefix tests/bench ci)'
    );
}
