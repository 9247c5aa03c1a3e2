import {
  addUser,
  createClinic,
  DEFAULT_COST,
  KEYRING,
  parseKeyring,
  unlock,
  unlockByRecoveryKey,
  verifySignature,
  type Keyring,
  type UserId
} from '$part/security';
import type { ClinicId } from '$part/schema';
import { isAuthenticKeyring } from '$part/security/keyring-mac';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOCK, clinic, FLOOR, good, OWN, TOOLS } from './clinics';
import { argon2, quick, watched } from './kdfs';

const bytes = (text: string) => new TextEncoder().encode(text);
const firstOf = ({ users }: Keyring) => {
  const [user] = users;
  if (!user) throw new Error('a clinic has a first user');
  return user;
};

describe('keyring', () => {
  it('B22 a new clinic: first person runs it, passphrase and recovery key both open the same data key', async () => {
    const { keyring, recoveryKey, session } = await clinic({ kdf: argon2, clock: CLOCK, cost: FLOOR });
    const user = firstOf(keyring);
    expect(user.roles).toEqual(['administrator', 'doctor']);
    expect(keyring.wraps.map(({ kind }) => kind)).toEqual(['passphrase', 'recovery']);
    const again = good(await unlock(keyring, { user: user.id, passphrase: ` ${OWN}` }, argon2));
    const recovered = good(
      await unlockByRecoveryKey(keyring, recoveryKey.toLowerCase().replaceAll('-', ' '), argon2)
    );
    const mark = await session.key.opaque('test', 'x');
    expect(await again.key.opaque('test', 'x')).toBe(mark);
    expect(await recovered.key.opaque('test', 'x')).toBe(mark);
    expect(await unlock(keyring, { user: user.id, passphrase: `${OWN}。` }, argon2)).toEqual({
      ok: false,
      error: { tag: 'wrong' }
    });
  });

  it('B22 the default cost is at or above the floor, and the keyring says it', async () => {
    const { keyring } = await clinic({ kdf: quick, clock: CLOCK });
    expect(keyring.kdfFloor).toEqual(DEFAULT_COST);
    for (const { kdf } of keyring.wraps) expect(kdf).toMatchObject({ name: 'argon2id', ...DEFAULT_COST });
  });

  it('B21 holds neither the data key nor a passphrase nor the recovery key nor a private key', async () => {
    const { keyring, recoveryKey, session } = await clinic();
    const text = JSON.stringify(keyring);
    await session.key.withRaw((raw) => {
      expect(text).not.toContain(Buffer.from(raw).toString('base64'));
      expect(text).not.toContain(Buffer.from(raw).toString('hex'));
      return Promise.resolve();
    });
    expect(text).not.toContain(OWN);
    expect(text).not.toContain(recoveryKey);
    expect(text).not.toContain('"d":');
  });

  it('B24 a wrap below the floor is refused before any derivation', async () => {
    const { keyring, recoveryKey } = await clinic();
    const user = firstOf(keyring).id;
    for (const change of [{ iterations: 1 }, { memoryKiB: 8 }, { memoryKiB: 19 * 1024 - 1 }]) {
      const edited = {
        ...keyring,
        wraps: keyring.wraps.map((wrap) => ({ ...wrap, kdf: { ...wrap.kdf, ...change } }))
      };
      // The clinic's own floor edited along: OWASP's stands.
      for (const ring of [edited, { ...edited, kdfFloor: { ...FLOOR, ...change } }]) {
        const { kdf, asked } = watched(quick);
        const stored = good(parseKeyring(JSON.parse(JSON.stringify(ring))));
        const refused = { ok: false, error: { tag: 'downgraded' } };
        expect(await unlock(stored, { user, passphrase: OWN }, kdf)).toEqual(refused);
        expect(await unlockByRecoveryKey(stored, recoveryKey, kdf)).toEqual(refused);
        expect(asked).toHaveLength(0);
      }
    }
  });

  it('B24 a clinic that began higher refuses OWASP’s floor too', async () => {
    const { keyring } = await clinic({ kdf: quick, clock: CLOCK });
    const wraps = keyring.wraps.map((wrap) => ({ ...wrap, kdf: { ...wrap.kdf, iterations: 2 } }));
    const user = firstOf(keyring).id;
    expect(await unlock({ ...keyring, wraps }, { user, passphrase: OWN }, quick)).toEqual({
      ok: false,
      error: { tag: 'downgraded' }
    });
  });

  it('B24 no wrap is made below the floor', async () => {
    const cost = { memoryKiB: 19 * 1024, iterations: 1, parallelism: 1 };
    await expect(clinic({ ...TOOLS, cost })).rejects.toThrow(RangeError);
  });

  it('B24 an edited wrap does not open: parameters, salt, ids, kind, person, IV, content', async () => {
    const { keyring } = await clinic();
    const user = firstOf(keyring).id;
    const [own, recovery] = keyring.wraps;
    if (!own || !recovery) throw new Error('a clinic has two wraps');
    const flip = (text: string, at: number) => {
      const raw = Buffer.from(text, 'base64');
      raw[at % raw.length] = (raw[at % raw.length] ?? 0) ^ (1 << (at % 8));
      return raw.toString('base64');
    };
    const opens = async (ring: Keyring) =>
      (await unlock(good(parseKeyring(ring)), { user, passphrase: OWN }, quick)).ok;
    expect(await opens(keyring)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000 }), fc.uuid({ version: 4 }), async (n, uuid) => {
        const { kdf } = own;
        const wraps = [
          { ...own, kdf: { ...kdf, memoryKiB: kdf.memoryKiB + 1 + n } },
          { ...own, kdf: { ...kdf, iterations: kdf.iterations + 1 + (n % 50) } },
          { ...own, kdf: { ...kdf, parallelism: 2 + (n % 15) } },
          { ...own, kdf: { ...kdf, salt: flip(kdf.salt, n) } },
          { ...own, iv: flip(own.iv, n) },
          { ...own, wrapped: flip(own.wrapped, n) },
          { ...own, id: uuid },
          { ...recovery, kind: 'passphrase' as const, user }
        ];
        for (const wrap of wraps)
          expect(await opens({ ...keyring, wraps: [wrap, recovery] }), JSON.stringify(wrap)).toBe(false);
        expect(await opens({ ...keyring, clinic: { ...keyring.clinic, id: uuid as ClinicId } })).toBe(false);
        expect(await opens({ ...keyring, dataKey: { ...keyring.dataKey, id: uuid } })).toBe(false);
      }),
      { numRuns: 60 }
    );
  });

  it('B24 a colleague’s wrap under one’s own name opens nothing', async () => {
    const { keyring, session } = await clinic();
    const person = { name: '王芳', roles: ['doctor'] as const, passphrase: '雨后买两斤豆腐' };
    const added = good(await addUser(keyring, session, person, TOOLS));
    const wraps = added.keyring.wraps.map((wrap) =>
      wrap.user === session.user.id ? { ...wrap, user: added.user.id } : { ...wrap, user: session.user.id }
    );
    const swapped = { ...added.keyring, wraps: wraps as Keyring['wraps'] };
    for (const passphrase of [OWN, person.passphrase])
      for (const user of [session.user.id, added.user.id])
        expect((await unlock(swapped, { user, passphrase }, quick)).ok).toBe(false);
  });

  it('B25 an edited person is found at unlock: role, name, licence, public key, disabled or not', async () => {
    const { keyring, recoveryKey, session } = await clinic();
    const person = { name: '王芳', roles: ['trainee'] as const, passphrase: '雨后买两斤豆腐' };
    const { keyring: two, user } = good(await addUser(keyring, session, person, TOOLS));
    const [first] = keyring.users;
    if (!first) throw new Error('a clinic has a first user');
    for (const change of [
      { roles: ['administrator'] as const },
      { name: '王小芳' },
      { licence: '1' },
      { publicKey: first.publicKey },
      { sealedSigningKey: first.sealedSigningKey }
    ]) {
      const edited = { ...two, users: [first, { ...user, ...change }] };
      const tampered = { ok: false, error: { tag: 'tampered' } };
      expect(await unlock(edited, { user: user.id, passphrase: person.passphrase }, quick)).toEqual(tampered);
      expect(await unlockByRecoveryKey(edited, recoveryKey, quick)).toEqual(tampered);
      // Nor does an operation give the edited one a new MAC.
      expect(await addUser(edited, session, person, TOOLS)).toEqual(tampered);
    }
  });

  it('B31 a person’s key signs what verifies by the public key alone', async () => {
    const { keyring } = await clinic();
    const user = firstOf(keyring);
    const { signing } = good(await unlock(keyring, { user: user.id, passphrase: OWN }, quick));
    const signature = await signing.sign(bytes('opinion'));
    expect(await verifySignature(user.publicKey, signature, bytes('opinion'))).toBe(true);
    expect(await verifySignature(user.publicKey, signature, bytes('opiniom'))).toBe(false);
    const other = firstOf((await clinic()).keyring);
    expect(await verifySignature(other.publicKey, signature, bytes('opinion'))).toBe(false);
    const nonsense = { ...user.publicKey, x: 'A'.repeat(43) };
    expect(await verifySignature(nonsense, signature, bytes('opinion'))).toBe(false);
    signing.forget();
    await expect(signing.sign(bytes('opinion'))).rejects.toThrow('forgotten');
  });

  it('a platform that derives nothing is told apart from a wrong passphrase', async () => {
    const { KdfFailed } = await import('$part/kernel');
    const { keyring } = await clinic();
    const user = firstOf(keyring).id;
    const kdf = () => Promise.reject(new KdfFailed('memory'));
    expect(await unlock(keyring, { user, passphrase: OWN }, kdf)).toEqual({
      ok: false,
      error: { tag: 'not-derived', fault: 'memory' }
    });
  });

  it('first start refuses a weak passphrase and a name that could not be read back', async () => {
    const first = { name: '李明', passphrase: '12345678' };
    expect(await createClinic({ name: '青石镇卫生院', first }, TOOLS)).toEqual({
      ok: false,
      error: { tag: 'passphrase', reason: 'in-order' }
    });
    for (const [name, who, field] of [
      ['', '李明', 'clinic'],
      ['x'.repeat(101), '李明', 'clinic'],
      ['青石镇卫生院', '  ', 'name'],
      ['青石镇卫生院', 'x'.repeat(101), 'name']
    ] as const)
      expect(await createClinic({ name, first: { name: who, passphrase: OWN } }, TOOLS)).toEqual({
        ok: false,
        error: { tag: 'bad-text', field }
      });
  });
});

