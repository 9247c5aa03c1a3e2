import { err, ok, type Result } from '$part/kernel';
import type { ClinicId } from '$part/schema';
import { ClinicKey } from './clinic-key';
import type { NotDerived } from './derive-wrapping-key';
import { DEFAULT_COST } from './kdf-cost';
import { isoTime, type KeyTools } from './key-tools';
import { isName, type Keyring, type Role } from './keyring';
import { authenticated } from './keyring-mac';
import { badText, newUser, type BadText, type NewPerson } from './new-user';
import { wrapForRecovery, wrapForUser } from './new-wraps';
import { checkPassphrase, type PassphraseFault } from './passphrase';
import { openSigningKey } from './signing-key';
import type { Unlocked } from './unlock';

export interface NewClinic {
  readonly name: string;
  readonly first: Omit<NewPerson, 'roles'>;
}

export interface CreatedClinic {
  readonly keyring: Keyring;
  readonly recoveryKey: string;
  readonly session: Unlocked;
}

export type CreateFault =
  BadText | { readonly tag: 'passphrase'; readonly reason: PassphraseFault } | NotDerived;

const FIRST_ROLES: readonly Role[] = ['administrator', 'doctor'];

/** First start: the data key, the first person, who runs the clinic too, and the recovery key to print. */
export async function createClinic(
  { name, first }: NewClinic,
  tools: KeyTools
): Promise<Result<CreatedClinic, CreateFault>> {
  const bad = isName(name) ? badText(first) : { tag: 'bad-text' as const, field: 'clinic' as const };
  if (bad) return err(bad);
  const passphrase = checkPassphrase(first.passphrase, [first.name, name]);
  if (!passphrase.ok) return err({ tag: 'passphrase', reason: passphrase.error });
  const createdAt = isoTime(tools.clock);
  const place = {
    clinic: { id: crypto.randomUUID() as string as ClinicId, name, createdAt },
    dataKey: { id: crypto.randomUUID(), createdAt },
    kdfFloor: tools.cost ?? DEFAULT_COST
  };
  const key = await ClinicKey.generate();
  const user = await newUser(key, { ...first, roles: FIRST_ROLES }, tools.clock);
  const own = await wrapForUser(place, key, user.id, passphrase.value, tools);
  if (!own.ok) return own;
  const recovery = await wrapForRecovery(place, key, tools);
  if (!recovery.ok) return recovery;
  const wraps = [own.value, recovery.value.wrap];
  const content = { version: 1 as const, ...place, retired: [], users: [user], wraps };
  return ok({
    keyring: await authenticated(key, content),
    recoveryKey: recovery.value.recoveryKey,
    session: { user, key, signing: await openSigningKey(key, user) }
  });
}
