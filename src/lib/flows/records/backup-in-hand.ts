import { err, ok, type Kdf, type Result } from '$part/kernel';
import type { UserId } from '$part/schema';
import {
  type ClinicKey,
  type Keyring,
  parseKeyring,
  type RecoveryFault,
  type Role,
  unlock,
  unlockByRecoveryKey,
  type UnlockFault,
  type User
} from '$part/security';
import {
  type BackupBytes,
  type BackupFault,
  blobBytes,
  describeBackup,
  type DescribedBackup,
  generationOf
} from '$part/store/backup';

/** A file that was chosen and looks like a backup; believed only once its key has vouched for it. */
export interface BackupInHand {
  readonly name: string;
  readonly bytes: BackupBytes;
  readonly described: DescribedBackup;
  readonly keyring: Keyring;
}

/** What the file says of itself before anybody opens it. */
export interface FileShown {
  readonly clinicName: string;
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly patients: number;
  readonly encounters: number;
  readonly bytes: number;
  /** Who may open it with a passphrase. */
  readonly people: readonly { readonly id: UserId; readonly name: string; readonly roles: readonly Role[] }[];
}

export async function takeBackup(file: Blob, name: string): Promise<Result<BackupInHand, BackupFault>> {
  const bytes = blobBytes(file);
  const described = await describeBackup(bytes);
  if (!described.ok) return described;
  const keyring = parseKeyring(described.value.header.keyring);
  if (!keyring.ok) return err(keyring.error.tag === 'newer' ? keyring.error : { tag: 'edited' });
  return ok({ name, bytes, described: described.value, keyring: keyring.value });
}

export function fileShown({ name, bytes, described, keyring }: BackupInHand): FileShown {
  const rowsOf = (table: string) => described.manifest.tables.find((one) => one.name === table)?.rows ?? 0;
  const { generation, madeAt } = generationOf(name, described);
  return {
    clinicName: keyring.clinic.name,
    generation,
    madeAt,
    patients: rowsOf('patients'),
    encounters: rowsOf('encounters'),
    bytes: bytes.size,
    people: keyring.users
      .filter(({ disabledAt }) => disabledAt === undefined)
      .map(({ id, name: person, roles }) => ({ id, name: person, roles }))
  };
}

/** Who restores, and what shows it. */
export type Proof = { readonly user: UserId } & (
  { readonly passphrase: string } | { readonly recoveryKey: string }
);

export interface ProvenKey {
  readonly key: ClinicKey;
  readonly user: User;
  /** The keyring that it opened. */
  readonly keyring: Keyring;
}

export type ProofFault = UnlockFault | RecoveryFault;

/**
 * The clinic's key by a passphrase or the recovery key.
 *
 * @param keyrings of the file; and of the tablet where it is the same clinic, since the passphrase may be newer
 */
export async function proveKey(
  keyrings: readonly Keyring[],
  proof: Proof,
  kdf: Kdf
): Promise<Result<ProvenKey, ProofFault>> {
  let refused: ProofFault = { tag: 'unknown-user' };
  for (const keyring of keyrings) {
    const user = keyring.users.find(({ id }) => id === proof.user);
    if (!user) continue;
    const proven =
      'recoveryKey' in proof
        ? await unlockByRecoveryKey(keyring, proof.recoveryKey, kdf)
        : await unlock(keyring, proof, kdf);
    if (proven.ok) {
      // A restore signs nothing.
      if ('signing' in proven.value) proven.value.signing.forget();
      return ok({ key: proven.value.key, user, keyring });
    }
    refused = proven.error;
    if (refused.tag !== 'wrong') return err(refused);
  }
  return err(refused);
}
