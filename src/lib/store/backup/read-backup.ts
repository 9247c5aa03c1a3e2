import { canonicalJson, err, type Json, ok, type Result } from '$part/kernel';
import type { ClinicKey } from '$part/security';
import { type BackupBytes, readPiece } from './backup-bytes';
import type { BackupHeader, BackupManifest, BackupPart } from './backup-format';
import type { Row } from './backup-row';
import type { BackupTable } from './backup-tables';
import { decompressed } from './compression';
import { type BackupFault, describeBackup, type DescribedBackup } from './describe-backup';
import { attempt, type DeviceFault } from './fault-of';
import { hex, sha256 } from './hashes';
import { decodeRows } from './row-codec';
import { digestTables } from './table-digest';

export type BackupKey = Pick<ClinicKey, 'authenticate' | 'isAuthentic' | 'open'>;

/** A backup of which every byte was found right. Its rows are read again when they are wanted, a part at a time. */
export interface VerifiedBackup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  /** Each part is checked again: the file may have been exchanged since. */
  parts(table: BackupTable): AsyncIterable<Result<readonly Row[], BackupFault>>;
}

export interface OpenedBackup<Key> extends VerifiedBackup {
  readonly key: Key;
}

export interface ReadBackupOptions<Key> {
  /** Where there is a clinic already: only its backups. */
  readonly clinic?: string;
  /** The clinic's key out of the copy of the keyring, or undefined where the passphrase does not open it. */
  readonly unlock: (header: BackupHeader) => Promise<Key | undefined>;
  /** Told after each part that was found right. */
  readonly onPart?: (part: BackupPart) => void;
}

/** Checks the whole file before anything of it is used. */
export async function readBackup<Key extends Pick<ClinicKey, 'isAuthentic'>>(
  bytes: BackupBytes,
  options: ReadBackupOptions<Key>
): Promise<Result<OpenedBackup<Key>, BackupFault | DeviceFault>> {
  return attempt(() => readAll(bytes, options));
}

async function readAll<Key extends Pick<ClinicKey, 'isAuthentic'>>(
  bytes: BackupBytes,
  options: ReadBackupOptions<Key>
): Promise<Result<OpenedBackup<Key>, BackupFault>> {
  const described = await describeBackup(bytes);
  if (!described.ok) return described;
  const { header, mac, manifestBytes } = described.value;
  if (options.clinic !== undefined && header.clinic !== options.clinic)
    return err({ tag: 'other-clinic', clinic: header.clinic });
  const key = await options.unlock(header);
  if (!key) return err({ tag: 'wrong-passphrase' });
  if (!(await key.isAuthentic(mac, manifestBytes))) return err({ tag: 'edited' });
  const whole = await checkParts(bytes, described.value, options.onPart);
  return whole.ok ? ok({ ...whole.value, key }) : whole;
}

/**
 * The tablet's own undo slot, before anybody has unlocked: whole by its hashes, vouched for by nothing but the disk
 * that also holds the tables.
 */
export async function readOwnSlot(bytes: BackupBytes): Promise<Result<VerifiedBackup, BackupFault>> {
  const described = await describeBackup(bytes);
  return described.ok ? checkParts(bytes, described.value) : described;
}

async function checkParts(
  bytes: BackupBytes,
  { header, manifest, partsAt }: DescribedBackup,
  onPart?: (part: BackupPart) => void
): Promise<Result<VerifiedBackup, BackupFault>> {
  let at = partsAt;
  const placed = manifest.parts.map((part) => ({ part, from: at, to: (at += part.bytes) }));
  for (const { part, from, to } of placed) {
    const rows = await readPart(bytes, part, from, to);
    if (!rows.ok) return rows;
    onPart?.(part);
  }
  const names = manifest.tables.map(({ name }) => name);
  const digests = await digestTables(manifest.parts, names);
  if (!manifest.parts.every(({ table }) => names.includes(table))) return err({ tag: 'edited' });
  if (canonicalJson(digests as Json) !== canonicalJson(manifest.tables as Json))
    return err({ tag: 'edited' });
  async function* parts(table: BackupTable) {
    for (const { part, from, to } of placed) if (part.table === table) yield readPart(bytes, part, from, to);
  }
  return ok({ header, manifest, parts });
}

async function readPart(
  bytes: BackupBytes,
  part: BackupPart,
  from: number,
  to: number
): Promise<Result<readonly Row[], BackupFault>> {
  const stored = await readPiece(bytes, from, to);
  if (!stored.ok) return err({ tag: stored.error });
  if (hex(await sha256(stored.value)) !== part.sha256) return err({ tag: 'edited' });
  const raw = part.gzip ? await decompressed(stored.value, part.rawBytes) : stored.value;
  if (!raw || (part.gzip && hex(await sha256(raw)) !== part.rawSha256)) return err({ tag: 'edited' });
  if (!part.gzip && part.rawSha256 !== part.sha256) return err({ tag: 'edited' });
  const rows = decodeRows(raw);
  if (!rows.ok || rows.value.length !== part.rows) return err({ tag: 'edited' });
  return ok(rows.value);
}
