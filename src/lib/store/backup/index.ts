export type { ChangedBy } from './audit-fork';
export type { BackupBytes } from './backup-bytes';
export { blobBytes } from './backup-bytes';
export { BACKUP_DATABASE, BackupDatabase } from './backup-database';
export type { BackupHeader, BackupManifest, BackupPart } from './backup-format';
export type { Bytes, Row, RowKey } from './backup-row';
export type {
  BackupSource,
  BackupTarget,
  JournalEntry,
  RestoreJournal,
  RestoreNote,
  RowChange,
  TargetFault,
  UndoSlots
} from './backup-source';
export type { BackupTable } from './backup-tables';
export { BACKUP_TABLES } from './backup-tables';
export type { BackupFault, DescribedBackup } from './describe-backup';
export { describeBackup } from './describe-backup';
export { DexieRows } from './dexie-rows';
export type { Generation, GenerationPlan } from './generations';
export { generationOf, isFarSmaller, planGenerations } from './generations';
export type { KeptAside } from './kept-aside';
export { readAside } from './kept-aside';
export type { MadeBackup } from './made-backup';
export { keptFolder, MadeBackups } from './made-backups';
export type { ApplyFault, MergedTable, MergeHooks, MergeReport } from './merge-backup';
export type { Preview, TablePreview } from './preview';
export { previewRestore } from './preview';
export type { BackupKey, OpenedBackup, ReadBackupOptions, VerifiedBackup } from './read-backup';
export { readBackup } from './read-backup';
export type { BackupDue, BackupState } from './reminder';
export { backupDue } from './reminder';
export type { RestoreOptions, RestoreReport } from './restore';
export { restore, undoRestore } from './restore';
export { sessionRestore } from './session-restore';
export type { RestoreFault } from './way-back';
export { undoCutRestore } from './way-back';
export type { WriteBackupFault, WriteBackupOptions, WrittenBackup } from './write-backup';
export { writeBackup } from './write-backup';
