import { ok, type Result } from '$part/kernel';
import type { Row } from './backup-row';
import type { BackupTarget, RowChange, TargetFault } from './backup-source';
import { putChecked } from './put-checked';

const CHANGES_AT_ONCE = 1_000;

/** Sets the flag `current` in the newest version alone, for the encounters that a merge added versions to. */
export async function markCurrent(
  target: BackupTarget,
  ids: ReadonlySet<string>
): Promise<Result<undefined, TargetFault>> {
  if (ids.size === 0) return ok(undefined);
  let changes: RowChange[] = [];
  let versions: Row[] = [];
  const settle = () => {
    for (const [index, before] of versions.entries()) {
      const current = index === versions.length - 1 ? 1 : 0;
      if (before.current !== current) changes.push({ before, after: { ...before, current } });
    }
    versions = [];
  };
  for await (const batch of target.rows('encounters')) {
    for (const row of batch) {
      if (!ids.has(String(row.id))) continue;
      if (versions[0] && versions[0].id !== row.id) settle();
      versions.push(row);
    }
    if (changes.length < CHANGES_AT_ONCE) continue;
    const put = await putChecked(target, 'encounters', changes);
    if (!put.ok) return put;
    changes = [];
  }
  settle();
  return putChecked(target, 'encounters', changes);
}
