import { fromBase64, toBase64 } from './base64';
import type { ClinicKey, SealedAt } from './clinic-key';
import type { PublicJwk, User, UserId } from './keyring';
import { P256_SHA256 } from './verify';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

const placeOf = (user: UserId): SealedAt => ({ table: 'signing-key', id: user, version: 1 });

/** What a person signs with while unlocked; cannot be taken out again. */
export class SigningKey {
  #key: CryptoKey | undefined;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  async sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.#key) throw new Error('the signing key was forgotten');
    return new Uint8Array(await crypto.subtle.sign(P256_SHA256, this.#key, bytes));
  }

  forget(): void {
    this.#key = undefined;
  }
}

/** A new pair: extractable this once, to be sealed under the clinic key. */
export async function makeSigningKey(
  key: ClinicKey,
  user: UserId
): Promise<Pick<User, 'publicKey' | 'sealedSigningKey'>> {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const sealed = await key.seal(placeOf(user), secret);
  secret.fill(0);
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { publicKey: publicJwk(jwk), sealedSigningKey: toBase64(sealed) };
}

/** Throws NotSealedHere. */
export async function openSigningKey(
  key: ClinicKey,
  { id, sealedSigningKey }: Pick<User, 'id' | 'sealedSigningKey'>
): Promise<SigningKey> {
  const secret = await key.open(placeOf(id), fromBase64(sealedSigningKey));
  const opened = await crypto.subtle.importKey('pkcs8', secret, P256, false, ['sign']);
  secret.fill(0);
  return new SigningKey(opened);
}

/** The same signing key under the next data key. Throws NotSealedHere. */
export async function resealSigningKey(from: ClinicKey, to: ClinicKey, user: User): Promise<string> {
  const secret = await from.open(placeOf(user.id), fromBase64(user.sealedSigningKey));
  const sealed = await to.seal(placeOf(user.id), secret);
  secret.fill(0);
  return toBase64(sealed);
}

function publicJwk({ x, y }: JsonWebKey): PublicJwk {
  if (x === undefined || y === undefined) throw new Error('a P-256 key has two coordinates');
  return { kty: 'EC', crv: 'P-256', x, y };
}
