import { err, ok, type Result } from '$part/kernel';
import type { BackupHeader, BackupManifest } from './backup-format';
import type { BackupTarget, RestoreNote } from './backup-source';
import { attempt, faultOf } from './fault-of';
import { hex } from './hashes';
import type { ApplyFault } from './merge-backup';
import { type BackupKey, readBackup, readOwnSlot } from './read-backup';
import { putBack } from './replace-store';
import { writeBackup, type WriteBackupFault } from './write-backup';

export type RestoreFault =
  | ApplyFault
  | WriteBackupFault
  /** A restore was cut before: `undoCutRestore` comes first. */
  | { readonly tag: 'unfinished' }
  /** Another tab is at work in this store. */
  | { readonly tag: 'busy' }
  /** There is nothing to undo. */
  | { readonly tag: 'nothing' }
  /** The copy of the state before did not read back, so nothing was begun. */
  | { readonly tag: 'no-way-back' }
  /** It failed, and so did going back: nobody works in this store until `undoCutRestore` has run. */
  | { readonly tag: 'half-restored'; readonly because: string };

/** Whoever restores: for the copy of the state before. */
export interface Restorer {
  readonly target: BackupTarget;
  readonly key: BackupKey;
  readonly clinic: string;
  readonly device: string;
  readonly build: string;
  /**
   * Runs something while no other tab reads or writes the store; undefined where one does. What another tab wrote
   * during a restore would be lost with a replaced store, or when the restore goes back.
   */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T | undefined>;
}

/**
 * Copies the state before into the free undo slot, reads it back, notes in the journal that a restore began, applies,
 * and notes the end. What fails goes back at once; what is cut goes back at the next start.
 */
export function withWayBack<T>(
  restorer: Restorer,
  what: Omit<RestoreNote, 'slot'>,
  apply: () => Promise<Result<T, ApplyFault>>
): Promise<Result<T, RestoreFault>> {
  return attempt(async (): Promise<Result<T, RestoreFault>> => {
    return (await restorer.alone(() => steps(restorer, what, apply))) ?? err({ tag: 'busy' });
  });
}

async function steps<T>(
  restorer: Restorer,
  what: Omit<RestoreNote, 'slot'>,
  apply: () => Promise<Result<T, ApplyFault>>
): Promise<Result<T, RestoreFault>> {
  const { target } = restorer;
  const journal = await target.journal.read();
  if (journal.applying) return err({ tag: 'unfinished' });
  const note: RestoreNote = { ...what, slot: journal.undoable?.slot === 'a' ? 'b' : 'a' };
  const audit = await copyBefore(restorer, note);
  if (!audit.ok) return audit;
  const head = await target.head();
  if (head.count !== audit.value.count || hex(head.hash) !== audit.value.hash) return err({ tag: 'changed' });
  const began = await target.journal.write({ ...journal, applying: note });
  if (!began.ok) return began;
  const done = await applied(target, note, apply);
  // Where emptying fails the slot is emptied before its next use.
  if (done.ok && journal.undoable) await target.undo.clear(journal.undoable.slot);
  return done;
}

/** @returns where the audit chain stood in the copy */
async function copyBefore(
  { target, key, clinic, device, build }: Restorer,
  { slot, generation, at }: RestoreNote
): Promise<Result<BackupManifest['audit'], RestoreFault>> {
  const header: BackupHeader = { clinic, generation, madeAt: at, device, build, keyring: null };
  const copied = await writeBackup(target, target.undo.sink(slot), { header, key });
  if (!copied.ok) return copied;
  const bytes = await target.undo.bytes(slot);
  const whole = await readBackup(bytes, { clinic, unlock: () => Promise.resolve(key) });
  return whole.ok ? ok(copied.value.manifest.audit) : err({ tag: 'no-way-back' });
}

async function applied<T>(
  target: BackupTarget,
  note: RestoreNote,
  apply: () => Promise<Result<T, ApplyFault>>
): Promise<Result<T, RestoreFault>> {
  try {
    const done = await applyAndEnd(target, note, apply);
    return done.ok ? done : await goBack(target, done.error);
  } catch (error) {
    const undone = await undoCutRestore(target);
    const because = faultOf(error); // a bug is thrown on, but not before its traces are gone
    return err(undone.ok ? because : { tag: 'half-restored', because: because.tag });
  }
}

async function applyAndEnd<T>(
  target: BackupTarget,
  note: RestoreNote,
  apply: () => Promise<Result<T, ApplyFault>>
): Promise<Result<T, ApplyFault>> {
  const done = await apply();
  if (!done.ok) return done;
  const settled = await target.settleHead();
  if (!settled.ok) return settled;
  const ended = await target.journal.write({ undoable: note });
  return ended.ok ? done : ended;
}

async function goBack(target: BackupTarget, because: ApplyFault): Promise<Result<never, RestoreFault>> {
  const undone = await undoCutRestore(target);
  return err(undone.ok ? because : { tag: 'half-restored', because: because.tag });
}

/** At every start, before anything else reads the store and before anybody unlocks. */
export function undoCutRestore(target: BackupTarget): Promise<Result<'nothing' | 'undone', ApplyFault>> {
  return attempt(async (): Promise<Result<'nothing' | 'undone', ApplyFault>> => {
    const { applying, ...rest } = await target.journal.read();
    if (!applying) return ok('nothing');
    const before = await readOwnSlot(await target.undo.bytes(applying.slot));
    if (!before.ok) return before;
    const put = await putBack(before.value, target);
    if (!put.ok) return put;
    const settled = await target.settleHead();
    if (!settled.ok) return settled;
    const ended = await target.journal.write(rest);
    if (!ended.ok) return ended;
    await target.undo.clear(applying.slot);
    return ok('undone');
  });
}
