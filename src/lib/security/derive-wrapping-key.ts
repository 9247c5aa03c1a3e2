import { err, KdfFailed, ok, type Kdf, type KdfFault, type KdfRequest, type Result } from '$part/kernel';

export interface NotDerived {
  readonly tag: 'not-derived';
  readonly fault: KdfFault;
}

/** AES-256-GCM under what the secret derives to; the derived bytes are wiped as soon as WebCrypto has them. */
export async function deriveWrappingKey(
  kdf: Kdf,
  request: KdfRequest
): Promise<Result<CryptoKey, NotDerived>> {
  let derived: Uint8Array;
  try {
    derived = await kdf(request);
  } catch (fault) {
    if (fault instanceof KdfFailed) return err({ tag: 'not-derived', fault: fault.fault });
    throw fault;
  }
  const bytes = new Uint8Array(derived);
  derived.fill(0);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  bytes.fill(0);
  return ok(key);
}