describe('stored keyring', () => {
  it('is read back as it was written; more or less than it is refused by field', async () => {
    const { keyring } = await clinic();
    const stored = JSON.parse(JSON.stringify(keyring)) as Keyring;
    expect(parseKeyring(stored)).toEqual({ ok: true, value: keyring });
    expect(parseKeyring(KEYRING.example).ok).toBe(true);
    const invalid = (field: string) => ({ ok: false, error: { tag: 'invalid', field } });
    expect(parseKeyring({ ...stored, note: 'x' })).toEqual(invalid('note'));
    expect(parseKeyring({ ...stored, users: [] })).toEqual(invalid('users'));
    expect(parseKeyring({ ...stored, kdfFloor: { ...FLOOR, memoryKiB: 2 ** 31 } })).toEqual(
      invalid('kdfFloor.memoryKiB')
    );
    expect(parseKeyring(null)).toEqual(invalid('version'));
  });

  it('A13 one of a newer build is refused with both versions named', () => {
    expect(parseKeyring({ ...KEYRING.example, version: 2 })).toEqual({
      ok: false,
      error: { tag: 'newer', found: 2, known: 1 }
    });
  });

  it('no JSON makes the reader throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof parseKeyring(value).ok === 'boolean'));
  });

  it('B27 a keyring written by version 1 opens for ever, with the real Argon2id', async () => {
    const file = new URL('../../fixtures/security/keyring.v1.json', import.meta.url);
    const frozen = JSON.parse(readFileSync(file, 'utf8')) as {
      passphrase: string;
      recoveryKey: string;
      keyring: unknown;
      opaque: string;
    };
    const keyring = good(parseKeyring(frozen.keyring));
    const user = firstOf(keyring).id as UserId;
    const { key } = good(await unlock(keyring, { user, passphrase: frozen.passphrase }, argon2));
    expect(await key.opaque('frozen', 'x')).toBe(frozen.opaque);
    expect(await isAuthenticKeyring(key, keyring)).toBe(true);
    const recovered = good(await unlockByRecoveryKey(keyring, frozen.recoveryKey, argon2));
    expect(await recovered.key.opaque('frozen', 'x')).toBe(frozen.opaque);
  });
});
