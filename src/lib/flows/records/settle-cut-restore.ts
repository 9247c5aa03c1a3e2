import { ok, type Result } from '$part/kernel';
import { Database, KeyringDatabase, type OpenFault, type Platform } from '$part/store';
import { type ApplyFault, undoCutRestore } from '$part/store/backup';
import { openArchive } from './archive';
import type { TabLock } from './tab-lock';

/** 'elsewhere': another tab is in the records already, so it has settled this. */
export type CutRestore = 'nothing' | 'undone' | 'elsewhere';
export type CutRestoreFault = OpenFault | ApplyFault;

/** Two tabs that find the same cut restore get out of each other's way. */
const PAUSE_MS = 200;

/**
 * At every start, before the clinic is looked at: a restore that was cut goes back to the state before it. Enters the
 * records for this tab, and so waits for a restore that runs in another.
 *
 * @param pause for tests
 */
export async function settleCutRestore(
  platform: Platform,
  locks: TabLock,
  pause: (ms: number) => Promise<unknown> = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
): Promise<Result<CutRestore, CutRestoreFault>> {
  for (;;) {
    const settled = await locks.alone(() => withArchive(platform, undo));
    if (settled && !settled.ok) return settled;
    await locks.enter();
    if (settled) return settled;
    // Whoever was restoring may have died over it.
    const left = await withArchive(platform, isCut);
    if (!left.ok) return left;
    if (!left.value) return ok('elsewhere');
    await locks.leave();
    await pause(PAUSE_MS * (1 + Math.random()));
  }
}

interface Opened {
  readonly database: Database;
  readonly keyringDatabase: KeyringDatabase;
  readonly rows: Parameters<typeof undoCutRestore>[0];
}

async function withArchive<T>(
  platform: Platform,
  run: (opened: Opened) => Promise<Result<T, CutRestoreFault>>
): Promise<Result<T, CutRestoreFault>> {
  const database = new Database(platform);
  const keyringDatabase = new KeyringDatabase(platform);
  const archive = await openArchive(platform, { database, keyringDatabase });
  if (!archive.ok) return archive;
  try {
    return await run({ database, keyringDatabase, rows: archive.value.rows });
  } finally {
    archive.value.end();
    database.end();
    keyringDatabase.end();
  }
}

const isCut = async ({ rows }: Opened): Promise<Result<boolean, CutRestoreFault>> =>
  ok((await rows.journal.read()).applying !== undefined);

/** The records are opened only where there is something to undo: else nothing of them is made here. */
async function undo({
  database,
  keyringDatabase,
  rows
}: Opened): Promise<Result<'nothing' | 'undone', CutRestoreFault>> {
  if (!(await rows.journal.read()).applying) return ok('nothing');
  for (const each of [keyringDatabase, database]) {
    const opened = await each.start(true, () => undefined);
    if (!opened.ok) return opened;
  }
  return undoCutRestore(rows);
}
