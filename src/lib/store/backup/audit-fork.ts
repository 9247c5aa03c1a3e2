import { ok, type Result } from '$part/kernel';
import type { Row, RowKey } from './backup-row';
import type { BackupTarget } from './backup-source';
import { keyOf } from './backup-tables';
import type { BackupFault } from './describe-backup';
import type { VerifiedBackup } from './read-backup';
import { equalRows } from './row-codec';

/** Which row an audit line says was made or changed; undefined for a view, an unlock, a line that does not open. */
export type ChangedBy = (line: Row) => Promise<{ readonly table: string; readonly id: string } | undefined>;

export const rowName = (table: string, id: string): string => `${table}/${id}`;

/** How the audit chain here and that of a backup go on from their common beginning. */
export interface AuditFork {
  readonly common: number;
  /** Key of the last common line. */
  readonly last: RowKey | undefined;
  readonly onlyHere: number;
  readonly onlyThere: number;
  /** Rows that both sides changed since: neither version knows of the other, whichever is higher. */
  readonly changedOnBoth: ReadonlySet<string>;
}

export async function auditFork(
  backup: VerifiedBackup,
  target: BackupTarget,
  changedBy: ChangedBy
): Promise<Result<AuditFork, BackupFault>> {
  const countHere = await target.count('audit');
  let common = 0;
  let last: RowKey | undefined;
  let onlyThere = 0;
  const there = new Set<string>();
  for await (const part of backup.parts('audit')) {
    if (!part.ok) return part;
    const here = await target.get(
      'audit',
      part.value.map((row) => keyOf('audit', row))
    );
    for (const [index, row] of part.value.entries()) {
      const own = here[index];
      if (onlyThere === 0 && own && equalRows(own, row)) {
        common += 1;
        last = keyOf('audit', row);
        continue;
      }
      onlyThere += 1;
      if (countHere > common) await note(there, row);
    }
  }
  const here = new Set<string>();
  const onlyHere = countHere - common;
  if (onlyHere > 0 && onlyThere > 0)
    for await (const batch of target.rows('audit', last)) for (const row of batch) await note(here, row);
  const changedOnBoth = new Set([...here].filter((name) => there.has(name)));
  return ok({ common, last, onlyHere, onlyThere, changedOnBoth });

  async function note(names: Set<string>, line: Row): Promise<void> {
    const changed = await changedBy(line);
    if (changed) names.add(rowName(changed.table, changed.id));
  }
}
