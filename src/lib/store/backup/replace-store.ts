import { err, ok, type Result } from '$part/kernel';
import type { AuditFork } from './audit-fork';
import { auditFork } from './audit-fork';
import type { BackupTarget } from './backup-source';
import { BACKUP_TABLES } from './backup-tables';
import { asideRow } from './kept-aside';
import type { ApplyFault } from './merge-backup';
import { addMissing, putChecked } from './put-checked';
import type { VerifiedBackup } from './read-backup';

/** Puts the rows of a backup in the place of all that is here; nothing of the state before remains. */
export async function putBack(
  backup: VerifiedBackup,
  target: BackupTarget,
  tables = BACKUP_TABLES.filter(() => true)
): Promise<Result<undefined, ApplyFault>> {
  for (const table of tables) {
    const cleared = await target.clear(table);
    if (!cleared.ok) return cleared;
    let rows = 0;
    for await (const part of backup.parts(table)) {
      if (!part.ok) return part;
      rows += part.value.length;
      const put = await putChecked(
        target,
        table,
        part.value.map((after) => ({ before: undefined, after }))
      );
      if (!put.ok) return put;
    }
    if ((await target.count(table)) !== rows) return err({ tag: 'not-kept' });
  }
  return ok(undefined);
}

/** The same for a user, who may not remove lines of the audit: those that the backup lacks are kept in `branches`. */
export async function replaceStore(
  backup: VerifiedBackup,
  target: BackupTarget,
  at: string
): Promise<Result<undefined, ApplyFault>> {
  const fork = await auditFork(backup, target, () => Promise.resolve(undefined));
  if (!fork.ok) return fork;
  const aside = await keepLines(backup, target, fork.value, at);
  if (!aside.ok) return aside;
  const put = await putBack(
    backup,
    target,
    BACKUP_TABLES.filter((table) => table !== 'branches')
  );
  if (!put.ok) return put;
  for await (const part of backup.parts('branches')) {
    if (!part.ok) return part;
    const added = await addMissing(target, 'branches', part.value);
    if (!added.ok) return added;
  }
  return ok(undefined);
}

async function keepLines(
  backup: VerifiedBackup,
  target: BackupTarget,
  { onlyHere, last }: AuditFork,
  at: string
): Promise<Result<undefined, ApplyFault>> {
  if (onlyHere === 0) return ok(undefined);
  const { generation } = backup.header;
  for await (const batch of target.rows('audit', last)) {
    const lines = await Promise.all(
      batch.map((row) => asideRow({ table: 'audit', side: 'here', generation, at, row }))
    );
    const kept = await addMissing(target, 'branches', lines);
    if (!kept.ok) return kept;
  }
  return ok(undefined);
}
