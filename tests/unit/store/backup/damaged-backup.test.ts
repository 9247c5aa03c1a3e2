import { ok, seededRandom } from '$part/kernel';
import { ClinicKey } from '$part/security';
import { blobBytes } from '$part/store/backup/backup-bytes';
import type { Bytes } from '$part/store/backup/backup-row';
import { readBackup } from '$part/store/backup/read-backup';
import { restore } from '$part/store/backup/restore';
import { beforeAll, describe, expect, it } from 'vitest';
import { CountedTarget } from './counted-target';
import { backupOf, changedByOf, CLINIC, fill, stateHash, Tablet } from './test-clinic';

const TIMES = process.env.TONGZHEN_LONG ? 1_000 : 200;

describe('a damaged backup', () => {
  let key: ClinicKey;
  let file: Bytes;
  let tablet: Tablet;
  let counted: CountedTarget;

  beforeAll(async () => {
    key = await ClinicKey.generate();
    const other = await Tablet.start();
    await fill(other, key, 200);
    file = await backupOf(other, key, { partBytes: 4_096 });
    tablet = await Tablet.start();
    await fill(tablet, key, 50);
    counted = new CountedTarget(tablet.target);
  });

  /** What a user does with any file: read it, and restore it if it is right. */
  async function tryToRestore(bytes: Bytes, unlock: () => ClinicKey | undefined = () => key) {
    const read = await readBackup(blobBytes(new Blob([bytes])), {
      clinic: CLINIC,
      unlock: () => Promise.resolve(unlock())
    });
    if (!read.ok) return read.error.tag;
    const done = await restore(read.value, 'replace', {
      target: counted.target,
      device: 'd',
      build: 'b',
      alone: (run) => run(),
      clock: { now: () => 0 },
      changedBy: changedByOf(key),
      logTaken: () => Promise.resolve(ok(undefined)),
      finish: () => Promise.resolve(ok(undefined))
    });
    return done.ok ? 'restored' : done.error.tag;
  }

  async function expectUntouched(before: string) {
    expect(counted.writes).toBe(0);
    expect(await stateHash(tablet.target)).toBe(before);
  }

  it(`A15 ${TIMES} random cuts and edits are refused with 0 writes`, { timeout: 120_000 }, async () => {
    const random = seededRandom(15);
    const below = (limit: number) => Math.floor(random() * limit);
    const before = await stateHash(tablet.target);
    for (let time = 0; time < TIMES; time += 1) {
      const damaged = damage(file, below);
      expect(['restored', 'locked']).not.toContain(await tryToRestore(damaged));
    }
    await expectUntouched(before);
  });

  it('A15 every single byte of both ends changed is refused', { timeout: 60_000 }, async () => {
    const before = await stateHash(tablet.target);
    const places = [...Array(500).keys(), ...Array.from({ length: 300 }, (_, at) => file.length - 1 - at)];
    for (const place of places) {
      const edited = file.slice();
      edited[place] = (edited[place] ?? 0) ^ 0x01;
      expect(await tryToRestore(edited), `byte ${place}`).not.toBe('restored');
    }
    await expectUntouched(before);
  });

  it('A15 names the reason', async () => {
    const edited = file.slice();
    const middle = Math.floor(file.length / 2);
    edited[middle] = (edited[middle] ?? 0) ^ 0xff;
    expect(await tryToRestore(edited)).toBe('edited');
    expect(await tryToRestore(file.slice(0, file.length - 1))).toBe('cut');
    expect(await tryToRestore(file.slice(0, middle))).toBe('cut');
    expect(await tryToRestore(new Uint8Array(0))).toBe('not-a-backup');
    expect(await tryToRestore(new TextEncoder().encode('a letter to somebody else, long enough'))).toBe(
      'not-a-backup'
    );
    const newer = file.slice();
    newer[11] = 2;
    expect(await tryToRestore(newer)).toBe('newer');
  });

  it('A15 a wrong passphrase is refused as such', async () => {
    const before = await stateHash(tablet.target);
    expect(await tryToRestore(file, () => undefined)).toBe('wrong-passphrase');
    await expectUntouched(before);
  });

  it('A15 a backup of another clinic is refused as such, also where its header was changed to fit', async () => {
    const before = await stateHash(tablet.target);
    const otherKey = await ClinicKey.generate();
    const other = await Tablet.start();
    await fill(other, otherKey, 50);
    expect(await tryToRestore(await backupOf(other, otherKey, { clinic: 'another' }))).toBe('other-clinic');
    expect(await tryToRestore(await backupOf(other, otherKey))).toBe('edited');
    await expectUntouched(before);
  });

  it('A15 a key that was dropped by the lock is a fault, not an answer', async () => {
    const gone = await ClinicKey.generate();
    gone.forget();
    expect(await tryToRestore(file, () => gone)).toBe('locked');
  });

  it('A15 the untouched file is restored: the refusals above are not of everything', async () => {
    expect(await tryToRestore(file)).toBe('restored');
    expect(counted.writes).toBeGreaterThan(0);
  });
});

/** Cut, or one bit, one byte, a stretch changed, or two stretches exchanged, or bytes added. */
function damage(file: Bytes, below: (limit: number) => number): Bytes {
  const copy = file.slice();
  const at = below(file.length);
  switch (below(6)) {
    case 0:
      return file.slice(0, at);
    case 1:
      return file.slice(at + 1);
    case 2:
      copy[at] = (copy[at] ?? 0) ^ (1 << below(8));
      return copy;
    case 3: {
      const end = Math.min(file.length, at + 1 + below(200));
      for (let each = at; each < end; each += 1) copy[each] = (copy[each] ?? 0) ^ (1 + below(255));
      return copy;
    }
    case 4: {
      const grown = new Uint8Array(file.length + 1 + below(50));
      grown.set(file);
      return grown;
    }
    default: {
      // A hole in the middle: as long as the file is, and shorter.
      const hole = 1 + below(Math.min(100, file.length - at));
      const holed = new Uint8Array(file.length - hole);
      holed.set(file.subarray(0, at));
      holed.set(file.subarray(at + hole), at);
      return holed;
    }
  }
}
