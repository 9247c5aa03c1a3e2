import { err, ok, type Result } from '$part/kernel';
import { type BackupBytes, readPiece } from './backup-bytes';
import {
  type BackupHeader,
  type BackupManifest,
  END_BYTES,
  END_MAGIC,
  FORMAT,
  MAC_BYTES,
  MAGIC,
  MOST_TEXT_BYTES,
  parseHeader,
  parseManifest,
  START_BYTES
} from './backup-format';
import type { Bytes } from './backup-row';
import { isBackupTable } from './backup-tables';
import { hex, sha256 } from './hashes';

/** Why a file is not restored; nothing was changed. */
export type BackupFault =
  | { readonly tag: 'not-a-backup' }
  /** Written by a newer build: update the app first. `known` is the format that this build reads. */
  | { readonly tag: 'newer'; readonly found: number; readonly known: number }
  /** Not all of it is there. */
  | { readonly tag: 'cut' }
  | { readonly tag: 'edited' }
  | { readonly tag: 'other-clinic'; readonly clinic: string }
  | { readonly tag: 'wrong-passphrase' }
  /** The device does not give its bytes: the stick is gone, the permission withdrawn. */
  | { readonly tag: 'unreadable' };

/** What a backup says of itself; believed only once its MAC was checked. */
export interface DescribedBackup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  /** As they stand in the file, for the MAC. */
  readonly manifestBytes: Bytes;
  readonly mac: Bytes;
  /** Where the first part begins. */
  readonly partsAt: number;
}

const text = (bytes: Bytes) => String.fromCharCode(...bytes);
const numberAt = (bytes: Bytes, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** Reads the two ends of a backup, without a key and without its parts: enough to list it and to ask for a passphrase. */
export async function describeBackup(bytes: BackupBytes): Promise<Result<DescribedBackup, BackupFault>> {
  if (bytes.size < START_BYTES) return err({ tag: 'not-a-backup' });
  const start = await readPiece(bytes, 0, START_BYTES);
  if (!start.ok) return err({ tag: start.error });
  if (text(start.value.subarray(0, MAGIC.length)) !== MAGIC) return err({ tag: 'not-a-backup' });
  const found = numberAt(start.value, 8);
  if (found > FORMAT) return err({ tag: 'newer', found, known: FORMAT });
  if (found < 1) return err({ tag: 'edited' });

  const partsAt = START_BYTES + numberAt(start.value, 12);
  const endAt = bytes.size - END_BYTES;
  if (partsAt + MAC_BYTES > endAt) return err({ tag: 'cut' });
  const end = await readPiece(bytes, endAt, bytes.size);
  if (!end.ok) return err({ tag: end.error });
  if (text(end.value.subarray(4)) !== END_MAGIC) return err({ tag: 'cut' });
  const macAt = endAt - MAC_BYTES;
  const manifestAt = macAt - numberAt(end.value, 0);
  if (manifestAt < partsAt) return err({ tag: 'cut' });
  if (macAt - manifestAt > MOST_TEXT_BYTES || partsAt - START_BYTES > MOST_TEXT_BYTES)
    return err({ tag: 'edited' });

  const headerBytes = await readPiece(bytes, START_BYTES, partsAt);
  if (!headerBytes.ok) return err({ tag: headerBytes.error });
  const tail = await readPiece(bytes, manifestAt, endAt);
  if (!tail.ok) return err({ tag: tail.error });
  const manifestBytes = tail.value.slice(0, macAt - manifestAt);
  const header = parseHeader(headerBytes.value);
  const manifest = parseManifest(manifestBytes);
  if (!header || !manifest) return err({ tag: 'edited' });
  if (manifest.headerSha256 !== hex(await sha256(headerBytes.value))) return err({ tag: 'edited' });
  const partsBytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
  if (partsAt + partsBytes !== manifestAt)
    return err({ tag: partsAt + partsBytes > manifestAt ? 'cut' : 'edited' });
  // A table this build does not know would be left out without a word.
  if (!manifest.tables.every(({ name }) => isBackupTable(name)))
    return err({ tag: 'newer', found: FORMAT, known: FORMAT });
  return ok({ header, manifest, manifestBytes, mac: tail.value.slice(macAt - manifestAt), partsAt });
}
