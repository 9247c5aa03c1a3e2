/** Compiled pack, app, list of offline files, compressed variants. Skips what is unchanged. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OfflineFile } from '../../src/lib/device/protocol';
import { runNode } from '../child.mjs';
import { budgetLine, FIRST_INSTALL_LIMIT, firstInstall } from './budget';
import { APP_SOURCES, filesUnder, hashOf, listingOf, PACK_SOURCES } from './inputs';
import { cutLargeFiles } from './parts';
import { precompress, pruneCache } from './precompress';
import { injectFileList, isOnDemand } from './service-worker';

const ROOT = resolve('.');
const SITE = join(ROOT, 'build');
const PACK = join(ROOT, '.build/pack');
const PACK_FILES = ['pack.json', 'diagnosis.onnx', 'card.json'];
const COMPRESSED = join(ROOT, '.build/compressed');
const STAMP = join(ROOT, '.build/stamp.json');
const VITE_LOG = join(ROOT, '.build/vite.log');
const WORKER = 'service-worker.js';
const ID_LENGTH = 12;

/** What the last build was made from, and how its folder looked. */
interface Stamp {
  pack?: string;
  app?: string;
  site?: string;
  budget?: string;
}

const started = performance.now();
try {
  await build();
} catch (error) {
  console.error(`Build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function build(): Promise<void> {
  mkdirSync(join(ROOT, '.build'), { recursive: true });
  const before: Stamp = existsSync(STAMP) ? (JSON.parse(readFileSync(STAMP, 'utf8')) as Stamp) : {};
  const pack = hashOf(ROOT, PACK_SOURCES);
  const packIsThere = PACK_FILES.every((name) => existsSync(join(PACK, name)));
  if (before.pack !== pack || !packIsThere) {
    await step('knowledge', compilePack);
    writeFileSync(STAMP, JSON.stringify({ ...before, pack }));
  }
  const sources = hashOf(ROOT, APP_SOURCES);
  const app = `${sources}-${hashOf(PACK, PACK_FILES)}`;
  const id = sources.slice(0, ID_LENGTH);
  if (before.app === app && existsSync(SITE) && before.site === listingOf(SITE)) {
    console.log(`${before.budget}\nBuild ${id} is up to date`);
    return;
  }
  const budget = await buildSite(id);
  writeFileSync(STAMP, JSON.stringify({ pack, app, site: listingOf(SITE), budget } satisfies Stamp));
}

async function compilePack(): Promise<void> {
  const code = await runNode(['tools/run.mjs', 'tools/knowledge/main.ts']);
  if (code !== 0) throw new Error('the knowledge pack does not compile (npm run knowledge)');
  const missing = PACK_FILES.filter((name) => !existsSync(join(PACK, name)));
  if (missing.length > 0) throw new Error(`npm run knowledge left out ${missing.join(', ')}`);
}

async function buildSite(id: string): Promise<string> {
  await step('app', () => bundleApp(id));
  const list = await step('compress', compressSite);
  const install = firstInstall(list);
  const line = budgetLine(install);
  console.log(line);
  if (install.total > FIRST_INSTALL_LIMIT) throw new Error('the first install is above its budget');
  console.log(
    `Build ${id}: ${list.filter((file) => !file.onDemand).length} files for offline use, ${seconds(started)} s`
  );
  return line;
}

async function bundleApp(id: string): Promise<void> {
  // What Vite says goes to a file: it is long, and matters only where the build fails.
  const log = openSync(VITE_LOG, 'w');
  const code = await runNode(['node_modules/vite/bin/vite.js', 'build'], {
    env: { ...process.env, TONGZHEN_BUILD: id, NO_COLOR: '1' },
    stdio: ['ignore', log, log]
  });
  closeSync(log);
  if (code !== 0) throw new Error(`vite build failed:\n${readFileSync(VITE_LOG, 'utf8')}`);
}

async function compressSite(): Promise<OfflineFile[]> {
  const used: string[] = [];
  const compress = async (paths: readonly string[]): Promise<void> => {
    used.push(...(await precompress(SITE, paths, COMPRESSED, isOnDemand)));
  };
  const files = filesUnder(SITE, ['']).filter((path) => path !== WORKER);
  await compress(files);
  const parts = cutLargeFiles(
    SITE,
    files.filter((path) => !isOnDemand(path))
  );
  await compress([...parts.values()].flat());
  const list = await injectFileList(SITE, parts, join(ROOT, '.build', WORKER));
  await compress([WORKER]);
  pruneCache(COMPRESSED, used);
  return list;
}

async function step<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await run();
  console.log(`  ${name}: ${seconds(from)} s`);
  return result;
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}
