import { type Clock, err, ok, type Result } from '$part/kernel';
import type { RestoreNote, TargetFault } from './backup-source';
import { attempt } from './fault-of';
import { mergeBackup, type MergeHooks, type MergeReport } from './merge-backup';
import { type BackupKey, type OpenedBackup, readBackup } from './read-backup';
import { replaceStore } from './replace-store';
import { type RestoreFault, type Restorer, withWayBack } from './way-back';

export interface RestoreReport extends MergeReport {
  readonly note: Omit<RestoreNote, 'slot'>;
}

export interface RestoreOptions extends Omit<Restorer, 'key' | 'clinic'> {
  readonly clock: Clock;
  /**
   * Ends the restore while it can still be undone: makes the search index anew where it is stale, and appends the
   * audit line.
   */
  readonly finish: (report: RestoreReport) => Promise<Result<undefined, TargetFault>>;
}

/**
 * Restores a verified backup. 'merge': the higher version of a row stands, and what was changed on both sides is kept
 * beside it as a conflict. 'replace': the store is as the backup was. Either can be undone.
 */
export async function restore(
  backup: OpenedBackup<BackupKey>,
  how: 'merge' | 'replace',
  options: RestoreOptions & MergeHooks
): Promise<Result<RestoreReport, RestoreFault>> {
  const note = noteOf(how, backup.header.generation, options.clock);
  const restorer = { ...options, key: backup.key, clinic: backup.header.clinic };
  return withWayBack(restorer, note, async () => {
    const done =
      how === 'merge'
        ? await mergeBackup(backup, options.target, options, note.at)
        : await replaceStore(backup, options.target, note.at);
    if (!done.ok) return done;
    return finished({ ...(done.value ?? NOTHING_MERGED), note }, options);
  });
}

/** Brings back the state before the last restore; what stood until now is kept for an undo of the undo. */
export async function undoRestore(
  key: BackupKey,
  clinic: string,
  options: RestoreOptions
): Promise<Result<RestoreReport, RestoreFault>> {
  const { target, clock } = options;
  const before = await attempt(async (): Promise<Result<OpenedBackup<BackupKey>, RestoreFault>> => {
    const { undoable } = await target.journal.read();
    if (!undoable) return err({ tag: 'nothing' });
    const bytes = await target.undo.bytes(undoable.slot);
    return readBackup(bytes, { clinic, unlock: () => Promise.resolve(key) });
  });
  if (!before.ok) return before;
  const note = noteOf('undo', before.value.header.generation, clock);
  return withWayBack({ ...options, key, clinic }, note, async () => {
    const done = await replaceStore(before.value, target, note.at);
    return done.ok ? finished({ ...NOTHING_MERGED, note }, options) : done;
  });
}

const NOTHING_MERGED: MergeReport = { tables: [], conflicts: [], isSearchStale: false };

const noteOf = (how: RestoreNote['how'], generation: number, clock: Clock) => ({
  how,
  generation,
  at: new Date(clock.now()).toISOString()
});

async function finished(
  report: RestoreReport,
  { finish }: RestoreOptions
): Promise<Result<RestoreReport, TargetFault>> {
  const end = await finish(report);
  return end.ok ? ok(report) : end;
}
