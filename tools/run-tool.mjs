import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundle, ROOT } from './bundle.mjs';
import { runNode } from './child.mjs';
import { ensureDependencies } from './install.mjs';

/**
 * Installs what is missing, bundles a TypeScript tool and runs it.
 *
 * @param {string} entry path of the tool, from the root of the project
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} the tool's exit code; 1 where it does not compile, 2 where there is no such tool
 */
export async function runTool(entry, args, options) {
  if (!existsSync(resolve(ROOT, entry))) {
    console.error(`${entry}: no such file`);
    return 2;
  }
  await ensureDependencies();
  let file;
  try {
    file = await bundle(entry);
  } catch (error) {
    // esbuild has already printed each error with file and line.
    if (error instanceof Error && 'errors' in error) return 1;
    throw error;
  }
  return runNode(['--enable-source-maps', file, ...args], options);
}
