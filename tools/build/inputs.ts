import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the compiled pack is made from. */
export const PACK_SOURCES: readonly string[] = [
  'models/primary-care',
  'src/lib/kernel',
  'src/lib/knowledge',
  'src/lib/schema',
  'src/lib/diagnosis',
  'tools/knowledge',
  'package-lock.json'
];

/** What the app is made from; the hub counts because its headers are stored with the pages. */
export const APP_SOURCES: readonly string[] = [
  ...PACK_SOURCES,
  'src',
  'workers',
  'static',
  'hub',
  'svelte.config.js',
  'vite.config.ts',
  'tsconfig.json',
  'tools/build'
];

/** Every file under the given paths, sorted, each once; paths with forward slashes from the root. */
export function filesUnder(root: string, paths: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full)) visit(path === '' ? name : `${path}/${name}`);
    } else {
      found.add(path);
    }
  };
  paths.forEach(visit);
  return [...found].sort();
}

/** One SHA-256 (hexadecimal) over names and contents. */
export function hashOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of filesUnder(root, paths)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** A quick look at a folder: names and sizes, so that a file lost or cut short is noticed. */
export function listingOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesUnder(folder, [''])) hash.update(`${path}\0${statSync(join(folder, path)).size}\0`);
  return hash.digest('hex');
}
