import { KdfFailed } from '$part/kernel';
import { ClinicKey, openSession, WarmUnlock } from '$part/security';
import { describe, expect, it, vi } from 'vitest';
import { clinic, FLOOR, good } from './clinics';
import { argon2, quick, watched } from './kdfs';

const PIN = '7391';
const GONE = { ok: false, error: { tag: 'gone' } };
const wrong = (triesLeft: number) => ({ ok: false, error: { tag: 'wrong', triesLeft } });

const warmed = async (key: ClinicKey, kdf = quick) => good(await WarmUnlock.make(key, PIN, kdf, FLOOR));

describe('quick unlock by PIN while warm', () => {
  it('B22 the PIN gives the data key back after it was forgotten, with the real Argon2id', async () => {
    const { keyring, session } = await clinic();
    const mark = await session.key.opaque('test', 'x');
    const warm = await warmed(session.key, argon2);
    session.key.forget();
    const key = good(await warm.unlock('７３９１'));
    expect(await key.opaque('test', 'x')).toBe(mark);
    const again = good(await openSession(keyring, key, session.user.id));
    expect(again.user).toEqual(session.user);
  });

  it('B22 what is derived from holds 32 random bytes beside the PIN, other ones each time', async () => {
    const { kdf, asked } = watched((request) =>
      quick({ ...request, secret: new Uint8Array(request.secret) })
    );
    const secrets: string[] = [];
    for (let run = 0; run < 2; run++) {
      await WarmUnlock.make(
        await ClinicKey.generate(),
        PIN,
        (request) => {
          secrets.push(Buffer.from(request.secret).toString('hex'));
          return kdf(request);
        },
        FLOOR
      );
    }
    expect(secrets.map((secret) => secret.slice(64))).toEqual(['37333931', '37333931']);
    expect(secrets[0]?.slice(0, 64)).not.toBe(secrets[1]?.slice(0, 64));
    // Wiped once derived from.
    for (const { secret } of asked) expect(secret.every((byte) => byte === 0)).toBe(true);
  });

  it('B23 five wrong tries and it is gone, the right PIN too', async () => {
    const warm = await warmed(await ClinicKey.generate());
    for (const left of [4, 3, 2, 1]) expect(await warm.unlock('8888')).toEqual(wrong(left));
    expect(await warm.unlock('8888')).toEqual(GONE);
    expect(await warm.unlock(PIN)).toEqual(GONE);
  });

  it('B23 twenty tries at once are no more than five', async () => {
    const { kdf, asked } = watched(quick);
    const warm = await warmed(await ClinicKey.generate(), kdf);
    asked.length = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => warm.unlock('8888')));
    expect(asked).toHaveLength(5);
    expect(answers.some(({ ok }) => ok)).toBe(false);
    expect(await warm.unlock(PIN)).toEqual(GONE);
  });

  it('B23 the right PIN gives all five tries back', async () => {
    const warm = await warmed(await ClinicKey.generate());
    for (const left of [4, 3, 2, 1]) expect(await warm.unlock('8888')).toEqual(wrong(left));
    expect((await warm.unlock(PIN)).ok).toBe(true);
    expect(warm.triesLeft).toBe(5);
  });

  it('B23 a tablet that could not derive costs no try', async () => {
    let fails = false;
    const kdf = (request: Parameters<typeof quick>[0]) =>
      fails ? Promise.reject(new KdfFailed('memory')) : quick(request);
    const warm = await warmed(await ClinicKey.generate(), kdf);
    fails = true;
    expect(await warm.unlock(PIN)).toEqual({ ok: false, error: { tag: 'not-derived', fault: 'memory' } });
    expect(warm.triesLeft).toBe(5);
  });

  it('B28 gone when told, also in the middle of a try', async () => {
    const warm = await warmed(await ClinicKey.generate());
    const trying = warm.unlock(PIN);
    warm.forget();
    expect(await trying).toEqual(GONE);
    expect(await warm.unlock(PIN)).toEqual(GONE);
  });

  it('B28 gone when told while the key is being opened, although the PIN was right', async () => {
    const warm = await warmed(await ClinicKey.generate());
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    const spy = vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...asked) => {
      const raw = await decrypt(...asked);
      warm.forget();
      return raw;
    });
    expect(await warm.unlock(PIN)).toEqual(GONE);
    expect(warm.triesLeft).toBe(0);
    spy.mockRestore();
  });

  it('B22 refuses a trivial PIN and a cost below the floor', async () => {
    const key = await ClinicKey.generate();
    expect(await WarmUnlock.make(key, '1234', quick, FLOOR)).toEqual({
      ok: false,
      error: { tag: 'pin', reason: 'trivial' }
    });
    await expect(WarmUnlock.make(key, PIN, quick, { ...FLOOR, iterations: 1 })).rejects.toThrow(RangeError);
  });

  it('B21 shows nothing of itself', async () => {
    const warm = await warmed(await ClinicKey.generate());
    expect(JSON.stringify(warm)).toBe('{}');
  });
});
