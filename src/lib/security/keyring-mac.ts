import { canonicalJson } from '$part/kernel';
import type { ClinicKey } from './clinic-key';
import { KEYRING, type Keyring, type KeyringContent } from './keyring';
import * as v from 'valibot';

const macOf = (key: ClinicKey, content: KeyringContent) => key.opaque('keyring', canonicalJson(content));

/** Every operation ends with it, so that only who holds the data key gives roles, names or public keys. */
export async function authenticated(key: ClinicKey, content: KeyringContent): Promise<Keyring> {
  const { version, clinic, dataKey, retired, users, wraps, kdfFloor } = content;
  const whole = { version, clinic, dataKey, retired, users, wraps, kdfFloor };
  // A keyring that could not be read again would lock everybody out: throws before it is stored.
  return v.parse(KEYRING.validator, { ...whole, mac: await macOf(key, whole) });
}

export async function isAuthenticKeyring(key: ClinicKey, { mac, ...content }: Keyring): Promise<boolean> {
  return mac === (await macOf(key, content));
}
