/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
/// <reference types="svelte" />
/// <reference types="vite/client" />
import { parsePack } from '$part/knowledge';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chance } from './chance';
import { CLINIC_NAME, makeClinic, PASSPHRASE } from './demo-clinic';
import { fillClinic, type Size } from './fill-clinic';
import { fileSink, writeDemo } from './write-file';

const USAGE = `npm run demo [-- options]: an invented clinic as an encrypted backup file, to be restored in the app
  --patients N     40 by default
  --visits N       120 by default, over the past 90 days
  --seed N         1 by default; the same seed invents the same people and visits
  --out FILE       demo.tongzhen by default
  --big            20,000 patients and 100,000 visits, for measuring; takes minutes`;

const PACK = '.build/pack/pack.json';
const BIG: Size = { patients: 20_000, visits: 100_000 };
/** Above this, visits are written many at once. */
const ONE_BY_ONE = 2_000;
const AT_ONCE = 100;
const LIFE_MS = 100 * 86_400_000;

function options() {
  const { values } = parseArgs({
    options: {
      patients: { type: 'string', default: '40' },
      visits: { type: 'string', default: '120' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'demo.tongzhen' },
      big: { type: 'boolean', default: false }
    }
  });
  const size: Size = values.big ? BIG : { patients: Number(values.patients), visits: Number(values.visits) };
  const seed = Number(values.seed);
  const isWhole = [size.patients, size.visits, seed].every(
    (value) => Number.isSafeInteger(value) && value >= 0
  );
  return isWhole && size.patients > 0 && size.visits >= size.patients
    ? { size, seed, out: values.out }
    : undefined;
}

async function run(): Promise<number> {
  let chosen: ReturnType<typeof options>;
  try {
    chosen = options();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  if (!chosen) {
    console.error(`${USAGE}\n  there are at least as many visits as patients`);
    return 2;
  }
  if (!existsSync(PACK)) {
    console.error(`${PACK} is not there: npm run knowledge first`);
    return 1;
  }
  const pack = parsePack(JSON.parse(readFileSync(PACK, 'utf8')));
  if (!pack.ok) {
    console.error(`${PACK} does not load: ${JSON.stringify(pack.error)}`);
    return 1;
  }
  const { size, seed, out } = chosen;
  const begin = performance.now();
  const end = Date.now();
  let now = end - LIFE_MS;
  const clinic = await makeClinic({ now: () => now });
  let told = 0;
  await fillClinic({
    clinic,
    chance: chance(seed),
    pack: pack.value,
    size,
    now: end,
    setNow: (at) => (now = at),
    atOnce: size.visits > ONE_BY_ONE ? AT_ONCE : 1,
    tell: (visits) => {
      const percent = Math.floor((100 * visits) / size.visits);
      if (percent < told + 10) return;
      told = percent;
      console.error(
        `${visits} of ${size.visits} visits, ${Math.round((performance.now() - begin) / 1000)} s`
      );
    }
  });
  const written = await writeDemo(clinic, end, fileSink(out));
  console.log(
    [
      `${out}: ${(written.bytes / 1e6).toFixed(1)} MB, ${size.patients} patients, ${size.visits} visits; all of it invented`,
      `clinic      ${CLINIC_NAME}`,
      ...clinic.desks.map(({ unlocked: { user } }) => `person      ${user.name} (${user.roles.join(', ')})`),
      `passphrase  ${PASSPHRASE}`,
      `recovery    ${clinic.recoveryKey}`,
      'On an empty tablet: restore from a backup, choose the file, choose a person, type the passphrase.'
    ].join('\n')
  );
  return 0;
}

process.exitCode = await run();
