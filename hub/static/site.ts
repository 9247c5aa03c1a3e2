import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pagePolicy } from './content-security-policy';
import { contentType } from './content-types';

/** The codings that the build leaves beside a file, best first. */
export const CODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' }
] as const;
export type Coding = 'identity' | (typeof CODINGS)[number]['name'];

/** One sequence of bytes that can be sent for an address. */
export interface Variant {
  readonly file: string;
  readonly size: number;
  /** Strong, and different for each coding: the parts of a resumed download fit together byte by byte. */
  readonly etag: string;
}

export interface Entry {
  readonly headers: Readonly<Record<string, string>>;
  readonly variants: Readonly<Partial<Record<Coding, Variant>>> & { readonly identity: Variant };
}

/** The built site by address (`/_app/...`). Only what stands here is ever sent, so no path can lead out of the folder. */
export type Site = ReadonlyMap<string, Entry>;

/** The page for every address that is not a file. */
export const SHELL = '/404.html';

const IMMUTABLE = /^\/_app\/immutable\//;

/**
 * Reads a built folder once: sizes, hashes, headers.
 *
 * @throws where the folder or the page is missing: then there is nothing to serve
 */
export function readSite(folder: string): Site {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => `/${name.replaceAll('\\', '/')}`);
  const known = new Set(paths);
  const site = new Map<string, Entry>();
  for (const path of paths) {
    if (CODINGS.some(({ ending }) => path.endsWith(ending) && known.has(path.slice(0, -ending.length))))
      continue;
    const content = readFileSync(join(folder, path));
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 27);
    const variants: Partial<Record<Coding, Variant>> & { identity: Variant } = {
      identity: { file: join(folder, path), size: content.length, etag: `"${hash}"` }
    };
    for (const { name, ending } of CODINGS) {
      if (!known.has(path + ending)) continue;
      const bytes = readFileSync(join(folder, path + ending));
      const own = createHash('sha256').update(bytes).digest('base64url').slice(0, 27);
      variants[name] = { file: join(folder, path + ending), size: bytes.length, etag: `"${own}"` };
    }
    site.set(path, { headers: headersFor(path, content), variants });
  }
  if (!site.has(SHELL)) throw new Error(`${folder} holds no built app (npm run build)`);
  return site;
}

function headersFor(path: string, content: Buffer): Record<string, string> {
  return {
    'Content-Type': contentType(path),
    'Cache-Control': IMMUTABLE.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(path.endsWith('.html') ? { 'Content-Security-Policy': pagePolicy(content.toString('utf8')) } : {})
  };
}
