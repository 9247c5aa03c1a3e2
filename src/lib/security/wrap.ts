import { canonicalJson, err, ok, type Kdf, type Result } from '$part/kernel';
import { fromBase64, toBase64 } from './base64';
import { ClinicKey } from './clinic-key';
import { deriveWrappingKey, type NotDerived } from './derive-wrapping-key';
import { isDowngraded, type KdfCost } from './kdf-cost';
import type { Keyring, UserId, Wrap } from './keyring';

/** What a wrap belongs to: put into another keyring, or kept over a rotation, it does not open. */
export type WrapPlace = Pick<Keyring, 'clinic' | 'dataKey' | 'kdfFloor'>;

export type WrapOf = { readonly kind: 'passphrase'; readonly user: UserId } | { readonly kind: 'recovery' };

export type WrapFault =
  /** Below the floor; nothing was derived. */
  | { readonly tag: 'downgraded' }
  /** Another secret, or a wrap that was edited. */
  | { readonly tag: 'wrong' }
  | NotDerived;

const SALT_BYTES = 16;
const IV_BYTES = 12;

const encoder = new TextEncoder();
const boundTo = ({ clinic, dataKey }: WrapPlace, { id, kind, user, kdf }: Omit<Wrap, 'iv' | 'wrapped'>) =>
  encoder.encode(canonicalJson({ clinic: clinic.id, dataKey: dataKey.id, id, kind, user, kdf }));

export async function wrapKey(
  place: WrapPlace,
  key: ClinicKey,
  of: WrapOf,
  secret: Uint8Array,
  { kdf, cost }: { kdf: Kdf; cost: KdfCost }
): Promise<Result<Wrap, NotDerived>> {
  if (isDowngraded(cost, place.kdfFloor)) throw new RangeError('a wrap below the floor');
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const { memoryKiB, iterations, parallelism } = cost;
  const head = {
    id: crypto.randomUUID(),
    ...of,
    kdf: { name: 'argon2id' as const, memoryKiB, iterations, parallelism, salt: toBase64(salt) }
  };
  const under = await deriveWrappingKey(kdf, { secret, salt, ...cost });
  if (!under.ok) return under;
  const algorithm = { name: 'AES-GCM', iv, additionalData: boundTo(place, head) };
  const wrapped = await key.withRaw((raw) => crypto.subtle.encrypt(algorithm, under.value, raw));
  return ok({ ...head, iv: toBase64(iv), wrapped: toBase64(new Uint8Array(wrapped)) });
}

export async function openWrap(
  place: WrapPlace,
  wrap: Wrap,
  secret: Uint8Array,
  kdf: Kdf
): Promise<Result<ClinicKey, WrapFault>> {
  if (isDowngraded(wrap.kdf, place.kdfFloor)) return err({ tag: 'downgraded' });
  const { memoryKiB, iterations, parallelism, salt } = wrap.kdf;
  const cost = { memoryKiB, iterations, parallelism };
  const under = await deriveWrappingKey(kdf, { secret, salt: fromBase64(salt), ...cost });
  if (!under.ok) return under;
  const algorithm = { name: 'AES-GCM', iv: fromBase64(wrap.iv), additionalData: boundTo(place, wrap) };
  let raw: Uint8Array<ArrayBuffer>;
  try {
    raw = new Uint8Array(await crypto.subtle.decrypt(algorithm, under.value, fromBase64(wrap.wrapped)));
  } catch {
    // WebCrypto says no more than that it does not open.
    return err({ tag: 'wrong' });
  }
  const key = await ClinicKey.fromRaw(raw);
  raw.fill(0);
  return ok(key);
}
