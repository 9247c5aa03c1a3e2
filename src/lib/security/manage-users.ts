import { err, ok, type Clock, type Result } from '$part/kernel';
import { checkAuthority, leavesAdministrator, withUser, type Authority, type NotAllowed } from './authority';
import type { NotDerived } from './derive-wrapping-key';
import { isoTime, type KeyTools } from './key-tools';
import type { Keyring, User, UserId } from './keyring';
import { authenticated } from './keyring-mac';
import { badText, newUser, type BadText, type NewPerson } from './new-user';
import { wrapForUser } from './new-wraps';
import { checkPassphrase, type PassphraseFault } from './passphrase';
import type { Tampered } from './unlock';

export type ManageFault =
  | NotAllowed
  | Tampered
  | { readonly tag: 'unknown-user' }
  | { readonly tag: 'disabled' }
  | { readonly tag: 'last-administrator' };

export type AddFault =
  | NotAllowed
  | Tampered
  | { readonly tag: 'no-role' }
  | BadText
  | { readonly tag: 'passphrase'; readonly reason: PassphraseFault }
  | NotDerived;

export async function addUser(
  keyring: Keyring,
  authority: Authority,
  person: NewPerson,
  tools: KeyTools
): Promise<Result<{ readonly keyring: Keyring; readonly user: User }, AddFault>> {
  const allowed = await checkAuthority(keyring, authority);
  if (!allowed.ok) return allowed;
  if (person.roles.length === 0) return err({ tag: 'no-role' });
  const bad = badText(person);
  if (bad) return err(bad);
  const passphrase = checkPassphrase(person.passphrase, [person.name, keyring.clinic.name]);
  if (!passphrase.ok) return err({ tag: 'passphrase', reason: passphrase.error });
  const { key } = authority;
  const user = await newUser(key, person, tools.clock);
  const wrap = await wrapForUser(keyring, key, user.id, passphrase.value, tools);
  if (!wrap.ok) return wrap;
  const users = [...keyring.users, user];
  const wraps = [...keyring.wraps, wrap.value];
  return ok({ keyring: await authenticated(key, { ...keyring, users, wraps }), user });
}

/** Their wraps go with them: no passphrase of theirs opens anything here again. What they signed stays verifiable. */
export async function disableUser(
  keyring: Keyring,
  authority: Authority,
  id: UserId,
  clock: Clock
): Promise<Result<Keyring, ManageFault>> {
  const disabledAt = isoTime(clock);
  const users = await changed(keyring, authority, id, (user) => ({ ...user, disabledAt }));
  if (!users.ok) return users;
  const wraps = keyring.wraps.filter(({ user }) => user !== id);
  return ok(await authenticated(authority.key, { ...keyring, users: users.value, wraps }));
}

/** A name written wrongly, a trainee who becomes a doctor. */
export async function changeUser(
  keyring: Keyring,
  authority: Authority,
  id: UserId,
  change: Partial<Pick<User, 'name' | 'roles' | 'licence'>>
): Promise<Result<Keyring, ManageFault | BadText | { readonly tag: 'no-role' }>> {
  if (change.roles?.length === 0) return err({ tag: 'no-role' });
  const bad = badText(change);
  if (bad) return err(bad);
  const users = await changed(keyring, authority, id, (user) => ({ ...user, ...change }));
  if (!users.ok) return users;
  return ok(await authenticated(authority.key, { ...keyring, users: users.value }));
}

async function changed(
  keyring: Keyring,
  authority: Authority,
  id: UserId,
  change: (user: User) => User
): Promise<Result<User[], ManageFault>> {
  const allowed = await checkAuthority(keyring, authority);
  if (!allowed.ok) return allowed;
  const found = keyring.users.find((user) => user.id === id);
  if (!found) return err({ tag: 'unknown-user' });
  if (found.disabledAt !== undefined) return err({ tag: 'disabled' });
  const users = withUser(keyring.users, id, change);
  return leavesAdministrator(users) ? ok(users) : err({ tag: 'last-administrator' });
}
