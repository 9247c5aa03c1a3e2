import { ok, type Result } from '$part/kernel';
import type { ChainHead, ClinicKey } from '$part/security';
import type { KeyringDatabase, StoreFault } from '$part/store';
import { blobBytes, describeBackup, type MadeBackups } from '$part/store/backup';
import type { BackupFiles } from '$part/device';

export interface HeadSources {
  readonly keyringDatabase: Pick<KeyringDatabase, 'auditHead'>;
  readonly made: MadeBackups;
  readonly files: BackupFiles;
  readonly key: Pick<ClinicKey, 'isAuthentic'>;
}

/**
 * Every head of the audit chain that is known outside the chain: of the keyring's database, of the backups that this
 * tablet made, and of the newest of their files where they can be read, whose seal nobody makes without the key.
 */
export async function auditHeads(sources: HeadSources): Promise<Result<readonly ChainHead[], StoreFault>> {
  const kept = await sources.keyringDatabase.auditHead();
  if (!kept.ok) return kept;
  const made = await sources.made.heads();
  if (!made.ok) return made;
  const sealed = await sealedHead(sources);
  if (!sealed.ok) return sealed;
  return ok([...(kept.value ? [kept.value] : []), ...made.value, ...(sealed.value ? [sealed.value] : [])]);
}

/** Of the newest own backup whose file is in the folder; undefined where there is none to be read. */
async function sealedHead({
  made,
  files,
  key
}: HeadSources): Promise<Result<ChainHead | undefined, StoreFault>> {
  const known = await made.list();
  if (!known.ok) return known;
  const names = await files.list();
  if (!names.ok) return ok(undefined);
  const newest = known.value.findLast(({ name, isPast }) => !isPast && names.value.includes(name));
  const file = newest && (await files.open(newest.name));
  if (!file?.ok) return ok(undefined);
  const described = await describeBackup(blobBytes(file.value));
  if (!described.ok) return ok(undefined);
  const { manifest, manifestBytes, mac } = described.value;
  if (!(await key.isAuthentic(mac, manifestBytes))) return ok(undefined);
  const hash = Uint8Array.from(manifest.audit.hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return ok({ count: manifest.audit.count, hash });
}
