import type { AuditLine, Author, RecordFault, RecordKind } from '$part/schema';
import type { Result } from '$part/kernel';
import type { ClinicKey, SealedAt } from '$part/security/clinic-key';
import type { PlainTable } from './database';
import { sealValue } from './sealed-payload';

/** Why a record changes; its audit line is made of it. */
export interface Reason {
  readonly action: AuditLine['action'];
  readonly reason?: string;
}

/** A value that waits to be sealed for its place. */
export type Content = (
  key: ClinicKey,
  at: SealedAt,
  by: Author
) => Promise<Result<Uint8Array<ArrayBuffer>, RecordFault>>;

export const content =
  <T>(kind: RecordKind<T>, value: T): Content =>
  (key, at, by) =>
    sealValue(key, at, kind, value, by);

interface Place {
  readonly id: string;
  /** Version that this one was made from, 0 for none. */
  readonly expected: number;
  readonly version: number;
  readonly content: Content;
}

/** A record's row takes the place of the version that was read. */
export interface RecordChange extends Place {
  readonly tag: 'record';
  readonly table: 'patients' | 'settings';
  readonly audit: Reason;
}

/** A new version of an encounter beside the old ones. */
export interface EncounterChange extends Place {
  readonly tag: 'encounter';
  readonly table: 'encounters';
  readonly patient: string;
  /** Opaque. */
  readonly day: string;
  readonly audit: Reason;
}

/** A row that is no record: a draft, or what searching needs. Without a line of its own. */
export interface AsideChange extends Omit<Place, 'expected'> {
  readonly tag: 'aside';
  readonly table: Exclude<PlainTable, 'patients' | 'settings'>;
  /** Undefined where whatever stands there may be replaced. */
  readonly expected: number | undefined;
}

/** Records are never removed; drafts and search rows are. */
export interface RemoveChange {
  readonly tag: 'remove';
  readonly table: AsideChange['table'];
  readonly id: string;
  readonly expected: number | undefined;
}

export type WriteChange = RecordChange | EncounterChange | AsideChange;

/** One of the things that a transaction does together. */
export type Change = WriteChange | RemoveChange;
