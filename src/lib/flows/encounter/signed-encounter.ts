import { canonicalJson, type Json } from '$part/kernel';
import type { Encounter, UserId } from '$part/schema';
import { type Keyring, type SigningKey, verifySignature } from '$part/security';
import { fromBase64, toBase64 } from '$part/security/base64';

type Unsigned = Omit<Encounter, 'signature'>;

const bytesOf = (unsigned: Unsigned) => new TextEncoder().encode(canonicalJson(unsigned as unknown as Json));

/** The version with the signature of whoever answers for it, over all the rest of it. */
export async function signed(
  unsigned: Unsigned,
  key: SigningKey,
  user: UserId,
  at: string
): Promise<Encounter> {
  return { ...unsigned, signature: { user, at, value: toBase64(await key.sign(bytesOf(unsigned))) } };
}

export type Signed = 'none' | 'good' | 'bad' | 'unknown-signer';

/** Whether a version is what its signer signed. */
export async function checkSigned(encounter: Encounter, keyring: Keyring): Promise<Signed> {
  const { signature, ...unsigned } = encounter;
  if (!signature) return 'none';
  const user = keyring.users.find(({ id }) => id === signature.user);
  if (!user) return 'unknown-signer';
  const isGood = await verifySignature(user.publicKey, fromBase64(signature.value), bytesOf(unsigned));
  return isGood ? 'good' : 'bad';
}
