import { DiagnosisSession } from '$part/diagnosis';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bootstrapInterval } from './bootstrap-interval';
import type { Interviewed, Patient } from './interview';
import { interview, parsePatient } from './interview';
import { memoryPack } from './memory-pack';
import { readTables } from './tables';

const USAGE = `npm run evaluate:ddxplus -- --reference DIR --patients FILE.jsonl [--limit N]
  --reference DIR   folder with symptom_condition_probs.json, release_evidences_en.json, release_conditions_en.json
  --limit N         most questions to one patient, 30 by default; the app's own rule stops sooner`;

function options() {
  const { values } = parseArgs({
    options: {
      reference: { type: 'string' },
      patients: { type: 'string' },
      limit: { type: 'string', default: '30' }
    }
  });
  const limit = Number(values.limit);
  if (!values.reference || !values.patients || !Number.isInteger(limit) || limit < 0) return undefined;
  return { reference: values.reference, patients: values.patients, limit };
}

function report(name: string, results: readonly Interviewed[]): string {
  const share = (most: number) => results.map(({ place }) => (place <= most ? 1 : 0));
  const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const [low, high] = bootstrapInterval(share(1));
  const questions = results.map((result) => result.questions);
  return [
    name.padEnd(18),
    `GTPA@1 ${(100 * mean(share(1))).toFixed(2)}% (${(100 * low).toFixed(2)}-${(100 * high).toFixed(2)})`,
    `@3 ${(100 * mean(share(3))).toFixed(2)}%`,
    `@5 ${(100 * mean(share(5))).toFixed(2)}%`,
    `questions ${mean(questions).toFixed(2)} (most ${Math.max(...questions)})`
  ].join('  ');
}

async function run(): Promise<number> {
  let chosen: ReturnType<typeof options>;
  try {
    chosen = options();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  if (!chosen) {
    console.error(USAGE);
    return 2;
  }
  const session = new DiagnosisSession(memoryPack(readTables(chosen.reference)));
  const patients: Patient[] = [];
  let unreadable = 0;
  for (const [index, line] of readFileSync(chosen.patients, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const patient = parsePatient(line);
    if (typeof patient !== 'string') patients.push(patient);
    else {
      unreadable += 1;
      console.error(`${chosen.patients}:${index + 1}: ${patient}`);
    }
  }
  if (patients.length === 0) {
    console.error(`${chosen.patients}: no patient to ask`);
    return 1;
  }
  console.log(`${patients.length} patients, ${unreadable} unreadable; plain exact inference`);
  for (const [name, prior] of [
    ['equal priors', 'flat'],
    ['counts as priors', 'clinic']
  ] as const) {
    const results: Interviewed[] = [];
    for (const patient of patients) results.push(await interview(session, patient, prior, chosen.limit));
    console.log(report(name, results));
  }
  return unreadable > 0 ? 1 : 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
