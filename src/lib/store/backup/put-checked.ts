import { err, ok, type Result } from '$part/kernel';
import type { BackupTarget, RowChange, TargetFault } from './backup-source';
import { type BackupTable, keyOf } from './backup-tables';
import { equalRows } from './row-codec';

/** Writes rows in one transaction and reads them back: a browser that drops a write without a word is found out. */
export async function putChecked(
  target: BackupTarget,
  table: BackupTable,
  changes: readonly RowChange[]
): Promise<Result<undefined, TargetFault>> {
  if (changes.length === 0) return ok(undefined);
  const put = await target.put(table, changes);
  if (!put.ok) return put;
  const found = await target.get(
    table,
    changes.map(({ after }) => keyOf(table, after))
  );
  const kept = changes.every(({ after }, index) => {
    const row = found[index];
    return row !== undefined && equalRows(row, after);
  });
  return kept ? ok(undefined) : err({ tag: 'not-kept' });
}

/** Adds those of the rows that are not there yet. */
export async function addMissing(
  target: BackupTarget,
  table: BackupTable,
  rows: readonly RowChange['after'][]
): Promise<Result<undefined, TargetFault>> {
  const once = [...new Map(rows.map((row) => [JSON.stringify(keyOf(table, row)), row])).values()];
  const found = await target.get(
    table,
    once.map((row) => keyOf(table, row))
  );
  const missing = once.filter((_, index) => found[index] === undefined);
  return putChecked(
    target,
    table,
    missing.map((after) => ({ before: undefined, after }))
  );
}
