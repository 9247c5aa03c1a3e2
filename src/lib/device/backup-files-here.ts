import type { BackupFiles } from './backup-files';
import { DownloadBackupFiles, type DownloadPage } from './download-backup-files';
import { FolderBackupFiles, type FolderPlatform } from './folder-backup-files';

/** A folder where the browser has them, else downloads. */
export const backupFilesHere = (folder: FolderPlatform | undefined, page: DownloadPage): BackupFiles =>
  folder ? new FolderBackupFiles(folder, page) : new DownloadBackupFiles(page);
