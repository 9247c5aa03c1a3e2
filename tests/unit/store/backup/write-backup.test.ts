import { ok, type Result } from '$part/kernel';
import { ClinicKey, EMPTY_CHAIN } from '$part/security';
import { type BackupBytes, blobBytes } from '$part/store/backup/backup-bytes';
import type { Bytes, Row } from '$part/store/backup/backup-row';
import type { BackupSource } from '$part/store/backup/backup-source';
import { describeBackup } from '$part/store/backup/describe-backup';
import { readBackup } from '$part/store/backup/read-backup';
import { writeBackup } from '$part/store/backup/write-backup';
import { beforeAll, describe, expect, it } from 'vitest';
import { add, appendAudit, Collected, CLINIC, fill, sealedRow, Tablet } from './test-clinic';

let key: ClinicKey;
beforeAll(async () => {
  key = await ClinicKey.generate();
});

const header = {
  clinic: CLINIC,
  generation: 3,
  madeAt: '2026-03-09T10:05:00.000Z',
  device: 'd',
  build: 'b',
  keyring: null
};
const PART = 256 * 1024;
const ROW = 2_000;

/** As many patients as are asked for, made only when they are read; counts the bytes it has given out. */
class Generated implements BackupSource {
  given = 0;
  readonly #rows: number;
  constructor(rows: number) {
    this.#rows = rows;
  }
  head() {
    return Promise.resolve(EMPTY_CHAIN);
  }
  count() {
    return Promise.resolve(this.#rows);
  }
  async *rows(table: string): AsyncGenerator<readonly Row[]> {
    if (table !== 'patients') return;
    for (let at = 0; at < this.#rows; at += 10) {
      this.given += 10 * ROW;
      yield Array.from({ length: 10 }, (_, each) => ({
        id: String(at + each).padStart(8, '0'),
        version: 1,
        sealed: crypto.getRandomValues(new Uint8Array(ROW))
      }));
    }
    await Promise.resolve();
  }
}

describe('write backup', () => {
  it('A16 holds a part or two in memory, however large the store and however slow the card', async () => {
    const source = new Generated(5_000);
    let taken = 0;
    let most = 0;
    let parts = 0;
    const slow = new WritableStream<Bytes>({
      write: async (bytes) => {
        most = Math.max(most, source.given - taken);
        await new Promise((resolve) => setTimeout(resolve, 2));
        most = Math.max(most, source.given - taken);
        taken += bytes.length;
        parts += 1;
      }
    });
    const written = await writeBackup(source, slow, { header, key, partBytes: PART });
    expect(written.ok).toBe(true);
    expect(taken).toBeGreaterThan(5_000 * ROW);
    expect(parts).toBeGreaterThan(30);
    expect(most / PART).toBeLessThan(2);
    expect(most / PART).toBeGreaterThan(0.9);
  });

  it('A16 reads back a part at a time, and gives none before it is asked', async () => {
    const file = new Collected();
    await writeBackup(new Generated(3_000), file.sink, { header, key, partBytes: PART });
    const whole = blobBytes(new Blob([file.bytes]));
    let largest = 0;
    let reads = 0;
    const watched: BackupBytes = {
      size: whole.size,
      read: (from, to) => {
        largest = Math.max(largest, to - from);
        reads += 1;
        return whole.read(from, to);
      }
    };
    const read = await readBackup(watched, { unlock: () => Promise.resolve(key) });
    if (!read.ok) throw new Error(read.error.tag);
    expect(largest / PART).toBeLessThan(1.2);
    const before = reads;
    let parts = 0;
    for await (const part of read.value.parts('patients')) {
      parts += 1;
      expect(part.ok).toBe(true);
      expect(reads).toBe(before + parts);
    }
    expect(parts).toBeGreaterThan(20);
  });

  it('A15 a file that is exchanged after it was found right is refused where it differs', async () => {
    const file = new Collected();
    await writeBackup(new Generated(500), file.sink, { header, key, partBytes: PART });
    const bytes = file.bytes;
    const read = await readBackup(
      { size: bytes.length, read: (from, to) => Promise.resolve(bytes.slice(from, to)) },
      { unlock: () => Promise.resolve(key) }
    );
    if (!read.ok) throw new Error(read.error.tag);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    const results: boolean[] = [];
    for await (const part of read.value.parts('patients')) results.push(part.ok);
    expect(results).toContain(false);
  });

  it('A15 a card that is pulled out while it is read is unreadable, not damaged', async () => {
    const file = new Collected();
    await writeBackup(new Generated(500), file.sink, { header, key, partBytes: PART });
    const whole = blobBytes(new Blob([file.bytes]));
    const pulled: BackupBytes = {
      size: whole.size,
      read: (from, to) =>
        from > 1_000 && from < PART * 2
          ? Promise.reject(new DOMException('gone', 'NotReadableError'))
          : whole.read(from, to)
    };
    const read = await readBackup(pulled, { unlock: () => Promise.resolve(key) });
    expect(read).toEqual({ ok: false, error: { tag: 'unreadable' } });
  });

  it.each([
    ['QuotaExceededError', { tag: 'full' }],
    ['NotAllowedError', { tag: 'sink', name: 'NotAllowedError' }]
  ])('A14 a sink that fails with %s is told, and no file is closed', async (name, error) => {
    let closed = false;
    let writes = 0;
    const sink = new WritableStream<Bytes>({
      write() {
        writes += 1;
        if (writes > 2) throw new DOMException('', name);
      },
      close: () => void (closed = true)
    });
    expect(await writeBackup(new Generated(1_000), sink, { header, key, partBytes: PART })).toEqual({
      ok: false,
      error
    });
    expect(closed).toBe(false);
  });

  it('A14 a store that is written to meanwhile is not mixed: the file is given up', async () => {
    const tablet = await Tablet.start();
    await fill(tablet, key, 50);
    const file = new Collected();
    let wrote = false;
    const written = await writeBackup(tablet.target, file.sink, {
      header,
      key,
      onPart: () => {
        if (wrote) return;
        wrote = true;
        void appendAudit(tablet, key, '-');
      }
    });
    expect(wrote).toBe(true);
    expect(written).toEqual({ ok: false, error: { tag: 'changed' } });
    expect(file.aborted).toBe(true);
  });

  it('A16 text shrinks and sealed rows are left as they are', async () => {
    const tablet = await Tablet.start();
    await add(
      tablet,
      'codes',
      ...Array.from({ length: 2_000 }, (_, at) => ({ id: `c${at}`, data: { name: '急性上呼吸道感染' } }))
    );
    await add(tablet, 'patients', await sealedRow(key, 'patients', 'p', 1, 'x'.repeat(100_000)));
    const file = new Collected();
    const written: Result<{ manifest: { parts: readonly unknown[] } }, unknown> = await writeBackup(
      tablet.target,
      file.sink,
      { header, key }
    );
    expect(written.ok && written.value.manifest.parts).toMatchObject([
      { table: 'codes', gzip: true },
      { table: 'patients', gzip: false }
    ]);
    const read = await readBackup(blobBytes(new Blob([file.bytes])), { unlock: () => Promise.resolve(key) });
    expect(read.ok).toBe(true);
  });

  it('A14 a backup tells of itself without a key, and without its parts being read', async () => {
    const file = new Collected();
    await writeBackup(new Generated(1_000), file.sink, { header, key, partBytes: PART });
    const whole = blobBytes(new Blob([file.bytes]));
    let read = 0;
    const described = await describeBackup({
      size: whole.size,
      read: (from, to) => {
        read += to - from;
        return whole.read(from, to);
      }
    });
    expect(described).toMatchObject(
      ok({ header, manifest: { tables: expect.arrayContaining([]) as unknown } })
    );
    expect(read).toBeLessThan(20_000);
  });
});
