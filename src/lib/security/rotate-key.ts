import { err, ok, type Result } from '$part/kernel';
import { checkAuthority, type NotAllowed } from './authority';
import { fromBase64, toBase64 } from './base64';
import { ClinicKey, NotSealedHere, type SealedAt } from './clinic-key';
import type { NotDerived } from './derive-wrapping-key';
import { isoTime, type KeyTools } from './key-tools';
import type { Keyring, RetiredKey, User } from './keyring';
import { authenticated } from './keyring-mac';
import { wrapForRecovery, wrapForUser } from './new-wraps';
import { openSigningKey, resealSigningKey } from './signing-key';
import { unlock, type Tampered, type Unlocked, type UnlockFault } from './unlock';

export interface Rotated {
  readonly keyring: Keyring;
  readonly recoveryKey: string;
  readonly session: Unlocked;
}

const placeOf = (id: string): SealedAt => ({ table: 'data-key', id, version: 1 });

/**
 * A new data key, for when somebody left who may have kept the old one. Only the administrator who shows their passphrase
 * and the new recovery key open it; the others are given new passphrases (resetPassphrase). Records stay readable by
 * `openRetiredKeys` until the store has sealed them anew.
 */
export async function rotateKey(
  keyring: Keyring,
  administrator: Unlocked,
  passphrase: string,
  tools: KeyTools
): Promise<Result<Rotated, UnlockFault | NotAllowed>> {
  const allowed = await checkAuthority(keyring, administrator);
  if (!allowed.ok) return allowed;
  const { id } = administrator.user;
  const shown = await unlock(keyring, { user: id, passphrase }, tools.kdf);
  if (!shown.ok) return shown;
  const { key: old, signing } = shown.value;
  signing.forget();
  try {
    return await underNewKey(keyring, old, { user: shown.value.user, passphrase }, tools);
  } finally {
    old.forget();
  }
}

async function underNewKey(
  keyring: Keyring,
  old: ClinicKey,
  by: { readonly user: User; readonly passphrase: string },
  tools: KeyTools
): Promise<Result<Rotated, Tampered | NotDerived>> {
  const key = await ClinicKey.generate();
  const at = isoTime(tools.clock);
  const carried = await carriedOver(keyring, old, key, at);
  if (!carried.ok) return carried;
  const next = { ...keyring, ...carried.value, dataKey: { id: crypto.randomUUID(), createdAt: at } };
  const own = await wrapForUser(next, key, by.user.id, by.passphrase, tools);
  if (!own.ok) return own;
  const recovery = await wrapForRecovery(next, key, tools);
  if (!recovery.ok) return recovery;
  const wraps = [own.value, recovery.value.wrap];
  const rotated = await authenticated(key, { ...next, wraps });
  const user = rotated.users.find(({ id }) => id === by.user.id) ?? by.user;
  const session = { user, key, signing: await openSigningKey(key, user) };
  return ok({ keyring: rotated, recoveryKey: recovery.value.recoveryKey, session });
}

/** Every data key of before, the latest first. */
export async function openRetiredKeys(
  keyring: Keyring,
  key: ClinicKey
): Promise<Result<ClinicKey[], Tampered>> {
  try {
    const raws = await Promise.all(
      keyring.retired.map(({ id, sealed }) => key.open(placeOf(id), fromBase64(sealed)))
    );
    return ok(await Promise.all(raws.reverse().map((raw) => ClinicKey.fromRaw(raw))));
  } catch (fault) {
    if (fault instanceof NotSealedHere) return err({ tag: 'tampered' });
    throw fault;
  }
}

/** What the old key sealed in the keyring, and the old key itself, under the new one. */
async function carriedOver(
  { retired, dataKey, users }: Keyring,
  old: ClinicKey,
  key: ClinicKey,
  retiredAt: string
): Promise<Result<Pick<Keyring, 'retired' | 'users'>, Tampered>> {
  try {
    const before = await Promise.all(
      retired.map(async (each): Promise<RetiredKey> => {
        const raw = await old.open(placeOf(each.id), fromBase64(each.sealed));
        return { ...each, sealed: toBase64(await key.seal(placeOf(each.id), raw)) };
      })
    );
    const sealed = toBase64(await old.withRaw((raw) => key.seal(placeOf(dataKey.id), raw)));
    const resealed = await Promise.all(
      users.map(async (user): Promise<User> => ({
        ...user,
        sealedSigningKey: await resealSigningKey(old, key, user)
      }))
    );
    return ok({ retired: [...before, { ...dataKey, retiredAt, sealed }], users: resealed });
  } catch (fault) {
    if (fault instanceof NotSealedHere) return err({ tag: 'tampered' });
    throw fault;
  }
}
