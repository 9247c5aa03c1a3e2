import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The same short names as in svelte.config.js. */
const ALIASES = { $part: 'src/lib', $workers: 'workers', $compiled: '.build/pack' };

/**
 * Node 20 runs no TypeScript, so tools and hub are bundled into one file before they run; packages
 * stay outside. Takes about 50 ms, so nothing is cached.
 *
 * @param {string} entry path of a TypeScript file, from the root of the project
 * @returns {Promise<string>} path of the file that Node can run
 */
export async function bundle(entry) {
  const { build } = await import('esbuild');
  const name = relative(ROOT, resolve(ROOT, entry))
    .slice(0, -extname(entry).length)
    .replaceAll(/[\\/]/g, '-');
  const outfile = join(ROOT, '.build/tools', `${name}.mjs`);
  const { outputFiles } = await build({
    entryPoints: [resolve(ROOT, entry)],
    absWorkingDir: ROOT,
    outfile,
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: Object.fromEntries(Object.entries(ALIASES).map(([from, to]) => [from, join(ROOT, to)])),
    sourcemap: 'inline',
    logLevel: 'warning',
    // Everything the root tsconfig says for the browser would need .svelte-kit, which a fresh clone lacks.
    tsconfigRaw: { compilerOptions: { target: 'es2022', verbatimModuleSyntax: true } }
  });
  mkdirSync(dirname(outfile), { recursive: true });
  // Written aside and moved, so that a second run of the same tool never reads half a file.
  const aside = `${outfile}.${process.pid}`;
  for (const file of outputFiles) writeFileSync(aside, file.contents);
  renameSync(aside, outfile);
  return outfile;
}
