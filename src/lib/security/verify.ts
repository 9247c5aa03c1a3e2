import type { PublicJwk } from './keyring';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
export const P256_SHA256 = { name: 'ECDSA', hash: 'SHA-256' };

/** Whether the holder of the key signed these bytes. A key that is no point of the curve verifies nothing. */
export async function verifySignature(
  { kty, crv, x, y }: PublicJwk,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>
): Promise<boolean> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, P256, true, ['verify']);
  } catch {
    // The coordinates came from outside and are no key.
    return false;
  }
  return crypto.subtle.verify(P256_SHA256, key, signature, signed);
}
