/** node tools/run.mjs ENTRY.ts ARGS: bundles a TypeScript tool and runs it with the remaining arguments. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundle, ROOT } from './bundle.mjs';
import { runNode } from './child.mjs';
import { ensureDependencies } from './install.mjs';

const [entry, ...args] = process.argv.slice(2);
if (!entry || !existsSync(resolve(ROOT, entry))) {
  console.error(entry ? `${entry}: no such file` : 'usage: node tools/run.mjs ENTRY.ts [arguments]');
  process.exit(2);
}
await ensureDependencies();
try {
  const file = await bundle(entry);
  process.exitCode = await runNode(['--enable-source-maps', file, ...args]);
} catch (error) {
  // esbuild has already printed each error with file and line.
  if (!(error instanceof Error && 'errors' in error)) throw error;
  process.exitCode = 1;
}
