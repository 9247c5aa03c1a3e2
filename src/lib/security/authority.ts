import { err, ok, type Result } from '$part/kernel';
import type { Keyring, User, UserId } from './keyring';
import { isAuthenticKeyring } from './keyring-mac';
import type { Recovered, Tampered, Unlocked } from './unlock';

/** An unlocked administrator, or whoever holds the printed recovery key. */
export type Authority = Unlocked | Recovered;

export interface NotAllowed {
  readonly tag: 'not-allowed';
}

export const isAdministrator = ({ roles, disabledAt }: User): boolean =>
  roles.includes('administrator') && disabledAt === undefined;

/** By the keyring as it stands, not by what the person was at unlock; an edited one is not given a new MAC. */
export async function checkAuthority(
  keyring: Keyring,
  { user, key }: Authority
): Promise<Result<void, NotAllowed | Tampered>> {
  if (!(await isAuthenticKeyring(key, keyring))) return err({ tag: 'tampered' });
  const manages =
    user === undefined || keyring.users.some((each) => each.id === user.id && isAdministrator(each));
  return manages ? ok(undefined) : err({ tag: 'not-allowed' });
}

/** A clinic without an administrator could take in nobody and reset no passphrase. */
export const leavesAdministrator = (users: readonly User[]): boolean => users.some(isAdministrator);

export const withUser = (users: readonly User[], id: UserId, change: (user: User) => User): User[] =>
  users.map((user) => (user.id === id ? change(user) : user));
