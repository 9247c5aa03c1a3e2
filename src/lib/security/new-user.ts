import type { Clock } from '$part/kernel';
import type { ClinicKey } from './clinic-key';
import { isoTime } from './key-tools';
import { isName, type Role, type User, type UserId } from './keyring';
import { makeSigningKey } from './signing-key';

export interface NewPerson {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly licence?: string;
  readonly passphrase: string;
}

export interface BadText {
  readonly tag: 'bad-text';
  readonly field: 'clinic' | 'name' | 'licence';
}

/** Which text of a person is empty or too long. */
export function badText({ name, licence }: Partial<Pick<User, 'name' | 'licence'>>): BadText | undefined {
  if (name !== undefined && !isName(name)) return { tag: 'bad-text', field: 'name' };
  if (licence !== undefined && !isName(licence)) return { tag: 'bad-text', field: 'licence' };
  return undefined;
}

/** A person with a signing key of their own; the passphrase goes into a wrap, not in here. */
export async function newUser(
  key: ClinicKey,
  { name, roles, licence }: Omit<NewPerson, 'passphrase'>,
  clock: Clock
): Promise<User> {
  const id = crypto.randomUUID() as string as UserId;
  return {
    id,
    name,
    roles: [...new Set(roles)],
    createdAt: isoTime(clock),
    ...(licence === undefined ? {} : { licence }),
    ...(await makeSigningKey(key, id))
  };
}
