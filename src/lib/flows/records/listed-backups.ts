import { ok, type Result } from '$part/kernel';
import type { StoreFault } from '$part/store';
import {
  blobBytes,
  describeBackup,
  type Generation,
  generationOf,
  type MadeBackups
} from '$part/store/backup';
import type { BackupFiles } from '$part/device';

/** A backup of this clinic: in the folder, or known from when it was made. */
export interface ListedBackup extends Generation {
  readonly isInFolder: boolean;
}

export interface Listed {
  /** Newest first. */
  readonly backups: readonly ListedBackup[];
  readonly accepted: ReadonlySet<number>;
  /** The highest number that was ever given, as far as is known here. */
  readonly highest: number;
}

/** All backups of a clinic that are known; files of another clinic, or that are none, are left alone. */
export async function listedBackups(
  clinic: string,
  files: BackupFiles,
  made: MadeBackups
): Promise<Result<Listed, StoreFault>> {
  const known = await made.list();
  if (!known.ok) return known;
  const found = await inFolder(clinic, files);
  const numbers = new Set(found.map(({ generation }) => generation));
  // Where there is a folder, a file that is not in it is gone.
  const elsewhere = known.value
    .filter(({ generation }) => !numbers.has(generation))
    .map(({ generation, name, madeAt, rows }) => ({ generation, name, madeAt, rows, isInFolder: false }));
  const backups = [...found, ...(files.kind === 'download' ? elsewhere : [])];
  return ok({
    backups: backups.sort((a, b) => b.generation - a.generation),
    accepted: new Set(known.value.flatMap((one) => (one.isAccepted ? [one.generation] : []))),
    highest: Math.max(0, ...numbers, ...known.value.map(({ generation }) => generation))
  });
}

async function inFolder(clinic: string, files: BackupFiles): Promise<ListedBackup[]> {
  const names = await files.list();
  if (!names.ok) return [];
  const backups: ListedBackup[] = [];
  for (const name of names.value) {
    const file = await files.open(name);
    const described = file.ok ? await describeBackup(blobBytes(file.value)) : undefined;
    if (described?.ok && described.value.header.clinic === clinic)
      backups.push({ ...generationOf(name, described.value), isInFolder: true });
  }
  return backups;
}
