import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = /\.(?:js|mjs|css|html|json|webmanifest|svg|wasm|onnx|part|txt)$/;
/** Under this many bytes a response fits one packet as it is. */
const WORTH_IT = 1_000;
const AT_ONCE = 2;
/** 30 s for the 14 MB runtime at the best quality: worth it for what every tablet loads, not for the rest. */
const BEST = 11;
const QUICK = 9;

const VARIANTS: Readonly<Record<string, (content: Buffer, quality: number) => Promise<Buffer>>> = {
  br: (content, quality) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length
      }
    }),
  gz: (content) => promisify(gzip)(content, { level: 9 })
};

/**
 * Writes NAME.br and NAME.gz beside each file that gets smaller by it. What was compressed before
 * is taken from `cache` by content, so that a second build is quick.
 *
 * @param isOnDemand which files few will load, compressed less hard
 * @returns the names in the cache that this folder needs
 */
export async function precompress(
  folder: string,
  paths: readonly string[],
  cache: string,
  isOnDemand: (path: string) => boolean
): Promise<string[]> {
  mkdirSync(cache, { recursive: true });
  const used: string[] = [];
  // Largest last, as jobs are taken from the end: the long ones start first.
  const jobs = paths
    .filter((path) => COMPRESSIBLE.test(path))
    .map((path) => ({ path, content: readFileSync(join(folder, path)) }))
    .sort((a, b) => a.content.length - b.content.length);
  const work = async (): Promise<void> => {
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
      const { path, content } = job;
      const quality = isOnDemand(path) ? QUICK : BEST;
      for (const [extension, compress] of Object.entries(VARIANTS)) {
        const target = join(folder, `${path}.${extension}`);
        rmSync(target, { force: true });
        if (content.length < WORTH_IT) continue;
        const name = `${createHash('sha256').update(content).digest('hex')}-${quality}.${extension}`;
        used.push(name);
        const kept = join(cache, name);
        if (!existsSync(kept)) {
          writeFileSync(`${kept}.part`, await compress(content, quality));
          renameSync(`${kept}.part`, kept);
        }
        const variant = readFileSync(kept);
        if (variant.length < content.length) writeFileSync(target, variant);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return used;
}

/** Drops from the cache what the last build did not use. */
export function pruneCache(cache: string, used: readonly string[]): void {
  const keep = new Set(used);
  for (const name of readdirSync(cache)) if (!keep.has(name)) rmSync(join(cache, name));
}
