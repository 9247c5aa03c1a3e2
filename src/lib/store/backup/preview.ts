import { ok, type Result } from '$part/kernel';
import { type AuditFork, auditFork, type ChangedBy } from './audit-fork';
import type { BackupTarget } from './backup-source';
import { BACKUP_TABLES, type BackupTable, MERGE_RULE } from './backup-tables';
import { comparedParts, type Comparing, type Verdict } from './compare-rows';
import type { BackupFault } from './describe-backup';
import { attempt, type DeviceFault } from './fault-of';
import type { BackupKey, OpenedBackup } from './read-backup';

/** What a merge would find in one table, in rows. */
export interface TablePreview {
  readonly table: BackupTable;
  readonly here: number;
  readonly there: number;
  readonly onlyHere: number;
  readonly onlyThere: number;
  readonly newerHere: number;
  readonly newerThere: number;
  readonly same: number;
  readonly conflicts: number;
}

export interface Preview {
  readonly generation: number;
  readonly madeAt: string;
  readonly device: string;
  /** Without the search index, which is made anew. */
  readonly tables: readonly TablePreview[];
  /** Both sides went on separately since they had one history. */
  readonly forked: boolean;
}

/** What a restore would do, before anything is done. */
export async function previewRestore(
  backup: OpenedBackup<BackupKey>,
  target: BackupTarget,
  changedBy: ChangedBy
): Promise<Result<Preview, BackupFault | DeviceFault>> {
  return attempt(async () => {
    const fork = await auditFork(backup, target, changedBy);
    if (!fork.ok) return fork;
    const tables: TablePreview[] = [];
    for (const table of BACKUP_TABLES) {
      if (MERGE_RULE[table] === 'derived') continue;
      const shown =
        table === 'audit'
          ? ok(chainPreview(fork.value))
          : await tablePreview(table, backup, target, {
              key: backup.key,
              changedOnBoth: fork.value.changedOnBoth
            });
      if (!shown.ok) return shown;
      tables.push(shown.value);
    }
    const { generation, madeAt, device } = backup.header;
    const forked = fork.value.onlyHere > 0 && fork.value.onlyThere > 0;
    return ok({ generation, madeAt, device, tables, forked });
  });
}

const chainPreview = ({ common, onlyHere, onlyThere }: AuditFork): TablePreview => ({
  table: 'audit',
  here: common + onlyHere,
  there: common + onlyThere,
  onlyHere,
  onlyThere,
  newerHere: 0,
  newerThere: 0,
  same: common,
  conflicts: 0
});

async function tablePreview(
  table: BackupTable,
  backup: OpenedBackup<BackupKey>,
  target: BackupTarget,
  comparing: Comparing
): Promise<Result<TablePreview, BackupFault>> {
  const counts: Record<Verdict, number> = {
    'only-there': 0,
    'newer-there': 0,
    'newer-here': 0,
    same: 0,
    conflict: 0
  };
  let there = 0;
  for await (const part of comparedParts(table, backup, target, comparing)) {
    if (!part.ok) return part;
    there += part.value.length;
    for (const { verdict } of part.value) counts[verdict] += 1;
  }
  const here = await target.count(table);
  return ok({
    table,
    here,
    there,
    onlyHere: here - (there - counts['only-there']),
    onlyThere: counts['only-there'],
    newerHere: counts['newer-here'],
    newerThere: counts['newer-there'],
    same: counts.same,
    conflicts: counts.conflict
  });
}
