import { err, ok, type Result } from '$part/kernel';
import type { UserId } from '$part/schema';
import {
  checkPassphrase,
  openSession,
  resetPassphrase,
  unlockByRecoveryKey,
  type Keyring,
  type KeyTools,
  type Unlocked
} from '$part/security';
import type { DoorResult } from './lock-message';

/** Who came in, and the keyring to be kept once the audit knows it. */
export interface Came {
  readonly unlocked: Unlocked;
  readonly next?: Keyring;
}

export const came = <E>(result: Result<Unlocked, E>): Result<Came, E> =>
  result.ok ? ok({ unlocked: result.value }) : result;

export async function recoverHere(
  keyring: Keyring,
  { recoveryKey, user, next }: { readonly recoveryKey: string; readonly user: UserId; readonly next: string },
  tools: KeyTools
): Promise<DoorResult<Came>> {
  const name = keyring.users.find(({ id }) => id === user)?.name ?? '';
  // Before the recovery key is tried: a passphrase that will not do is no try.
  const checked = checkPassphrase(next, [name, keyring.clinic.name]);
  if (!checked.ok) return err({ tag: 'passphrase', reason: checked.error });
  const recovered = await unlockByRecoveryKey(keyring, recoveryKey, tools.kdf);
  if (!recovered.ok) return recovered;
  const { key } = recovered.value;
  const reset = await resetPassphrase(keyring, recovered.value, { user, next }, tools);
  if (!reset.ok) {
    key.forget();
    return reset;
  }
  const unlocked = await openSession(reset.value, key, user);
  return unlocked.ok ? ok({ unlocked: unlocked.value, next: reset.value }) : unlocked;
}
