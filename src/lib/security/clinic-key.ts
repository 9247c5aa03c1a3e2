const encoder = new TextEncoder();
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 random bits; far below 2^32 seals a key. */
const IV_BYTES = 12;
const SALT = encoder.encode('tongzhen clinic key 1');

/** What a sealed payload is bound to: moved to another row or put back at another version it does not open. */
export interface SealedAt {
  readonly table: string;
  readonly id: string;
  readonly version: number;
}

/** A payload was not sealed by this key for this place, or was changed. Says nothing of its content. */
export class NotSealedHere extends Error {
  override readonly name = 'NotSealedHere';
  constructor(readonly at: SealedAt) {
    super(`a payload of ${at.table} does not open`);
  }
}

/** Asked of a key after `forget`: whoever still held it has to wait for the next unlock. */
export class KeyForgotten extends Error {
  override readonly name = 'KeyForgotten';
  constructor() {
    super('the clinic key was forgotten');
  }
}

interface Keys {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly sealing: CryptoKey;
  readonly indexing: CryptoKey;
  readonly backup: CryptoKey;
}

const bound = ({ table, id, version }: SealedAt) => encoder.encode(JSON.stringify([table, id, version]));

async function derive(raw: Uint8Array<ArrayBuffer>, purpose: string, as: 'seal' | 'mac'): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: SALT, info: encoder.encode(purpose) };
  return as === 'seal'
    ? crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    : crypto.subtle.deriveKey(how, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
        'sign',
        'verify'
      ]);
}

/**
 * The clinic's data key while it is unlocked: seals payloads, makes opaque index values, authenticates backups. Lives
 * in memory alone; `forget` drops it at lock.
 */
export class ClinicKey {
  #keys: Keys | undefined;

  private constructor(keys: Keys) {
    this.#keys = keys;
  }

  static async fromRaw(raw: Uint8Array): Promise<ClinicKey> {
    if (raw.length !== KEY_BYTES) throw new RangeError(`a clinic key has ${KEY_BYTES} bytes`);
    const own = new Uint8Array(raw);
    return new ClinicKey({
      raw: own,
      sealing: await derive(own, 'seal', 'seal'),
      indexing: await derive(own, 'index', 'mac'),
      backup: await derive(own, 'backup', 'mac')
    });
  }

  static async generate(): Promise<ClinicKey> {
    const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    const key = await ClinicKey.fromRaw(raw);
    raw.fill(0);
    return key;
  }

  /** IV and ciphertext in one. */
  async seal(at: SealedAt, payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const algorithm = { name: 'AES-GCM', iv, additionalData: bound(at) };
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, this.#use().sealing, payload));
    const whole = new Uint8Array(IV_BYTES + sealed.length);
    whole.set(iv);
    whole.set(sealed, IV_BYTES);
    return whole;
  }

  /** Throws NotSealedHere. */
  async open(at: SealedAt, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const { sealing } = this.#use();
    const iv = sealed.subarray(0, IV_BYTES);
    const algorithm = { name: 'AES-GCM', iv, additionalData: bound(at) };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, sealing, sealed.subarray(IV_BYTES)));
    } catch {
      throw new NotSealedHere(at);
    }
  }

  /** An index value that tells nothing but equality: HMAC of the text under a label, 32 hexadecimal digits. */
  async opaque(label: string, text: string): Promise<string> {
    const data = encoder.encode(JSON.stringify([label, text]));
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', this.#use().indexing, data));
    return [...mac.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async authenticate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await crypto.subtle.sign('HMAC', this.#use().backup, data));
  }

  async isAuthentic(mac: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return crypto.subtle.verify('HMAC', this.#use().backup, mac, data);
  }

  /**
   * Hands a copy of the raw key to whoever wraps it for one more user, and wipes it afterwards: a lock in between must
   * not leave zeros to be wrapped.
   */
  async withRaw<T>(use: (raw: Uint8Array<ArrayBuffer>) => Promise<T>): Promise<T> {
    const copy = new Uint8Array(this.#use().raw);
    try {
      return await use(copy);
    } finally {
      copy.fill(0);
    }
  }

  get forgotten(): boolean {
    return this.#keys === undefined;
  }

  /** From here on nothing is sealed or opened with it, whoever still holds it: every use throws KeyForgotten. */
  forget(): void {
    this.#keys?.raw.fill(0);
    this.#keys = undefined;
  }

  #use(): Keys {
    if (!this.#keys) throw new KeyForgotten();
    return this.#keys;
  }
}
