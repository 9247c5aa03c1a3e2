import { ok, type Result } from '$part/kernel';
import { Database, KeyringDatabase, type OpenFault, type Platform } from '$part/store';
import { type ApplyFault, undoCutRestore } from '$part/store/backup';
import { openArchive } from './archive';
import type { TabLock } from './tab-lock';

/** 'busy': another tab is in the records already, so it has settled this. */
export type CutRestore = 'nothing' | 'undone' | 'busy';

/**
 * At every start, before the clinic is looked at: a restore that was cut goes back to the state before it. Enters the
 * records for this tab, and so waits for a restore that runs in another.
 */
export async function settleCutRestore(
  platform: Platform,
  locks: TabLock
): Promise<Result<CutRestore, OpenFault | ApplyFault>> {
  const settled = await locks.alone(() => settle(platform));
  await locks.enter();
  return settled ?? ok('busy');
}

async function settle(platform: Platform): Promise<Result<CutRestore, OpenFault | ApplyFault>> {
  const database = new Database(platform);
  const keyringDatabase = new KeyringDatabase(platform);
  const archive = await openArchive(platform, { database, keyringDatabase });
  if (!archive.ok) return archive;
  try {
    if (!(await archive.value.rows.journal.read()).applying) return ok('nothing');
    for (const each of [keyringDatabase, database]) {
      const opened = await each.start(true, () => undefined);
      if (!opened.ok) return opened;
    }
    return await undoCutRestore(archive.value.rows);
  } finally {
    archive.value.end();
    database.end();
    keyringDatabase.end();
  }
}
