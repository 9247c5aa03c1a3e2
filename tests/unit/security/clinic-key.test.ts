import { ClinicKey, KeyForgotten, NotSealedHere } from '$part/security';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const bytes = (text: string) => new TextEncoder().encode(text);
const at = { table: 'patients', id: 'a', version: 1 };
const SEALS = process.env.TONGZHEN_LONG ? 1_000_000 : 100_000;

describe('clinic key', () => {
  it('B25 opens where it was sealed and nowhere else: other table, row or version', async () => {
    const key = await ClinicKey.generate();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ table: fc.string(), id: fc.string(), version: fc.nat() }),
        fc.record({ table: fc.string(), id: fc.string(), version: fc.nat() }),
        fc.uint8Array({ maxLength: 200 }),
        async (here, there, payload) => {
          const sealed = await key.seal(here, new Uint8Array(payload));
          expect(await key.open(here, sealed)).toEqual(new Uint8Array(payload));
          const same = JSON.stringify(Object.values(here)) === JSON.stringify(Object.values(there));
          if (!same) await expect(key.open(there, sealed)).rejects.toThrow(NotSealedHere);
        }
      ),
      { numRuns: 300 }
    );
  });

  it('B25 two rows that changed places fail both', async () => {
    const key = await ClinicKey.generate();
    const other = { ...at, id: 'b' };
    const rows = [await key.seal(at, bytes('one')), await key.seal(other, bytes('two'))] as const;
    await expect(key.open(at, rows[1])).rejects.toThrow(NotSealedHere);
    await expect(key.open(other, rows[0])).rejects.toThrow(NotSealedHere);
  });

  it('B25 any edited, cut or lengthened payload fails', async () => {
    const key = await ClinicKey.generate();
    const sealed = await key.seal(at, bytes('a payload of some length'));
    for (let index = 0; index < sealed.length; index++) {
      const edited = sealed.map((byte, here) => (here === index ? byte ^ 1 : byte));
      await expect(key.open(at, edited)).rejects.toThrow(NotSealedHere);
      await expect(key.open(at, sealed.slice(0, index))).rejects.toThrow(NotSealedHere);
    }
    await expect(key.open(at, new Uint8Array([...sealed, 0]))).rejects.toThrow(NotSealedHere);
  });

  it(`B26 ${SEALS} seals give ${SEALS} different IVs`, { timeout: 600_000 }, async () => {
    const key = await ClinicKey.generate();
    const payload = bytes('x');
    const ivs = new Set<string>();
    for (let done = 0; done < SEALS; done += 500) {
      const sealed = await Promise.all(Array.from({ length: 500 }, () => key.seal(at, payload)));
      for (const each of sealed) ivs.add(String.fromCharCode(...each.subarray(0, 12)));
    }
    expect(ivs.size).toBe(SEALS);
  });

  it('opaque values are equal for equal text under one label and key only', async () => {
    const key = await ClinicKey.generate();
    const day = await key.opaque('day', '2026-01-05');
    expect(day).toMatch(/^[0-9a-f]{32}$/);
    expect(await key.opaque('day', '2026-01-05')).toBe(day);
    expect(await key.opaque('phone', '2026-01-05')).not.toBe(day);
    expect(await key.opaque('day', '2026-01-06')).not.toBe(day);
    expect(await (await ClinicKey.generate()).opaque('day', '2026-01-05')).not.toBe(day);
  });

  it('authenticates under its own key alone', async () => {
    const key = await ClinicKey.generate();
    const mac = await key.authenticate(bytes('backup'));
    expect(await key.isAuthentic(mac, bytes('backup'))).toBe(true);
    expect(await key.isAuthentic(mac, bytes('backuq'))).toBe(false);
    expect(await (await ClinicKey.generate()).isAuthentic(mac, bytes('backup'))).toBe(false);
  });

  it('B28 a forgotten key seals, opens and names nothing, whoever still holds it', async () => {
    const key = await ClinicKey.generate();
    const sealed = await key.seal(at, bytes('one'));
    key.forget();
    expect(key.forgotten).toBe(true);
    await expect(key.open(at, sealed)).rejects.toThrow(KeyForgotten);
    await expect(key.seal(at, bytes('two'))).rejects.toThrow(KeyForgotten);
    await expect(key.opaque('day', '2026-01-05')).rejects.toThrow(KeyForgotten);
    await expect(key.authenticate(bytes('backup'))).rejects.toThrow(KeyForgotten);
    await expect(key.withRaw(() => Promise.resolve())).rejects.toThrow(KeyForgotten);
  });

  it('B27 a lock in the middle of a re-wrap leaves no zeros to be wrapped, and the copy is wiped after', async () => {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const key = await ClinicKey.fromRaw(raw);
    let kept = new Uint8Array();
    const seen = await key.withRaw((copy) => {
      key.forget();
      kept = copy;
      return Promise.resolve(new Uint8Array(copy));
    });
    expect(seen).toEqual(raw);
    expect(kept).toEqual(new Uint8Array(32));
  });

  it('takes 32 bytes and no other number', async () => {
    await expect(ClinicKey.fromRaw(new Uint8Array(31))).rejects.toThrow(RangeError);
    await expect(ClinicKey.fromRaw(new Uint8Array(33))).rejects.toThrow(RangeError);
  });
});
