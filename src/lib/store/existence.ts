import { ok, type Result } from '$part/kernel';
import { DATABASE } from './database';
import type { Platform } from './guarded-database';
import { type Trace, traceOf } from './guarded-factory';
import type { KeyringDatabase } from './keyring-database';
import type { Marker } from './marker';
import type { StoreFault } from './store-fault';

/** What a start finds on the device. */
export type Existence =
  /** Nothing was ever made here. */
  | 'first-start'
  /** Keyring and records are there. */
  | 'clinic'
  /** There was a clinic, and the browser or the user cleared all of it: restore from a backup. */
  | 'evicted'
  /** The records are there, but no key to them: restore the keyring from a backup. */
  | 'keyring-lost'
  /** There is a clinic, and its records are gone. */
  | 'data-lost';

export interface Traces {
  /** The keyring's database says that a clinic was made. */
  readonly keyring: boolean;
  /** Audit lines that were once written, as the keyring's database knows it. */
  readonly lines: number;
  readonly records: Trace;
  /** The browser said that it wiped a corrupt database while one was opened. */
  readonly wiped: boolean;
  /** Any of the markers outside IndexedDB. */
  readonly marker: boolean;
}

/**
 * A clinic is made in this order: an empty records database, the keyring, the markers, the first line. So a start that
 * was cut short reads as a first start or as a clinic without records, never as a loss.
 */
export function existence({ keyring, lines, records, wiped, marker }: Traces): Existence {
  if (keyring) return records === 'absent' || (records === 'empty' && lines > 0) ? 'data-lost' : 'clinic';
  if (records === 'filled') return 'keyring-lost';
  if (wiped) return 'data-lost';
  return marker ? 'evicted' : 'first-start';
}

/** What a start finds, with the keyring's database open, or refused as wiped. */
export async function lookAround(
  platform: Platform,
  keyring: KeyringDatabase | 'wiped',
  markers: readonly Marker[]
): Promise<Result<Existence, StoreFault>> {
  const marker = await anyMarker(markers);
  const records = await traceOf(platform.factory, DATABASE, 'audit');
  if (keyring === 'wiped') return ok(existence({ keyring: false, lines: 0, records, wiped: true, marker }));
  const exists = await keyring.clinicExists();
  if (!exists.ok) return exists;
  const head = await keyring.auditHead();
  if (!head.ok) return head;
  const lines = head.value?.count ?? 0;
  return ok(existence({ keyring: exists.value, lines, records, wiped: false, marker }));
}

/** A marker that cannot be asked says nothing: the others stand. */
export async function anyMarker(markers: readonly Marker[]): Promise<boolean> {
  const answers = await Promise.allSettled(markers.map((marker) => marker.isSet()));
  return answers.some((answer) => answer.status === 'fulfilled' && answer.value);
}

/** One that could not be set is told by false, so that the start can say so. */
export async function setMarkers(markers: readonly Marker[]): Promise<boolean> {
  const answers = await Promise.allSettled(markers.map((marker) => marker.set()));
  return answers.every(({ status }) => status === 'fulfilled');
}
