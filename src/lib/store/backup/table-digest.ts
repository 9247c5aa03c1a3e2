import type { BackupManifest, BackupPart } from './backup-format';
import { BACKUP_TABLES } from './backup-tables';
import { hex, sha256 } from './hashes';

/**
 * Count and hash of each table: SHA-256 over the hashes of its parts' rows. Rows come in the order of their keys and
 * parts close by size alone, so equal tables have equal hashes.
 */
export function digestTables(
  parts: readonly BackupPart[],
  names: readonly string[] = BACKUP_TABLES
): Promise<BackupManifest['tables']> {
  return Promise.all(
    names.map(async (name) => {
      const own = parts.filter(({ table }) => table === name);
      const text = own.map(({ rawSha256 }) => rawSha256).join('\n');
      return {
        name,
        rows: own.reduce((sum, { rows }) => sum + rows, 0),
        sha256: hex(await sha256(new TextEncoder().encode(text)))
      };
    })
  );
}
