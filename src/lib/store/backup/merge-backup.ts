import { ok, type Result } from '$part/kernel';
import { auditFork, type AuditFork, type ChangedBy } from './audit-fork';
import type { Row } from './backup-row';
import type { BackupTarget, TargetFault } from './backup-source';
import { BACKUP_TABLES, type BackupTable, keyOf, MERGE_RULE } from './backup-tables';
import { comparedParts, type ComparedRow, type Comparing } from './compare-rows';
import type { BackupFault } from './describe-backup';
import { asideRow, readAside, type KeptAside } from './kept-aside';
import { markCurrent } from './mark-current';
import { addMissing, putChecked } from './put-checked';
import type { BackupKey, OpenedBackup } from './read-backup';

export interface MergedTable {
  readonly table: BackupTable;
  readonly added: number;
  readonly replaced: number;
}

export interface MergeReport {
  readonly tables: readonly MergedTable[];
  /** Which rows have a version beside the one that stands; the versions are in the table `conflicts`. */
  readonly conflicts: readonly Omit<KeptAside, 'row'>[];
  /** Patients changed: the search index was emptied and must be made anew from them. */
  readonly isSearchStale: boolean;
}

export type ApplyFault = BackupFault | TargetFault;

export interface MergeHooks {
  readonly changedBy: ChangedBy;
  /**
   * Appends audit lines for rows that were taken over from a history which the chain here does not hold. In batches,
   * each after its rows.
   */
  readonly logTaken: (table: BackupTable, rows: readonly Row[]) => Promise<Result<undefined, TargetFault>>;
}

interface Merging {
  readonly backup: OpenedBackup<BackupKey>;
  readonly target: BackupTarget;
  readonly comparing: Comparing;
  readonly logTaken: MergeHooks['logTaken'] | undefined;
  readonly at: string;
}

/** Brings the rows of a backup together with those of the tablet; what loses is kept aside. */
export async function mergeBackup(
  backup: OpenedBackup<BackupKey>,
  target: BackupTarget,
  hooks: MergeHooks,
  at: string
): Promise<Result<MergeReport, ApplyFault>> {
  const fork = await auditFork(backup, target, hooks.changedBy);
  if (!fork.ok) return fork;
  const { changedOnBoth, onlyHere, onlyThere } = fork.value;
  const comparing = { key: backup.key, changedOnBoth };
  // Where one chain goes on from the other, the longer one names every row already.
  const logTaken = onlyHere > 0 && onlyThere > 0 ? hooks.logTaken : undefined;
  const merging: Merging = { backup, target, comparing, logTaken, at };
  const tables: MergedTable[] = [];
  const conflicts: Omit<KeptAside, 'row'>[] = [];
  for (const table of BACKUP_TABLES) {
    const rule = MERGE_RULE[table];
    if (rule === 'derived') continue;
    const merged =
      rule === 'chain' ? await mergeChain(merging, fork.value) : await mergeTable(table, merging, conflicts);
    if (!merged.ok) return merged;
    tables.push(merged.value);
  }
  const patients = tables.find(({ table }) => table === 'patients');
  const isSearchStale = patients !== undefined && patients.added + patients.replaced > 0;
  // What the search says of a patient that was replaced is old, and would be believed as the newest.
  if (isSearchStale)
    for (const table of BACKUP_TABLES.filter((name) => MERGE_RULE[name] === 'derived')) {
      const cleared = await target.clear(table);
      if (!cleared.ok) return cleared;
    }
  return ok({ tables, conflicts, isSearchStale });
}

async function mergeTable(
  table: BackupTable,
  { backup, target, comparing, logTaken, at }: Merging,
  conflicts: Omit<KeptAside, 'row'>[]
): Promise<Result<MergedTable, ApplyFault>> {
  const { generation } = backup.header;
  const touched = new Set<string>();
  let [added, replaced] = [0, 0];
  for await (const part of comparedParts(table, backup, target, comparing)) {
    if (!part.ok) return part;
    const aside: Row[] = [];
    for (const { verdict, stands, here, there } of part.value) {
      if (verdict !== 'conflict' || !here) continue;
      const side = stands === 'here' ? 'there' : 'here';
      aside.push(await asideRow({ table, side, generation, at, row: side === 'here' ? here : there }));
    }
    const taken = part.value.filter(({ stands }) => stands === 'there');
    for (const { there } of taken) touched.add(String(there.id));
    added += taken.filter(({ here }) => !here).length;
    replaced += taken.filter(({ here }) => here).length;
    for (const row of aside) conflicts.push(...listed(row));
    const kept = await addMissing(target, 'conflicts', aside);
    if (!kept.ok) return kept;
    const put = await putChecked(
      target,
      table,
      taken.map((compared) => ({ before: compared.here, after: standing(table, compared) }))
    );
    if (!put.ok) return put;
    const rows = taken.map(({ there }) => there);
    const logged = rows.length > 0 && logTaken ? await logTaken(table, rows) : ok(undefined);
    if (!logged.ok) return logged;
  }
  if (MERGE_RULE[table] === 'versions') {
    const marked = await markCurrent(target, touched);
    if (!marked.ok) return marked;
  }
  return ok({ table, added, replaced });
}

/** Which version is the newest is known only when all have been brought together. */
const standing = (table: BackupTable, { there }: ComparedRow): Row =>
  MERGE_RULE[table] === 'versions' ? { ...there, current: 0 } : there;

function listed(aside: Row): Omit<KeptAside, 'row'>[] {
  const read = readAside(aside);
  if (!read.ok) return [];
  const { row: _, ...rest } = read.value;
  return [rest];
}

/** A chain that goes on from the one here replaces it; one that went another way stands beside it, in `branches`. */
async function mergeChain(
  { backup, target, at }: Merging,
  { onlyHere, onlyThere, last }: AuditFork
): Promise<Result<MergedTable, ApplyFault>> {
  const { generation } = backup.header;
  let added = 0;
  if (onlyThere > 0)
    for await (const part of backup.parts('audit')) {
      if (!part.ok) return part;
      const lines = part.value.filter((row) => last === undefined || keyOf('audit', row) > last);
      const put =
        onlyHere > 0
          ? await addMissing(
              target,
              'branches',
              await Promise.all(
                lines.map((row) => asideRow({ table: 'audit', side: 'there', generation, at, row }))
              )
            )
          : await putChecked(
              target,
              'audit',
              lines.map((after) => ({ before: undefined, after }))
            );
      if (!put.ok) return put;
      if (onlyHere === 0) added += lines.length;
    }
  return ok({ table: 'audit', added, replaced: 0 });
}
