import { err, type Result } from '$part/kernel';
import { readRecord, type ClinicId, type RecordFault, type RecordKind, type UserId } from '$part/schema';
import * as v from 'valibot';
import type { KdfCost } from './kdf-cost';

export type { UserId };

export const ROLES = ['doctor', 'specialist', 'administrator', 'trainee'] as const;
export type Role = (typeof ROLES)[number];

/** A public key on NIST's P-256, as a JSON web key. */
export type PublicJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
};

export type User = {
  readonly id: UserId;
  readonly name: string;
  /** More than one where a doctor also runs the clinic. */
  readonly roles: readonly Role[];
  readonly createdAt: string;
  readonly disabledAt?: string;
  /** Number of the practising licence. */
  readonly licence?: string;
  readonly publicKey: PublicJwk;
  /** PKCS #8 under the clinic key, bound to the user. */
  readonly sealedSigningKey: string;
};

export type WrapKdf = KdfCost & { readonly name: 'argon2id'; readonly salt: string };

/** The raw data key under what one secret derives to. */
export type Wrap = {
  readonly id: string;
  readonly kind: 'passphrase' | 'recovery';
  /** Whose passphrase; a recovery key is the clinic's. */
  readonly user?: UserId;
  readonly kdf: WrapKdf;
  readonly iv: string;
  readonly wrapped: string;
};

export type DataKey = { readonly id: string; readonly createdAt: string };
/** A data key of before a rotation, sealed by the one after it: records not yet sealed anew still open. */
export type RetiredKey = DataKey & { readonly retiredAt: string; readonly sealed: string };

export type KeyringContent = {
  readonly version: 1;
  readonly clinic: { readonly id: ClinicId; readonly name: string; readonly createdAt: string };
  readonly dataKey: DataKey;
  readonly retired: readonly RetiredKey[];
  readonly users: readonly User[];
  readonly wraps: readonly Wrap[];
  /** The cost the clinic started with; OWASP's floor holds beside it. */
  readonly kdfFloor: KdfCost;
};

/** Readable without a key; nothing of patients in it. */
export type Keyring = KeyringContent & {
  /** Of the content under the data key: edited roles or public keys are found at unlock. */
  readonly mac: string;
};

const id = v.pipe(v.string(), v.uuid());
const userId = v.custom<UserId>((value) => v.is(id, value));
const clinicId = v.custom<ClinicId>((value) => v.is(id, value));
const time = v.pipe(v.string(), v.isoTimestamp());
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const base64 = (bytes: { min: number; max: number }) =>
  v.pipe(
    v.string(),
    v.base64(),
    v.minLength(Math.ceil(bytes.min / 3) * 4),
    v.maxLength(Math.ceil(bytes.max / 3) * 4)
  );
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
/** 32 bytes as base64url without padding. */
const coordinate = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

/** Upper limits too: an edited figure must not ask for more than a tablet has. */
const cost = { memoryKiB: count(1024 * 1024), iterations: count(64), parallelism: count(16) };

const user = v.strictObject({
  id: userId,
  name,
  roles: v.pipe(v.array(v.picklist(ROLES)), v.minLength(1), v.maxLength(ROLES.length)),
  createdAt: time,
  disabledAt: v.exactOptional(time),
  licence: v.exactOptional(name),
  publicKey: v.strictObject({
    kty: v.literal('EC'),
    crv: v.literal('P-256'),
    x: coordinate,
    y: coordinate
  }),
  sealedSigningKey: base64({ min: 100, max: 400 })
});

const wrap = v.strictObject({
  id,
  kind: v.picklist(['passphrase', 'recovery']),
  user: v.exactOptional(userId),
  kdf: v.strictObject({ name: v.literal('argon2id'), ...cost, salt: base64({ min: 16, max: 64 }) }),
  iv: base64({ min: 12, max: 12 }),
  wrapped: base64({ min: 48, max: 48 })
});

const dataKey = { id, createdAt: time };

const coordinates = { x: 'A'.repeat(43), y: 'B'.repeat(43) };
const example: Keyring = {
  version: 1,
  clinic: {
    id: '0b8e0a4e-5f0c-4e43-9a3e-8c3f6a1d2b10' as ClinicId,
    name: '青石镇卫生院',
    createdAt: '2026-01-05T08:00:00.000Z'
  },
  dataKey: { id: '5b0a52a8-6a43-4d0e-8f6e-2f0c6a7f1b11', createdAt: '2026-01-05T08:00:00.000Z' },
  retired: [],
  users: [
    {
      id: 'c7d4c1d2-3b52-4f8e-a6c4-9d1e2f3a4b12' as UserId,
      name: '李明',
      roles: ['administrator', 'doctor'],
      createdAt: '2026-01-05T08:00:00.000Z',
      publicKey: { kty: 'EC', crv: 'P-256', ...coordinates },
      sealedSigningKey: 'A'.repeat(224)
    }
  ],
  wraps: [
    {
      id: 'e9f6a3b4-1c2d-4e5f-8a7b-6c5d4e3f2a13',
      kind: 'passphrase',
      user: 'c7d4c1d2-3b52-4f8e-a6c4-9d1e2f3a4b12' as UserId,
      kdf: {
        name: 'argon2id',
        memoryKiB: 65_536,
        iterations: 3,
        parallelism: 1,
        salt: 'AAAAAAAAAAAAAAAAAAAAAA=='
      },
      iv: 'A'.repeat(16),
      wrapped: 'A'.repeat(64)
    }
  ],
  kdfFloor: { memoryKiB: 65_536, iterations: 3, parallelism: 1 },
  mac: '0'.repeat(32)
};

export const KEYRING: RecordKind<Keyring> = {
  name: 'keyring',
  scope: 'record',
  version: 1,
  migrations: [],
  validator: v.strictObject({
    version: v.literal(1),
    clinic: v.strictObject({ id: clinicId, name, createdAt: time }),
    dataKey: v.strictObject(dataKey),
    retired: v.pipe(
      v.array(v.strictObject({ ...dataKey, retiredAt: time, sealed: base64({ min: 60, max: 60 }) })),
      v.maxLength(1000)
    ),
    users: v.pipe(v.array(user), v.minLength(1), v.maxLength(1000)),
    wraps: v.pipe(v.array(wrap), v.maxLength(1001)),
    kdfFloor: v.strictObject(cost),
    mac: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
  }),
  example
};

/** Names and licence numbers that a keyring takes. */
export const isName = (text: string): boolean => text.trim() !== '' && v.is(name, text);

const numbered = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** A keyring as it came from disk or from a backup. */
export function parseKeyring(stored: unknown): Result<Keyring, RecordFault> {
  const version = v.safeParse(numbered, stored);
  return version.success
    ? readRecord(KEYRING, { version: version.output.version, value: stored })
    : err({ tag: 'invalid', field: 'version' });
}
