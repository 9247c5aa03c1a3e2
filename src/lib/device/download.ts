import { err, ok, type Result } from '$part/kernel';
import { checkedFile } from './checked-file';
import type { DownloadCount } from './download-count';
import type { DownloadFault, OfflineFile, OfflinePiece } from './protocol';

/** Requests under way at once: enough to hide a slow line's round trips, few enough to lose little when it is cut. */
const AT_ONCE = 3;

/** What the download needs of the platform. */
export interface DownloadPlace {
  /** Where whole files go, under `keyOf(file)`. */
  readonly files: Pick<Cache, 'match' | 'put'>;
  /** Where parts wait until their file is whole, under their own address. */
  readonly parts: Pick<Cache, 'match' | 'put' | 'delete'>;
  readonly keyOf: (file: OfflineFile) => string;
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  readonly count: DownloadCount;
  /** After each bit of progress. */
  readonly onProgress: () => void;
}

/**
 * Fetches every file that is not stored yet. Each file is stored as soon as it is there, and each
 * part of a large one, so that a download that was cut goes on where it stopped. What is stored is
 * always what the build listed, byte by byte.
 */
export async function download(
  files: readonly OfflineFile[],
  place: DownloadPlace
): Promise<Result<undefined, DownloadFault>> {
  const waiting = [...files];
  let fault: DownloadFault | undefined;
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined && fault === undefined; file = waiting.shift()) {
      const got = await oneFile(file, place).catch((error: unknown) => err(faultOf(error)));
      if (!got.ok) fault = got.error;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return fault === undefined ? ok(undefined) : err(fault);
}

async function oneFile(file: OfflineFile, place: DownloadPlace): Promise<Result<undefined, DownloadFault>> {
  const key = place.keyOf(file);
  if (!(await place.files.match(key))) {
    const whole = file.parts
      ? await joined(file, file.parts, place)
      : await fetched(file, place, file.revision);
    if (!whole.ok) return whole;
    await place.files.put(key, whole.value);
    for (const part of file.parts ?? []) await place.parts.delete(part.url);
  }
  place.count.stored(file);
  place.onProgress();
  return ok(undefined);
}

async function fetched(
  piece: OfflinePiece,
  place: DownloadPlace,
  revision: string | null = null
): Promise<Result<Response, DownloadFault>> {
  const attempt = async (cache: RequestCache): Promise<Result<Response, 'damaged'>> => {
    let rawBytes = 0;
    return checkedFile(
      piece,
      await place.fetch(piece.url, { cache, credentials: 'same-origin' }),
      (count) => {
        rawBytes += count;
        place.count.arrived(piece, rawBytes);
        place.onProgress();
      }
    );
  };
  // What the page itself has fetched already need not travel twice.
  const first = await attempt(revision === null ? 'default' : 'no-cache');
  // The browser's own cache would bring damaged bytes again, so it is passed over once.
  return first.ok ? first : attempt('reload');
}

async function joined(
  file: OfflineFile,
  parts: readonly OfflinePiece[],
  place: DownloadPlace
): Promise<Result<Response, DownloadFault>> {
  const atHand = await fromBrowserCache(file, place);
  if (atHand) return ok(atHand);
  const contents: ArrayBuffer[] = [];
  let headers = new Headers();
  for (const part of parts) {
    let response = await place.parts.match(part.url);
    if (!response) {
      const got = await fetched(part, place);
      if (!got.ok) return got;
      await place.parts.put(part.url, got.value.clone());
      response = got.value;
    }
    place.count.arrived(part, part.rawBytes);
    headers = new Headers(response.headers);
    contents.push(await response.arrayBuffer());
  }
  headers.set('Content-Type', typeOf(file));
  return checkedFile(file, new Response(new Blob(contents), { headers }));
}

/** The page may have fetched the whole file, or be about to: then its parts need not travel as well. */
async function fromBrowserCache(file: OfflineFile, { fetch }: DownloadPlace): Promise<Response | undefined> {
  try {
    const response = await fetch(file.url, { cache: 'only-if-cached', mode: 'same-origin' });
    const checked = await checkedFile(file, response);
    return checked.ok ? checked.value : undefined;
  } catch {
    return undefined; // not there, or cut while the page was still fetching it
  }
}

/** Parts are bytes without meaning; WebAssembly needs its type to be compiled while it is read. */
function typeOf({ url }: OfflineFile): string {
  if (url.endsWith('.wasm')) return 'application/wasm';
  return url.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}

function faultOf(error: unknown): DownloadFault {
  return error instanceof Error && error.name === 'QuotaExceededError' ? 'storage' : 'line';
}
