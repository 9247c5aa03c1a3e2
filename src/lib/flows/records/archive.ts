import { ok, type Result } from '$part/kernel';
import type { Database, KeyringDatabase, OpenFault, Platform } from '$part/store';
import { BackupDatabase, DexieRows, keptFolder, MadeBackups } from '$part/store/backup';
import {
  backupFilesHere,
  downloadPage,
  folderPlatform,
  type BackupFiles,
  type FolderPlatform
} from '$part/device';

/** What backups and restores need beside the clinic's own databases. */
export interface Archive {
  readonly rows: DexieRows;
  readonly made: MadeBackups;
  readonly kept: FolderPlatform['kept'];
  /** The audit chain's hash at a line. */
  readonly hashAt: (seq: number) => Promise<Uint8Array | undefined>;
  readonly end: () => void;
}

export interface OpenDatabases {
  readonly database: Database;
  readonly keyringDatabase: KeyringDatabase;
}

/** Beside an open clinic; `end` leaves the clinic's own databases open. */
export async function openArchive(
  platform: Platform,
  { database, keyringDatabase }: OpenDatabases
): Promise<Result<Archive, OpenFault>> {
  const backup = new BackupDatabase(platform);
  const opened = await backup.start(true, () => undefined);
  if (!opened.ok) return opened;
  return ok({
    rows: new DexieRows(database, backup, keyringDatabase),
    made: new MadeBackups(backup),
    kept: keptFolder(backup),
    hashAt: async (seq) => (await database.audit.get(seq))?.hash,
    end: () => backup.end()
  });
}

/** Backup files as this browser can keep them. */
export const browserBackupFiles = ({ kept }: Pick<Archive, 'kept'>): BackupFiles =>
  backupFilesHere(folderPlatform(kept, window), downloadPage(document));
