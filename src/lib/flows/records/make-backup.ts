import { err, type Json, ok, type Result } from '$part/kernel';
import type { BackupFiles, BackupFilesFault } from '$part/device';
import { BACKUP_SUFFIX } from '$part/device';
import type { DeviceId } from '$part/schema';
import type { StoreFault, WriteFault } from '$part/store';
import {
  type BackupPart,
  isFarSmaller,
  type MadeBackup,
  planGenerations,
  writeBackup,
  type WriteBackupFault
} from '$part/store/backup';
import type { DeskSession } from '../desk-session';
import type { Archive } from './archive';
import { countRows } from './count-rows';
import { listedBackups } from './listed-backups';

export interface BackupTools {
  readonly desk: DeskSession;
  readonly archive: Archive;
  readonly files: BackupFiles;
  readonly device: DeviceId;
  readonly build: string;
}

export type MakeFault =
  | StoreFault
  | WriteFault
  | WriteBackupFault
  | BackupFilesFault
  /** Far fewer rows than in the last one: perhaps the store was emptied. */
  | { readonly tag: 'smaller'; readonly rows: number; readonly last: number };

/** Somebody else may write meanwhile; then it is begun anew. */
const TRIES = 3;

/**
 * One more backup of the clinic, told to the audit before it begins, so that the file holds its own line. Old ones go by
 * the rule of generations, and only once this one is there.
 *
 * @param isRight the user says that so few rows are right
 */
export async function makeBackup(
  tools: BackupTools,
  isRight: boolean,
  onPart: (part: BackupPart) => void
): Promise<Result<MadeBackup, MakeFault>> {
  const { desk, archive, files } = tools;
  const clinic = desk.keyring.clinic.id;
  const before = await listedBackups(clinic, files, archive.made);
  if (!before.ok) return before;
  const { backups, accepted, highest } = before.value;
  const { keep, suspects } = planGenerations(backups, accepted);
  const last = keep.findLast((one) => !suspects.includes(one));
  const counted = await countRows(archive.rows, ['patients', 'encounters']);
  if (!counted.ok) return counted;
  const rows = counted.value;
  const isSmaller = last !== undefined && isFarSmaller(rows, last.rows);
  if (isSmaller && !isRight) return err({ tag: 'smaller', rows, last: last.rows });
  const generation = highest + 1;
  const told = await desk.store.audit.record({ action: 'export', reason: `backup ${generation}` });
  if (!told.ok) return told;
  const written = await write(tools, generation, onPart);
  if (!written.ok) {
    await desk.store.audit.record({ action: 'export', reason: `backup failed ${written.error.tag}` });
    return written;
  }
  const made: MadeBackup = { ...written.value, rows, ...(isSmaller ? { isAccepted: true } : {}) };
  const noted = await archive.made.add(made);
  if (!noted.ok) return noted;
  await removeOld(tools);
  return ok(made);
}

async function write(
  { desk, archive, files, device, build }: BackupTools,
  generation: number,
  onPart: (part: BackupPart) => void
): Promise<Result<Omit<MadeBackup, 'rows'>, MakeFault>> {
  const now = desk.clock.now();
  const clinic = desk.keyring.clinic.id;
  const madeAt = new Date(now).toISOString();
  const header = { clinic, generation, madeAt, device, build, keyring: desk.keyring as unknown as Json };
  const name = backupName(generation, now);
  for (let tried = 1; ; tried += 1) {
    const saved = await files.save(name, (sink) =>
      writeBackup(archive.rows, sink, { header, key: desk.key, onPart })
    );
    if (saved.ok) {
      const { outcome, value } = saved.value;
      const { audit } = value.manifest;
      return ok({ generation, name, madeAt: now, bytes: value.bytes, outcome, audit });
    }
    if (saved.error.tag !== 'changed' || tried === TRIES) return saved;
  }
}

/** Nothing of the clinic's name: the file may lie on a stick that is lost. */
export function backupName(generation: number, now: number): string {
  const at = new Date(now);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  const text = day.map((part) => String(part).padStart(2, '0')).join('');
  return `tongzhen-${text}-${String(generation).padStart(4, '0')}${BACKUP_SUFFIX}`;
}

/** What cannot be removed stays; the next backup tries again. */
async function removeOld({ desk, archive, files }: BackupTools): Promise<void> {
  if (files.kind !== 'folder') return;
  const listed = await listedBackups(desk.keyring.clinic.id, files, archive.made);
  if (!listed.ok) return;
  const { remove } = planGenerations(listed.value.backups, listed.value.accepted);
  for (const { name } of remove) await files.remove(name);
}
