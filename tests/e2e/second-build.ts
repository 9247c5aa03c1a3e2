import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfflineFile } from '../../src/lib/device/protocol';

const LIST_START = '[{"bytes":';

/** A copy of build/ in which the page carries `<meta name="build" content="NAME">`, as a later build would differ. */
export function secondBuild(name: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tongzhen-build-'));
  cpSync('build', folder, { recursive: true });
  const page = readFileSync(join(folder, '404.html'), 'utf8').replace(
    '<head>',
    `<head><meta name="build" content="${name}" />`
  );
  replace(folder, '404.html', page);
  const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
  const files = listedFiles(worker).map((file) => (file.url === '404.html' ? described(file, page) : file));
  replace(
    folder,
    'service-worker.js',
    worker.replace(listIn(worker), () => JSON.stringify(files))
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The files that the build gave its service worker. */
export function listedFiles(worker = readFileSync('build/service-worker.js', 'utf8')): OfflineFile[] {
  return JSON.parse(listIn(worker)) as OfflineFile[];
}

/** The list stands in the worker as JSON; no address or hash in it holds a bracket. */
function listIn(worker: string): string {
  const start = worker.indexOf(LIST_START);
  if (start < 0) throw new Error('the service worker holds no list of files');
  let open = 0;
  for (let at = start; at < worker.length; at++) {
    if (worker[at] === '[') open++;
    else if (worker[at] === ']' && --open === 0) return worker.slice(start, at + 1);
  }
  throw new Error('the list of files has no end');
}

function described(file: OfflineFile, content: string): OfflineFile {
  const hash = createHash('sha256').update(content);
  const size = Buffer.byteLength(content);
  return { ...file, revision: `second-${size}`, sha256: hash.digest('base64'), bytes: size, rawBytes: size };
}

/** Variants of the old content must not stay beside the new one. */
function replace(folder: string, path: string, content: string): void {
  writeFileSync(join(folder, path), content);
  for (const ending of ['.br', '.gz']) rmSync(join(folder, path + ending), { force: true });
}
