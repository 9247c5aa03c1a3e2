/** npm test: everything that decides whether a change is good, in order, stopping at the first that fails. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../bundle.mjs';
import { runChild } from '../child.mjs';
import { ensureDependencies } from '../install.mjs';
import { ensureBrowser } from './browser.mjs';
import { countsOf } from './counts.mjs';

// The aim is 12 minutes on 2 cores; the limit only ends a run that hangs, also where the machine is busy.
const SHORT_LIMIT_MS = 45 * 60_000;
const LONG_LIMIT_MS = 3 * 3_600_000;

const args = process.argv.slice(2);
if (args.some((arg) => arg !== '--long')) {
  console.error('usage: npm test, or npm run test:long');
  process.exit(2);
}
const long = args.includes('--long');
const limit = long ? LONG_LIMIT_MS : SHORT_LIMIT_MS;
const started = performance.now();
const results = join(ROOT, '.build/test');
const env = { ...process.env, ...(long ? { TONGZHEN_LONG: '1' } : {}), NO_COLOR: '1' };

class StepFailed extends Error {}

const bin = (name, path) => [join('node_modules', name, path)];
const STEPS = [
  ['format', [bin('prettier', 'bin/prettier.cjs').concat('--check', '--log-level', 'warn', '.')]],
  // Three type-checked programs at once need more than Node's usual heap.
  [
    'lint',
    [
      bin('@sveltejs/kit', 'svelte-kit.js').concat('sync'),
      ['--max-old-space-size=8192', ...bin('eslint', 'bin/eslint.js').concat('.')]
    ]
  ],
  ['knowledge and build', [['tools/build.mjs']]],
  [
    'types',
    [
      bin('svelte-check', 'bin/svelte-check').concat('--tsconfig', './tsconfig.json', '--fail-on-warnings'),
      bin('typescript', 'bin/tsc').concat('-p', 'workers'),
      bin('typescript', 'bin/tsc').concat('-p', 'tsconfig.node.json')
    ]
  ],
  [
    'layers',
    [
      bin('dependency-cruiser', 'bin/dependency-cruise.mjs').concat(
        '--config',
        '.dependency-cruiser.cjs',
        ...['src', 'workers', 'hub', 'tools']
      )
    ]
  ],
  [
    'unit and contract',
    [
      bin('vitest', 'vitest.mjs').concat(
        'run',
        '--reporter=dot',
        '--reporter=json',
        '--outputFile.json=.build/test/vitest.json'
      )
    ]
  ],
  ['end to end', [bin('@playwright/test', 'cli.js').concat('test')]]
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
let failedStep;
try {
  await step('dependencies', () => ensureDependencies());
  await step('browser', () => ensureBrowser());
  for (const [name, commands] of STEPS) {
    await step(name, async () => {
      for (const command of commands) await node(command);
    });
  }
} catch (error) {
  failedStep = error instanceof StepFailed ? error.message : `unexpected: ${error}`;
}
const { passed, failed } = countsOf(results);
if (failedStep) console.log(`Stopped at: ${failedStep}`);
// A step that is no test counts as one failure, so that the line never reads as if all were well.
console.log(`${passed} passed, ${failedStep && failed === 0 ? 1 : failed} failed`);
process.exitCode = failedStep || failed > 0 ? 1 : 0;

async function step(name, run) {
  const from = performance.now();
  console.log(`${name} ...`);
  try {
    await run();
  } catch (error) {
    throw error instanceof StepFailed
      ? new StepFailed(`${name} (${error.message})`)
      : new StepFailed(`${name}: ${error.message}`);
  }
  console.log(`${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

/** One command in a process group of its own, so that what it started ends with it when time is up. */
async function node(command) {
  const left = limit - (performance.now() - started);
  let timer;
  let late = false;
  const code = await runChild(process.execPath, command, {
    cwd: ROOT,
    env,
    detached: process.platform !== 'win32',
    onStart: (pid) => {
      timer = setTimeout(
        () => {
          late = true;
          if (pid !== undefined) endGroup(pid);
        },
        Math.max(0, left)
      );
    }
  });
  clearTimeout(timer);
  if (late) throw new StepFailed(`the whole run took more than ${limit / 60_000} minutes`);
  if (code !== 0) throw new StepFailed(`exit code ${code}`);
}

function endGroup(pid) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}
