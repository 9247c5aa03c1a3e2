import { ok } from '$part/kernel';
import type { Patient } from '$part/schema';
import { ClinicKey } from '$part/security';
import { BackupDatabase } from '$part/store/backup/backup-database';
import { blobBytes } from '$part/store/backup/backup-bytes';
import { DexieRows } from '$part/store/backup/dexie-rows';
import { readBackup } from '$part/store/backup/read-backup';
import { restore, undoRestore } from '$part/store/backup/restore';
import { sessionRestore } from '$part/store/backup/session-restore';
import { undoCutRestore } from '$part/store/backup/way-back';
import { writeBackup } from '$part/store/backup/write-backup';
import { beforeEach, describe, expect, it } from 'vitest';
import { entryOf, findings, freshPlatform, openTab, patient, register, type Tab } from '../clinic';
import { CountedTarget, Killed } from './counted-target';
import { CLINIC, Collected } from './test-clinic';

interface TabWithBackups extends Tab {
  readonly target: DexieRows;
}

let key: ClinicKey;
beforeEach(async () => {
  key = await ClinicKey.generate();
});

async function openTablet(): Promise<TabWithBackups> {
  const platform = freshPlatform();
  const tab = await openTab(platform, key);
  const backup = new BackupDatabase(platform);
  const started = await backup.start(true, () => undefined);
  if (!started.ok) throw new Error(started.error.tag);
  return { ...tab, target: new DexieRows(tab.database, backup, tab.keyring) };
}

async function backupOf({ target }: TabWithBackups) {
  const file = new Collected();
  const header = {
    clinic: CLINIC,
    generation: 4,
    madeAt: '2026-03-09T10:05:00.000Z',
    device: 'd',
    build: 'b',
    keyring: null
  };
  const written = await writeBackup(target, file.sink, { header, key });
  if (!written.ok) throw new Error(written.error.tag);
  const read = await readBackup(blobBytes(new Blob([file.bytes])), { unlock: () => Promise.resolve(key) });
  if (!read.ok) throw new Error(read.error.tag);
  return read.value;
}

async function patientsOf({ store }: Tab): Promise<readonly Patient[]> {
  const all = await store.patients.all();
  if (!all.ok) throw new Error(all.error.tag);
  expect(all.value.faults).toEqual([]);
  return all.value.records.map(({ value }) => value);
}

const optionsOf = (tab: TabWithBackups, target: CountedTarget['target'] = tab.target) => ({
  target,
  device: 'd',
  build: 'b',
  clock: { now: () => Date.UTC(2026, 2, 10) },
  alone: <T>(run: () => Promise<T>): Promise<T | undefined> => run(),
  ...sessionRestore(tab.session, async () => tab.store.search.rebuild((await patientsOf(tab)).map(entryOf)))
});

async function rename(tab: Tab, expected: number, { id }: Patient, name: string) {
  const changed = { ...patient(name), id };
  const written = await tab.store.commit([
    tab.store.patients.put(expected, changed, { action: 'change' }),
    tab.store.search.put(entryOf(changed), expected + 1)
  ]);
  expect(written.ok).toBe(true);
}

const namesIn = async (tab: Tab) => (await patientsOf(tab)).map(({ name }) => name).sort();

async function foundNames({ store }: Tab) {
  const loaded = await store.search.load();
  return loaded.ok ? loaded.value.entries.map(({ name }) => name).sort() : loaded.error;
}

describe('a restore within a session', () => {
  it('A16 merging two tablets leaves an audit that checks, a search that is right, and the conflict', async () => {
    const here = await openTablet();
    const shared = await register(here.store, '王一');
    const other = await register(here.store, '王二');
    const there = await openTablet();
    expect((await restore(await backupOf(here), 'replace', optionsOf(there))).ok).toBe(true);
    expect(await findings(there)).toEqual([]);
    expect(await foundNames(there)).toEqual(['王一', '王二']);

    await rename(here, 1, shared, '王一甲');
    await rename(there, 1, shared, '王一乙');
    await rename(there, 1, other, '王二乙');
    await register(there.store, '赵三');
    const done = await restore(await backupOf(there), 'merge', optionsOf(here));
    expect(done).toMatchObject(
      ok({ conflicts: [{ table: 'patients', side: 'there' }], isSearchStale: true })
    );
    expect(await namesIn(here)).toEqual(['王一甲', '王二乙', '赵三']);
    expect(await foundNames(here)).toEqual(['王一甲', '王二乙', '赵三']);
    expect(await here.target.count('conflicts')).toBe(1);
    expect(await findings(here)).toEqual([]);
  });

  it('A16 after a replace, its undo, and work in between the audit checks', async () => {
    const here = await openTablet();
    await register(here.store, '王一');
    const backup = await backupOf(here);
    for (const name of ['赵三', '钱四', '孙五']) await register(here.store, name);
    expect((await restore(backup, 'replace', optionsOf(here))).ok).toBe(true);
    expect(await namesIn(here)).toEqual(['王一']);
    expect(await findings(here)).toEqual([]);
    expect((await undoRestore(key, CLINIC, optionsOf(here))).ok).toBe(true);
    expect(await namesIn(here)).toEqual(['孙五', '王一', '赵三', '钱四'].sort());
    expect(await foundNames(here)).toEqual(await namesIn(here));
    expect(await findings(here)).toEqual([]);
  });

  it('A16 a merge that is killed after it wrote audit lines leaves an audit that checks', async () => {
    const here = await openTablet();
    const shared = await register(here.store, '王一');
    const there = await openTablet();
    expect((await restore(await backupOf(here), 'replace', optionsOf(there))).ok).toBe(true);
    await rename(here, 1, shared, '王一甲');
    await register(there.store, '赵三');
    const before = await here.target.head();
    const file = await backupOf(there);
    let killed = 0;
    for (let diesAt = 1; diesAt < 30; diesAt += 1) {
      const { target } = new CountedTarget(here.target, diesAt);
      const outcome = await restore(file, 'merge', optionsOf(here, target)).catch((error: unknown) => error);
      if (!(outcome instanceof Killed)) break;
      killed += 1;
      expect((await undoCutRestore(here.target)).ok).toBe(true);
      expect(await here.target.head()).toEqual(before);
      expect(await findings(here)).toEqual([]);
      expect(await foundNames(here)).toEqual(['王一甲']);
    }
    expect(killed).toBeGreaterThan(3);
    expect(await namesIn(here)).toEqual(['王一甲', '赵三']);
  });
});
