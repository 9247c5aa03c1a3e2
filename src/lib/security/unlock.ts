import { err, ok, type Kdf, type Result } from '$part/kernel';
import { NotSealedHere, type ClinicKey } from './clinic-key';
import type { Keyring, User, UserId } from './keyring';
import { isAuthenticKeyring } from './keyring-mac';
import { passphraseBytes } from './passphrase';
import { readRecoveryKey, recoveryKeyBytes, type RecoveryKeyFault } from './recovery-key';
import { openSigningKey, type SigningKey } from './signing-key';
import { openWrap, type WrapFault } from './wrap';

/** A person at the unlocked tablet. */
export interface Unlocked {
  readonly user: User;
  readonly key: ClinicKey;
  readonly signing: SigningKey;
}

/** The recovery key opens the clinic for nobody in particular: enough to set a passphrase, not to sign. */
export interface Recovered {
  readonly user?: never;
  readonly key: ClinicKey;
}

/** The keyring was edited without the key: nothing is opened with it. */
export interface Tampered {
  readonly tag: 'tampered';
}

export type SessionFault = { readonly tag: 'unknown-user' } | { readonly tag: 'disabled' } | Tampered;

export type UnlockFault =
  | SessionFault
  /** After a rotation of the data key: an administrator sets a new passphrase. */
  | { readonly tag: 'no-passphrase' }
  | WrapFault;

export type RecoveryFault =
  { readonly tag: 'misread'; readonly fault: RecoveryKeyFault } | WrapFault | Tampered;

export async function unlock(
  keyring: Keyring,
  { user, passphrase }: { readonly user: UserId; readonly passphrase: string },
  kdf: Kdf
): Promise<Result<Unlocked, UnlockFault>> {
  const found = activeUser(keyring, user);
  if (!found.ok) return found;
  const wrap = keyring.wraps.find((each) => each.kind === 'passphrase' && each.user === user);
  if (!wrap) return err({ tag: 'no-passphrase' });
  const key = await openWrap(keyring, wrap, passphraseBytes(passphrase), kdf);
  return key.ok ? openSession(keyring, key.value, user) : key;
}

export async function unlockByRecoveryKey(
  keyring: Keyring,
  typed: string,
  kdf: Kdf
): Promise<Result<Recovered, RecoveryFault>> {
  const read = readRecoveryKey(typed);
  if (!read.ok) return err({ tag: 'misread', fault: read.error });
  const wrap = keyring.wraps.find(({ kind }) => kind === 'recovery');
  if (!wrap) return err({ tag: 'tampered' });
  const key = await openWrap(keyring, wrap, recoveryKeyBytes(read.value), kdf);
  if (!key.ok) return key;
  if (await isAuthenticKeyring(key.value, keyring)) return ok({ key: key.value });
  key.value.forget();
  return err({ tag: 'tampered' });
}

/** Who an opened key belongs to, after a passphrase or a PIN; the key is forgotten where the keyring is refused. */
export async function openSession(
  keyring: Keyring,
  key: ClinicKey,
  user: UserId
): Promise<Result<Unlocked, SessionFault>> {
  const session = await sessionOf(keyring, key, user);
  if (!session.ok) key.forget();
  return session;
}

async function sessionOf(
  keyring: Keyring,
  key: ClinicKey,
  id: UserId
): Promise<Result<Unlocked, SessionFault>> {
  if (!(await isAuthenticKeyring(key, keyring))) return err({ tag: 'tampered' });
  const user = activeUser(keyring, id);
  if (!user.ok) return user;
  try {
    return ok({ user: user.value, key, signing: await openSigningKey(key, user.value) });
  } catch (fault) {
    if (fault instanceof NotSealedHere) return err({ tag: 'tampered' });
    throw fault;
  }
}

function activeUser(
  { users }: Keyring,
  id: UserId
): Result<User, { readonly tag: 'unknown-user' } | { readonly tag: 'disabled' }> {
  const user = users.find((each) => each.id === id);
  if (!user) return err({ tag: 'unknown-user' });
  return user.disabledAt === undefined ? ok(user) : err({ tag: 'disabled' });
}
