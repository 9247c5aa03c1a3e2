import type { RecordFault } from '$part/schema';

/** What the device can do to any read or write. */
export type StoreFault =
  /** The disk or the quota is full; nothing of the write is there. */
  | { readonly tag: 'full' }
  /** The connection is gone: another tab upgrades, or the browser closed it. */
  | { readonly tag: 'closed' }
  /** The browser could not do it; the name of its error, never its text. */
  | { readonly tag: 'failed'; readonly name: string };

export type WriteFault =
  | StoreFault
  /** Somebody wrote this row since it was read; `found` is the version there now, 0 where there is none. */
  | { readonly tag: 'conflict'; readonly table: string; readonly id: string; readonly found: number }
  /** A value that could not be read again; the field is named, its content is not. */
  | RecordFault
  /** The browser said that it was written, and it is not there. */
  | { readonly tag: 'not-kept'; readonly table: string; readonly id: string };

export type ReadFault =
  | StoreFault
  | RecordFault
  | { readonly tag: 'missing' }
  /** Not sealed by this clinic's key for this place, or changed since; or its bytes cannot be read. */
  | { readonly tag: 'damaged' };

const CLOSED = new Set(['DatabaseClosedError', 'InvalidStateError']);
const DEVICE = new Set([
  'AbortError',
  'DataError',
  'NotFoundError',
  'NotReadableError',
  'OpenFailedError',
  'ReadOnlyError',
  'TimeoutError',
  'UnknownError',
  'VersionError'
]);

/** Names of an error and of what it wraps: Dexie puts the browser's error inside its own. */
export function errorNames(error: unknown): string[] {
  const names: string[] = [];
  for (let at = error; at instanceof Object && names.length < 5; at = (at as { inner?: unknown }).inner)
    if ('name' in at) names.push(String(at.name));
  return names;
}

/** An error of the device as a value; anything else is a bug and thrown on. */
export function storeFaultOf(error: unknown): StoreFault {
  const names = errorNames(error);
  if (names.includes('QuotaExceededError')) return { tag: 'full' };
  if (names.some((name) => CLOSED.has(name))) return { tag: 'closed' };
  const name = names.find((known) => DEVICE.has(known));
  if (name === undefined) throw error;
  return { tag: 'failed', name };
}
