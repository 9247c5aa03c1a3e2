import type { PriorKind } from '$part/diagnosis';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answerVignette } from './answer-vignette';
import { loadSession } from './load-session';
import { parseVignette } from './vignette';

const USAGE = `npm run evaluate -- --cases CASES.jsonl --predictions OUT.jsonl [options]
  --prior flat|clinic        clinic, the app's own, by default
  --from-complaint           the note's first present finding alone is known at first
  --questions N              questions asked then, 10 by default`;

function options() {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string' },
      predictions: { type: 'string' },
      prior: { type: 'string', default: 'clinic' },
      'from-complaint': { type: 'boolean', default: false },
      questions: { type: 'string', default: '10' }
    }
  });
  const { cases, predictions, prior } = values;
  const questions = Number(values.questions);
  if (
    !cases ||
    !predictions ||
    (prior !== 'flat' && prior !== 'clinic') ||
    !Number.isInteger(questions) ||
    questions < 0
  )
    return undefined;
  return {
    cases,
    predictions,
    prior: prior as PriorKind,
    interview: values['from-complaint'] ? { questions } : {}
  };
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
  const session = await loadSession();
  const answers: string[] = [];
  let unreadable = 0;
  const times: number[] = [];
  for (const [index, line] of readFileSync(chosen.cases, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const vignette = parseVignette(line);
    if (typeof vignette === 'string') {
      unreadable += 1;
      console.error(`${chosen.cases}:${index + 1}: ${vignette}`);
      continue;
    }
    const answer = await answerVignette(session, vignette, chosen.prior, chosen.interview);
    times.push(answer.milliseconds);
    answers.push(JSON.stringify(answer));
  }
  writeFileSync(chosen.predictions, answers.map((line) => `${line}\n`).join(''));
  times.sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)] ?? 0;
  console.log(
    `${answers.length} answered, ${unreadable} unreadable; prior ${chosen.prior}; ${session.pack.conditions.length} conditions; ` +
      `median ${middle} ms; pack ${session.pack.packHash.slice(0, 12)}`
  );
  return unreadable > 0 ? 1 : 0;
}

process.exitCode = await run();
