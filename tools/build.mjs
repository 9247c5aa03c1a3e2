/** npm run build: compiled pack, app, list of offline files, compressed variants. Skips what is unchanged. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgetLine, FIRST_INSTALL_LIMIT, firstInstall } from './build/budget.mjs';
import { APP_SOURCES, filesUnder, hashOf, listingOf, PACK_SOURCES } from './build/inputs.mjs';
import { cutLargeFiles } from './build/parts.mjs';
import { precompress, pruneCache } from './build/precompress.mjs';
import { injectFileList, isOnDemand } from './build/service-worker.mjs';
import { ROOT } from './bundle.mjs';
import { runNode } from './child.mjs';
import { ensureDependencies } from './install.mjs';

const SITE = join(ROOT, 'build');
const PACK = join(ROOT, '.build/pack');
const WORKER = 'service-worker.js';
const PACK_FILES = ['pack.json', 'diagnosis.onnx', 'card.json'];
const COMPRESSED = join(ROOT, '.build/compressed');
const VITE_LOG = join(ROOT, '.build/vite.log');
const STAMP = join(ROOT, '.build/stamp.json');

const started = performance.now();
try {
  await build();
} catch (error) {
  console.error(`Build failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function build() {
  await ensureDependencies();
  mkdirSync(join(ROOT, '.build'), { recursive: true });
  const before = readStamp();
  const pack = hashOf(ROOT, PACK_SOURCES);
  const app = hashOf(ROOT, APP_SOURCES);
  const packIsThere = PACK_FILES.every((name) => existsSync(join(PACK, name)));
  if (before.pack !== pack || !packIsThere) await step('knowledge', compilePack);
  // The page names the pack by address, so the compiled files count as the app's sources as well.
  const key = `${app}-${hashOf(PACK, PACK_FILES)}`;
  if (before.app === key && existsSync(SITE) && before.site === listingOf(SITE)) {
    console.log(`${before.budget}\nBuild ${app.slice(0, 12)} is up to date`);
  } else {
    const line = await buildSite(app.slice(0, 12));
    writeFileSync(STAMP, JSON.stringify({ pack, app: key, site: listingOf(SITE), budget: line }));
    return;
  }
  writeFileSync(STAMP, JSON.stringify({ ...before, pack }));
}

async function compilePack() {
  const code = await runNode(['tools/run.mjs', 'tools/knowledge/main.ts'], { cwd: ROOT });
  if (code !== 0) throw new Error('the knowledge pack does not compile (npm run knowledge)');
  const missing = PACK_FILES.filter((name) => !existsSync(join(PACK, name)));
  if (missing.length > 0) throw new Error(`npm run knowledge left out ${missing.join(', ')}`);
}

async function buildSite(id) {
  await step('app', async () => {
    // What Vite says goes to a file: its progress is long, and matters only where the build fails.
    const log = openSync(VITE_LOG, 'w');
    const code = await runNode(['node_modules/vite/bin/vite.js', 'build'], {
      cwd: ROOT,
      env: { ...process.env, TONGZHEN_BUILD: id, NO_COLOR: '1' },
      stdio: ['ignore', log, log]
    });
    closeSync(log);
    if (code !== 0) throw new Error(`vite build failed:\n${readFileSync(VITE_LOG, 'utf8')}`);
  });
  const used = [];
  const compress = async (paths) => used.push(...(await precompress(SITE, paths, COMPRESSED, isOnDemand)));
  const list = await step('compress', async () => {
    const files = filesUnder(SITE, ['']).filter((path) => path !== WORKER);
    await compress(files);
    const parts = cutLargeFiles(
      SITE,
      files.filter((path) => !isOnDemand(path))
    );
    await compress([...parts.values()].flat());
    const offline = await injectFileList(SITE, parts, join(ROOT, '.build', WORKER));
    await compress([WORKER]);
    return offline;
  });
  pruneCache(COMPRESSED, used);
  const install = firstInstall(list);
  const line = budgetLine(install);
  console.log(line);
  if (install.total > FIRST_INSTALL_LIMIT) throw new Error('the first install is above its budget');
  const files = list.filter(({ onDemand }) => !onDemand).length;
  console.log(`Build ${id}: ${files} files for offline use, ${seconds(started)} s`);
  return line;
}

async function step(name, run) {
  const from = performance.now();
  const result = await run();
  console.log(`  ${name}: ${seconds(from)} s`);
  return result;
}

function readStamp() {
  return existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, 'utf8')) : {};
}

function seconds(from) {
  return ((performance.now() - from) / 1000).toFixed(1);
}
