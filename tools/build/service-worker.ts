import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { injectManifest, type ManifestEntry } from 'workbox-build';
import type { OfflineFile, OfflinePiece } from '../../src/lib/device/protocol';

/** Larger than any file here; the default of 2 MB would leave out model and runtime. */
const MAX_FILE = 60_000_000;
const IMMUTABLE = /^_app\/immutable\//;
/** The WebGPU builds of ONNX Runtime: kept by the service worker once a tablet uses one. */
const ON_DEMAND = /(?:^|\/)(?:ort-wasm-simd-threaded\.(?:jsep|jspi|asyncify)[.-]|ort\.(?:webgpu|jspi|all)\b)/;

/** Whether a file of the build is fetched when used, not with the first installation. */
export const isOnDemand = (path: string): boolean => ON_DEMAND.test(path.replaceAll('\\', '/'));

/**
 * Writes the list of files into the built service worker: for each its address, its SHA-256 (which
 * the worker checks before it stores a file), and its size as it travels, for the progress shown.
 *
 * @param folder the built site, already precompressed
 * @param parts the parts of the files that were cut
 * @param aside where the worker is copied before the list goes in
 * @returns the list
 * @throws where Workbox would leave out a file that offline use needs
 */
export async function injectFileList(
  folder: string,
  parts: ReadonlyMap<string, readonly string[]>,
  aside: string
): Promise<OfflineFile[]> {
  const swDest = join(folder, 'service-worker.js');
  copyFileSync(swDest, aside);
  let list: OfflineFile[] = [];
  const { warnings } = await injectManifest({
    swSrc: aside,
    swDest,
    globDirectory: folder,
    globPatterns: ['**/*.{js,mjs,css,html,json,webmanifest,wasm,onnx,woff2,svg,png}'],
    globIgnores: ['service-worker.js', '_app/version.json'],
    dontCacheBustURLsMatching: IMMUTABLE,
    maximumFileSizeToCacheInBytes: MAX_FILE,
    manifestTransforms: [
      (entries) => {
        // Small files first: the page is complete early, model and runtime follow.
        list = entries
          .map((entry) => describe(folder, entry, parts.get(entry.url)))
          .sort((a, b) => a.rawBytes - b.rawBytes || (a.url < b.url ? -1 : 1));
        return { manifest: list.map((file) => ({ ...file, size: file.rawBytes })), warnings: [] };
      }
    ]
  });
  if (warnings.length > 0)
    throw new Error(`The list of offline files is not complete:\n${warnings.join('\n')}`);
  if (!list.some(({ url }) => url === '404.html'))
    throw new Error('The list of offline files lacks the page itself');
  return list;
}

/** One line of the list. */
function describe(folder: string, { url, revision }: ManifestEntry, parts?: readonly string[]): OfflineFile {
  return {
    ...piece(folder, url),
    revision,
    ...(parts ? { parts: parts.map((part) => piece(folder, part)) } : {}),
    ...(isOnDemand(url) ? { onDemand: true as const } : {})
  };
}

/** `bytes` is what travels, `rawBytes` what arrives after decompression. */
function piece(folder: string, url: string): OfflinePiece {
  const file = join(folder, url);
  const content = readFileSync(file);
  const sent = existsSync(`${file}.br`) ? `${file}.br` : file;
  return {
    url,
    sha256: createHash('sha256').update(content).digest('base64'),
    bytes: statSync(sent).size,
    rawBytes: content.length
  };
}
