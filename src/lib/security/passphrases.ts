import { err, ok, type Result } from '$part/kernel';
import { checkAuthority, type Authority, type NotAllowed } from './authority';
import type { ClinicKey } from './clinic-key';
import type { NotDerived } from './derive-wrapping-key';
import type { KeyTools } from './key-tools';
import type { Keyring, UserId } from './keyring';
import { authenticated } from './keyring-mac';
import { wrapForRecovery, wrapForUser } from './new-wraps';
import { checkPassphrase, normalised, type PassphraseFault } from './passphrase';
import { unlock, type Tampered, type UnlockFault } from './unlock';

type Refused = { readonly tag: 'passphrase'; readonly reason: PassphraseFault };
type NoUser = { readonly tag: 'unknown-user' } | { readonly tag: 'disabled' };

export type ChangeFault = UnlockFault | Refused | { readonly tag: 'same' };
export type ResetFault = NotAllowed | Tampered | NoUser | Refused | NotDerived;

/** By the person, who shows that it is them by the passphrase of now. No record is sealed anew. */
export async function changePassphrase(
  keyring: Keyring,
  { user, current, next }: { readonly user: UserId; readonly current: string; readonly next: string },
  tools: KeyTools
): Promise<Result<Keyring, ChangeFault>> {
  if (normalised(current) === normalised(next)) return err({ tag: 'same' });
  const session = await unlock(keyring, { user, passphrase: current }, tools.kdf);
  if (!session.ok) return session;
  const { key, signing } = session.value;
  try {
    return await rewrapped(keyring, key, user, next, tools);
  } finally {
    key.forget();
    signing.forget();
  }
}

/** For who forgot it, or has none since a rotation: by an administrator or the recovery key. */
export async function resetPassphrase(
  keyring: Keyring,
  authority: Authority,
  { user, next }: { readonly user: UserId; readonly next: string },
  tools: KeyTools
): Promise<Result<Keyring, ResetFault>> {
  const allowed = await checkAuthority(keyring, authority);
  if (!allowed.ok) return allowed;
  return rewrapped(keyring, authority.key, user, next, tools);
}

/** The one printed before opens nothing from here on. */
export async function renewRecoveryKey(
  keyring: Keyring,
  authority: Authority,
  tools: KeyTools
): Promise<
  Result<{ readonly keyring: Keyring; readonly recoveryKey: string }, NotAllowed | Tampered | NotDerived>
> {
  const allowed = await checkAuthority(keyring, authority);
  if (!allowed.ok) return allowed;
  const recovery = await wrapForRecovery(keyring, authority.key, tools);
  if (!recovery.ok) return recovery;
  const { wrap, recoveryKey } = recovery.value;
  const wraps = [...keyring.wraps.filter(({ kind }) => kind !== 'recovery'), wrap];
  return ok({ keyring: await authenticated(authority.key, { ...keyring, wraps }), recoveryKey });
}

async function rewrapped(
  keyring: Keyring,
  key: ClinicKey,
  id: UserId,
  next: string,
  tools: KeyTools
): Promise<Result<Keyring, NoUser | Refused | NotDerived>> {
  const user = keyring.users.find((each) => each.id === id);
  if (!user) return err({ tag: 'unknown-user' });
  if (user.disabledAt !== undefined) return err({ tag: 'disabled' });
  const passphrase = checkPassphrase(next, [user.name, keyring.clinic.name]);
  if (!passphrase.ok) return err({ tag: 'passphrase', reason: passphrase.error });
  const wrap = await wrapForUser(keyring, key, id, passphrase.value, tools);
  if (!wrap.ok) return wrap;
  const wraps = [...keyring.wraps.filter((each) => each.user !== id), wrap.value];
  return ok(await authenticated(key, { ...keyring, wraps }));
}
