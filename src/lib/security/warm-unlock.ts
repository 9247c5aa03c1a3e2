import { err, ok, type Kdf, type Result } from '$part/kernel';
import { ClinicKey } from './clinic-key';
import { deriveWrappingKey, type NotDerived } from './derive-wrapping-key';
import { DEFAULT_COST, isDowngraded, type KdfCost } from './kdf-cost';
import { checkPin, pinDigits, type PinFault } from './pin';

export type WarmFault =
  { readonly tag: 'wrong'; readonly triesLeft: number } | { readonly tag: 'gone' } | NotDerived;

const TRIES = 5;
const RANDOM_BYTES = 32;

interface Warm {
  /** Beside the PIN: without it ten thousand PINs would be tried in an hour. */
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly wrapped: Uint8Array<ArrayBuffer>;
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/**
 * The data key behind a PIN while the page lives: wrapped under the PIN and a random secret that are never stored. Gone
 * with the page, after five tries, or when told; then the passphrase opens.
 */
export class WarmUnlock {
  #warm: Warm | undefined;
  #triesLeft = TRIES;
  readonly #kdf: Kdf;
  readonly #cost: KdfCost;

  private constructor(warm: Warm, kdf: Kdf, cost: KdfCost) {
    this.#warm = warm;
    this.#kdf = kdf;
    this.#cost = cost;
  }

  /** While unlocked; the key itself is not kept. */
  static async make(
    key: ClinicKey,
    pin: string,
    kdf: Kdf,
    cost: KdfCost = DEFAULT_COST
  ): Promise<Result<WarmUnlock, { readonly tag: 'pin'; readonly reason: PinFault } | NotDerived>> {
    if (isDowngraded(cost, cost)) throw new RangeError('a PIN below the floor');
    const checked = checkPin(pin);
    if (!checked.ok) return err({ tag: 'pin', reason: checked.error });
    const secret = random(RANDOM_BYTES);
    const salt = random(16);
    const iv = random(12);
    const under = await derive({ secret, salt }, checked.value, kdf, cost);
    if (!under.ok) return under;
    const wrapped = await key.withRaw((raw) =>
      crypto.subtle.encrypt({ name: 'AES-GCM', iv }, under.value, raw)
    );
    return ok(new WarmUnlock({ secret, salt, iv, wrapped: new Uint8Array(wrapped) }, kdf, cost));
  }

  get triesLeft(): number {
    return this.#triesLeft;
  }

  /** A right PIN gives all five tries back. */
  async unlock(pin: string): Promise<Result<ClinicKey, WarmFault>> {
    const warm = this.#warm;
    if (!warm || this.#triesLeft === 0) return err({ tag: 'gone' });
    // Counted before the wait, so that many tries at once are no more than five.
    this.#triesLeft -= 1;
    const under = await derive(warm, pinDigits(pin), this.#kdf, this.#cost);
    if (!under.ok) {
      this.#triesLeft += 1;
      return under;
    }
    const raw = await opened(warm, under.value);
    if (this.#warm !== warm) {
      raw?.fill(0);
      return err({ tag: 'gone' });
    }
    if (!raw) {
      if (this.#triesLeft > 0) return err({ tag: 'wrong', triesLeft: this.#triesLeft });
      this.forget();
      return err({ tag: 'gone' });
    }
    this.#triesLeft = TRIES;
    const key = await ClinicKey.fromRaw(raw);
    raw.fill(0);
    return ok(key);
  }

  forget(): void {
    this.#warm?.secret.fill(0);
    this.#warm?.wrapped.fill(0);
    this.#warm = undefined;
    this.#triesLeft = 0;
  }
}

async function derive(
  { secret, salt }: Pick<Warm, 'secret' | 'salt'>,
  digits: string,
  kdf: Kdf,
  cost: KdfCost
): Promise<Result<CryptoKey, NotDerived>> {
  const pin = new TextEncoder().encode(digits);
  const both = new Uint8Array(secret.length + pin.length);
  both.set(secret);
  both.set(pin, secret.length);
  const { memoryKiB, iterations, parallelism } = cost;
  const key = await deriveWrappingKey(kdf, { secret: both, salt, memoryKiB, iterations, parallelism });
  both.fill(0);
  return key;
}

async function opened({ iv, wrapped }: Warm, under: CryptoKey): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, under, wrapped));
  } catch {
    // WebCrypto says no more than that it does not open: the PIN was another.
    return undefined;
  }
}
