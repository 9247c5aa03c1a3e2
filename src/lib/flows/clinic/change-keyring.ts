import { err, ok, type Result } from '$part/kernel';
import type { UserId } from '$part/schema';
import type { Keyring, KeyTools, Unlocked } from '$part/security';
import type { AuditEntry, StoreFault, WriteFault } from '$part/store';
import type { Desk } from './desk';
import type { GuardFault } from './door';
import { loadKeyring, saveKeyring, type Ground } from './ground';
import type { ClinicTools } from './page';
import type { Trouble } from './trouble';

/** What a change of people or passphrases has at hand. */
export interface ChangeTools extends KeyTools {
  readonly unlocked: Unlocked;
  /** Counts and slows tries of a passphrase as the locked door does. */
  readonly guard: <T, E extends { readonly tag: string }>(
    user: UserId,
    attempt: () => Promise<Result<T, E>>
  ) => Promise<Result<T, E | GuardFault>>;
  /** Kept before a new recovery key is, so that one nobody saw is not forgotten. */
  readonly recoveryKeyIsOpen: () => Promise<Result<undefined, StoreFault>>;
}

export type KeyringChange<E> = (keyring: Keyring, tools: ChangeTools) => Promise<Result<Keyring, E>>;
export type ChangeRefused = WriteFault | StoreFault | { readonly tag: 'locked' };

/**
 * On the keyring as it is on the disk, told to the audit before it is kept. Its callers hold the page's `exclusive`.
 *
 * @param isOpen false once the clinic was locked meanwhile: then nothing is kept
 */
export async function changedKeyring<E extends { readonly tag: string }>(
  { ground, desk, tools }: { readonly ground: Ground; readonly desk: Desk; readonly tools: ClinicTools },
  line: AuditEntry,
  change: KeyringChange<E>,
  isOpen: () => boolean
): Promise<Result<Keyring, E | ChangeRefused | Trouble>> {
  const now = await loadKeyring(ground.keyringDatabase);
  if (!now.ok) return now;
  const next = await change(now.value, {
    ...tools,
    unlocked: desk.unlocked,
    guard: async (user, attempt) => {
      const tried = await ground.door.guard('passphrase', user, attempt);
      if (tried.ok) await ground.door.excuse();
      return tried;
    },
    recoveryKeyIsOpen: () => ground.door.recoveryKeyIs('open')
  });
  if (!next.ok) return next;
  if (!isOpen()) return err({ tag: 'locked' });
  const told = await desk.session.store.audit.record({ table: 'keyring', ...line });
  if (!told.ok) return told;
  const saved = await saveKeyring(ground, next.value);
  return saved.ok ? ok(next.value) : saved;
}
