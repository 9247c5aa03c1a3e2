import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files above this many compressed bytes are cut up: at 64 kbit/s one takes more than a minute. */
const LARGE = 600_000;
/** About a minute at 64 kbit/s; smaller parts would compress worse (2 MB of the runtime: 9% more, 1 MB: 13%). */
const PART = 450_000;
const FOLDER = '_app/immutable/parts';

/**
 * Cuts large files into parts that are compressed and fetched one by one: browsers resume no
 * compressed file in the middle, and end a service worker's installation after five minutes.
 *
 * @returns for each file that was cut, the paths of its parts in order
 */
export function cutLargeFiles(folder: string, paths: readonly string[]): Map<string, string[]> {
  const cut = new Map<string, string[]>();
  for (const path of paths) {
    const compressed = join(folder, `${path}.br`);
    if (!existsSync(compressed) || statSync(compressed).size <= LARGE) continue;
    const content = readFileSync(join(folder, path));
    const length = Math.ceil(content.length / Math.ceil(statSync(compressed).size / PART));
    const parts: string[] = [];
    for (let at = 0; at < content.length; at += length) {
      const part = content.subarray(at, at + length);
      const name = `${FOLDER}/${createHash('sha256').update(part).digest('hex').slice(0, 16)}.part`;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), part);
      parts.push(name);
    }
    cut.set(path, parts);
  }
  return cut;
}
