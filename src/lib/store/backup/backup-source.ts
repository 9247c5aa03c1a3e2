import type { Result } from '$part/kernel';
import type { ChainHead } from '$part/security';
import type { BackupBytes } from './backup-bytes';
import type { Bytes, Row, RowKey } from './backup-row';
import type { BackupTable } from './backup-tables';
import type { DeviceFault } from './fault-of';

/** Where the rows of a backup come from. Faults of the device are thrown as the store's own errors. */
export interface BackupSource {
  /** The head of the audit chain: every change appends to it, so an equal head means an unchanged store. */
  head(): Promise<ChainHead>;
  count(table: BackupTable): Promise<number>;
  /** In the order of the keys, a batch at a time, behind `after` where it is given. */
  rows(table: BackupTable, after?: RowKey): AsyncIterable<readonly Row[]>;
}

/** One row to write, and what is known to stand there: the write is refused where something else does. */
export interface RowChange {
  readonly before: Row | undefined;
  readonly after: Row;
}

export type TargetFault =
  | DeviceFault
  /** Another tab wrote while the restore ran. */
  | { readonly tag: 'changed' }
  /** The browser said that it was written, and it is not there. */
  | { readonly tag: 'not-kept' };

/** Where the rows of a backup go. Each call is one strict transaction: all of it is there afterwards, or nothing. */
export interface BackupTarget extends BackupSource {
  get(table: BackupTable, keys: readonly RowKey[]): Promise<readonly (Row | undefined)[]>;
  put(table: BackupTable, changes: readonly RowChange[]): Promise<Result<undefined, TargetFault>>;
  clear(table: BackupTable): Promise<Result<undefined, TargetFault>>;
  /** The head of the audit chain that is kept elsewhere becomes that of the chain here, which may be shorter now. */
  settleHead(): Promise<Result<undefined, TargetFault>>;
  readonly journal: RestoreJournal;
  readonly undo: UndoSlots;
}

/** One holds the way back; the other takes the state before the next restore. */
export type UndoSlot = 'a' | 'b';

export interface RestoreNote {
  readonly slot: UndoSlot;
  /** What was done to the state that the slot holds. */
  readonly how: 'merge' | 'replace' | 'undo';
  /** Of the backup that was restored. */
  readonly generation: number;
  readonly at: string;
}

export interface JournalEntry {
  /** A restore that began and has not ended: its slot holds the state to go back to. */
  readonly applying?: RestoreNote;
  /** The restore that can be undone. */
  readonly undoable?: RestoreNote;
}

export interface RestoreJournal {
  read(): Promise<JournalEntry>;
  write(entry: JournalEntry): Promise<Result<undefined, TargetFault>>;
}

/** Room for two whole backups of this store beside it. */
export interface UndoSlots {
  /** Empties the slot and fills it anew. */
  sink(slot: UndoSlot): WritableStream<Bytes>;
  bytes(slot: UndoSlot): Promise<BackupBytes>;
  clear(slot: UndoSlot): Promise<Result<undefined, TargetFault>>;
}
