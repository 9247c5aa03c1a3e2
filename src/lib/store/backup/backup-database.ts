import type { Table } from 'dexie';
import { GuardedDatabase, type Platform, type SchemaVersion } from '../guarded-database';
import type { Bytes, Row } from './backup-row';
import type { JournalEntry, UndoSlot } from './backup-source';
import type { MadeBackup } from './made-backup';

export const BACKUP_DATABASE = 'tongzhen-backup';

export interface SlotPiece {
  readonly slot: UndoSlot;
  readonly index: number;
  readonly bytes: Bytes;
}

/** Append-only: a version that shipped is never edited. */
const BACKUP_SCHEMA: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      conflicts: 'id',
      branches: 'id',
      slots: '[slot+index]',
      journal: 'name',
      made: 'generation',
      folder: 'name'
    }
  }
];

/**
 * What restores keep: rows put aside, the state before (a backup in itself), and how far a restore has come; and which
 * backups this tablet made, and where they lie.
 */
export class BackupDatabase extends GuardedDatabase {
  declare readonly conflicts: Table<Row, string>;
  declare readonly branches: Table<Row, string>;
  declare readonly slots: Table<SlotPiece, [UndoSlot, number]>;
  declare readonly journal: Table<{ readonly name: 'restore'; readonly entry: JournalEntry }, string>;

  declare readonly made: Table<MadeBackup, number>;
  /** The folder that was chosen for backup files; a handle of the browser's, of which this part knows nothing. */
  declare readonly folder: Table<{ readonly name: 'backups'; readonly handle: unknown }, string>;

  constructor(platform: Platform, schema: readonly SchemaVersion[] = BACKUP_SCHEMA) {
    super(BACKUP_DATABASE, schema, platform);
  }
}
