import type { Table } from 'dexie';
import { GuardedDatabase, type Platform, type SchemaVersion } from './guarded-database';

export const DATABASE = 'tongzhen';

/** Sealed by ClinicKey for {table, id, version}. */
export interface SealedRow {
  readonly id: string;
  readonly version: number;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** One version of one encounter; versions are only added. */
export interface EncounterRow extends SealedRow {
  /** 1 in the newest version alone. */
  readonly current: 0 | 1;
  readonly patient: string;
  /** Opaque: equal days are equal, and no more. */
  readonly day: string;
}

export interface AuditRow {
  readonly seq: number;
  readonly id: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Over the previous hash, seq, id and sealed. */
  readonly hash: Uint8Array;
}

/** A part of an imported national code table; nothing of patients. */
export interface CodeRow {
  readonly id: string;
  readonly data: unknown;
}

/** Tables with one sealed row an id. */
export type PlainTable = 'patients' | 'drafts' | 'blocks' | 'delta' | 'settings';
/** Tables whose every change has its audit line in the same transaction. */
export type RecordTable = 'patients' | 'encounters' | 'settings';

/** Append-only: a version that shipped is never edited. */
export const SCHEMA: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      patients: 'id',
      encounters: '[id+version], [current+patient], [current+day]',
      drafts: 'id',
      blocks: 'id',
      delta: 'id',
      audit: 'seq',
      settings: 'id',
      codes: 'id'
    }
  }
];

/** The clinic's records, all sealed; the only IndexedDB that holds anything of patients. */
export class Database extends GuardedDatabase {
  declare readonly patients: Table<SealedRow, string>;
  declare readonly encounters: Table<EncounterRow, [string, number]>;
  declare readonly drafts: Table<SealedRow, string>;
  declare readonly blocks: Table<SealedRow, string>;
  declare readonly delta: Table<SealedRow, string>;
  declare readonly audit: Table<AuditRow, number>;
  declare readonly settings: Table<SealedRow, string>;
  declare readonly codes: Table<CodeRow, string>;

  constructor(platform: Platform, schema: readonly SchemaVersion[] = SCHEMA) {
    super(DATABASE, schema, platform);
  }
}
