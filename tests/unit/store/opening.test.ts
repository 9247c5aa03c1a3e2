import { SCHEMA } from '$part/store/database';
import { GuardedDatabase, type LostConnection, type SchemaVersion } from '$part/store/guarded-database';
import { traceOf } from '$part/store/guarded-factory';
import { Database, type Platform } from '$part/store';
import { forceCloseDatabase, IDBDatabase } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { freshPlatform, openClinic } from './clinic';

const NEWER: readonly SchemaVersion[] = [...SCHEMA, { version: 2, stores: { notes: 'id' } }];
const ready = { ok: true, value: undefined };

/** A database as a tab opens it, with all that it was told since. */
async function open(platform: Platform, schema = SCHEMA, mayCreate = true, patience?: number) {
  const database = new Database(platform, schema);
  const told: LostConnection[] = [];
  const result = await database.start(mayCreate, (lost) => told.push(lost), patience);
  return { database, told, result };
}

/** A connection that does not let go, as old code without a handler would hold it. */
const hold = (platform: Platform) =>
  new Promise<IDBDatabase>((resolve) => {
    const request = platform.factory.open('tongzhen', 10);
    request.onsuccess = () => resolve(request.result);
  });

const silent = () => vi.spyOn(console, 'warn').mockImplementation(() => undefined);

describe('opening', () => {
  it('makes the database the first time, and finds it later', async () => {
    const platform = freshPlatform();
    expect(await traceOf(platform.factory, 'tongzhen', 'audit')).toBe('absent');
    const first = await open(platform);
    expect(first.result).toEqual(ready);
    first.database.end();
    expect(await traceOf(platform.factory, 'tongzhen', 'audit')).toBe('empty');
    expect((await open(platform, SCHEMA, false)).result).toEqual(ready);
  });

  it('A4 never makes a database where a clinic must be', async () => {
    const platform = freshPlatform();
    const { result } = await open(platform, SCHEMA, false);
    expect(result).toEqual({ ok: false, error: { tag: 'data-lost' } });
    expect(await traceOf(platform.factory, 'tongzhen', 'audit')).toBe('absent');
  });

  it('A9 tells within two seconds that another tab holds an old version, and goes on when it lets go', async () => {
    silent();
    const platform = freshPlatform();
    (await open(platform)).database.end();
    const old = await hold(platform);
    const from = Date.now();
    const { result } = await open(platform, NEWER);
    expect(Date.now() - from).toBeLessThan(3_000);
    if (result.ok || result.error.tag !== 'blocked') throw new Error('not blocked');
    old.close();
    expect(await result.error.until).toEqual(ready);
  });

  it('A10 an old tab is closed and told by an upgrade, and writes nothing into the new schema', async () => {
    silent();
    const platform = freshPlatform();
    const old = await open(platform);
    const row = { id: 'a', version: 1, sealed: new Uint8Array(1) };
    await old.database.patients.put(row);
    const newer = await open(platform, NEWER, false);
    expect(newer.result).toEqual(ready);
    expect(old.told).toEqual([{ tag: 'outdated' }]);
    await expect(old.database.patients.put({ ...row, id: 'b' })).rejects.toMatchObject({
      name: 'DatabaseClosedError'
    });
    expect(await newer.database.patients.toCollection().primaryKeys()).toEqual(['a']);
  });

  it('A13 an older app refuses a newer database and leaves it as it is', async () => {
    const platform = freshPlatform();
    const newer = await open(platform, NEWER);
    newer.database.end();
    const { result, database } = await open(platform, SCHEMA, false);
    expect(result).toEqual({ ok: false, error: { tag: 'newer' } });
    await expect(database.patients.count()).rejects.toMatchObject({ name: 'DatabaseClosedError' });
    const again = await open(platform, NEWER, false);
    expect(again.database.backendDB().version).toBe(20);
    expect([...again.database.backendDB().objectStoreNames]).toContain('notes');
  });

  it('refuses a database of its own version with other tables instead of patching it', async () => {
    silent();
    const platform = freshPlatform();
    const { patients } = SCHEMA[0]?.stores ?? {};
    (await open(platform, [{ version: 1, stores: { patients: patients ?? 'id' } }])).database.end();
    const { result } = await open(platform, SCHEMA, false);
    expect(result).toEqual({ ok: false, error: { tag: 'broken', name: 'InvalidStateError' } });
  });

  it('A12 a connection that the browser closed is opened again once, and work goes on', async () => {
    const { database, store } = await openClinic();
    forceCloseDatabase(database.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
    await vi.waitFor(() => expect(database.isUsable).toBe(true));
    expect((await store.audit.record({ action: 'export' })).ok).toBe(true);
  });

  it('A12 a connection that cannot be opened again is told, and no empty database is made', async () => {
    const platform = freshPlatform();
    const { database, told } = await open(platform);
    const native = database.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0];
    Object.assign(platform.factory, {
      open: () => {
        throw new DOMException('gone', 'UnknownError');
      }
    });
    silent();
    forceCloseDatabase(native);
    await vi.waitFor(() =>
      expect(told).toEqual([{ tag: 'closed', fault: { tag: 'broken', name: 'UnknownError' } }])
    );
    expect(database.isUsable).toBe(false);
  });

  it('uses strict durability in every transaction that writes', async () => {
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const { store } = await openClinic();
    await store.audit.record({ action: 'export' });
    const writing = opened.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writing.length).toBeGreaterThan(0);
    for (const [, , options] of writing) expect(options).toEqual({ durability: 'strict' });
  });

  it('is a Dexie that never opens by itself', () => {
    expect(new Database(freshPlatform())).toBeInstanceOf(GuardedDatabase);
    return expect(new Database(freshPlatform()).patients.count()).rejects.toMatchObject({
      name: 'DatabaseClosedError'
    });
  });
});
