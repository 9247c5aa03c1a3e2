import { type RestorePage, settleCutRestore, TabLock } from '$part/flows/records';
import { Database } from '$part/store';
import { writeBackup } from '$part/store/backup';
import { describe, expect, it } from 'vitest';
import { lockedClinic, madeClinic, OWN, Tablet } from '../clinic/tablet';
import { backupsOf, Downloads, good, Locks, names, register, rename, restoreOf, sessionOf } from './room';

async function clinicWithBackup() {
  const { tablet, tab, recoveryKey } = await madeClinic();
  const wang = await register(tab, '王秀兰');
  await register(tab, '李铁柱');
  const at = await backupsOf(tablet, tab);
  await at.backups.backUp();
  if (at.backups.job.tag !== 'done') throw new Error(at.backups.job.tag);
  return { tablet, tab, wang, recoveryKey, ...at };
}

const stateOf = (page: RestorePage) => page.state as { tag: string };
const titleOf = ({ state }: RestorePage) =>
  'trouble' in state && state.trouble ? state.trouble.title.zh : state.tag;

/** Somebody's passphrase, as on the screen that asks for it. */
async function proven(page: RestorePage, how: { passphrase: string } | { recoveryKey: string }) {
  await page.pick();
  if (page.state.tag !== 'who') throw new Error(titleOf(page));
  const user = page.state.file.people[0]?.id;
  if (user === undefined) throw new Error('nobody in the file');
  await page.prove({ user, ...how });
}

describe('backup page', () => {
  it('A14 tells of the last backup, and when the next is due', async () => {
    const { tablet, tab } = await madeClinic();
    const { backups } = await backupsOf(tablet, tab);
    await backups.load();
    expect(backups.reminder.due).toEqual({ tag: 'not-due', at: undefined });
    await register(tab, '王秀兰');
    tab.clinic.lock();
    await tab.clinic.settled();
    tablet.now += 2 * 86_400_000;
    await tab.clinic.unlock(tab.only, OWN);
    const next = await backupsOf(tablet, tab);
    await next.backups.load();
    expect(next.backups.reminder).toMatchObject({ changes: 1, due: { tag: 'due', why: 'first' } });
    await next.backups.backUp();
    expect(next.backups.job).toMatchObject({ tag: 'done', made: { generation: 1, outcome: 'handed-over' } });
    expect(next.page.last.name).toBe('tongzhen-20260311-0001.tongzhen');
    expect(next.backups.reminder).toMatchObject({ changes: 0, due: { tag: 'not-due' } });
    expect(await tab.told()).toContain('export backup 1');
  });

  it('A14 refuses one that is far smaller, until it is said to be right', async () => {
    const { tablet, tab } = await madeClinic();
    for (let n = 0; n < 12; n += 1) await register(tab, `病人${n}`);
    const { backups, page } = await backupsOf(tablet, tab);
    await backups.backUp();
    const { database } = sessionOf(tab);
    const ids = await database.patients.toCollection().primaryKeys();
    await database.patients.bulkDelete(ids.slice(3));
    await backups.backUp();
    expect(backups.job).toEqual({ tag: 'smaller', rows: 3, last: 12 });
    expect(page.all).toHaveLength(1);
    await backups.backUpAnyway();
    expect(backups.job).toMatchObject({ tag: 'done', made: { generation: 2, isAccepted: true } });
    await backups.backUp();
    expect(backups.job).toMatchObject({ tag: 'done', made: { generation: 3 } });
  });
});

describe('restore page', () => {
  it('A16 brings a clinic to an empty tablet, where its people unlock as another device', async () => {
    const old = await clinicWithBackup();
    const tablet = new Tablet();
    const tab = await tablet.open();
    expect(tab.state.tag).toBe('first-start');
    const page = await restoreOf(tablet, tab, old.page);
    await proven(page, { passphrase: OWN });
    expect(page.state).toMatchObject({
      tag: 'preview',
      isEmpty: true,
      file: { clinicName: '青石镇卫生院', patients: 2, generation: 1 }
    });
    await page.replace();
    expect(page.state).toMatchObject({ tag: 'done', how: 'replace' });
    page.close();
    await tab.clinic.tryAgain();
    await tab.clinic.unlock(tab.only, OWN);
    expect(await names(tab)).toEqual(['李铁柱', '王秀兰']);
    expect(tablet.isMarked).toBe(true);
    expect(sessionOf(tab).device).not.toBe(sessionOf(old.tab).device);
    expect((await tab.lines()).map(({ action, reason }) => `${action} ${reason ?? ''}`)).toContain(
      'restore replace 1'
    );
    // The next backup goes on from the number of the one that was restored.
    const { backups, archive } = await backupsOf(tablet, tab);
    await backups.load();
    expect(backups.reminder.last).toMatchObject({ generation: 1, outcome: 'restored' });
    expect((await archive.rows.journal.read()).undoable).toBeUndefined();
    await backups.backUp();
    expect(backups.job).toMatchObject({ tag: 'done', made: { generation: 2 } });
  });

  it('opens by the recovery key; a wrong passphrase changes nothing', async () => {
    const old = await clinicWithBackup();
    const tablet = new Tablet();
    const tab = await tablet.open();
    const page = await restoreOf(tablet, tab, old.page);
    await proven(page, { passphrase: '不是这一句口令' });
    expect(titleOf(page)).toBe('口令或密钥不对');
    if (page.state.tag !== 'who') throw new Error(page.state.tag);
    const user = page.state.file.people[0]?.id;
    if (user) await page.prove({ user, recoveryKey: old.recoveryKey.toLowerCase().replaceAll('-', ' ') });
    expect(stateOf(page).tag).toBe('preview');
    page.close();
    await tab.clinic.tryAgain();
    expect(tab.state.tag).toBe('first-start');
  });

  it('A6 finds the way back from a tablet that was cleared', async () => {
    const { tablet, tab, page: downloads } = await clinicWithBackup();
    tab.clinic.stop();
    await tab.clinic.settled();
    const cleared = new Tablet();
    cleared.isMarked = tablet.isMarked;
    const next = await cleared.open();
    expect(next.is('trouble').kind).toBe('evicted');
    const page = await restoreOf(cleared, next, downloads);
    await proven(page, { passphrase: OWN });
    await page.replace();
    page.close();
    await next.clinic.tryAgain();
    await next.clinic.unlock(next.only, OWN);
    expect(await names(next)).toHaveLength(2);
  });

  it('brings the keyring back to records that nobody could open, and loses none of them', async () => {
    const { tablet, tab, page: downloads } = await clinicWithBackup();
    await register(tab, '赵小满');
    const { ground } = tab.clinic.under;
    await ground?.keyringDatabase.keyring.clear();
    const next = await tablet.reload(tab);
    expect(next.is('trouble').kind).toBe('keyring-lost');
    const page = await restoreOf(tablet, next, downloads);
    await proven(page, { passphrase: OWN });
    expect(page.state).toMatchObject({ tag: 'preview', isEmpty: false });
    await page.merge();
    expect(page.state).toMatchObject({ tag: 'done', how: 'merge', conflicts: [] });
    page.close();
    await next.clinic.tryAgain();
    await next.clinic.unlock(next.only, OWN);
    expect(await names(next)).toEqual(['李铁柱', '王秀兰', '赵小满']);
  });

  it('A16 merges into an open clinic: both sides stay, conflicts are named, and it can be undone', async () => {
    const { tablet, tab, wang, page: downloads } = await clinicWithBackup();
    // The same clinic goes on elsewhere.
    const other = new Tablet();
    const there = await other.open();
    const moved = await restoreOf(other, there, downloads);
    await proven(moved, { passphrase: OWN });
    await moved.replace();
    moved.close();
    await there.clinic.tryAgain();
    await there.clinic.unlock(there.only, OWN);
    await register(there, '赵小满');
    await rename(there, wang.id, '王秀兰（那边）');
    await rename(tab, wang.id, '王秀兰（这边）');
    const theirs = await backupsOf(other, there, new Downloads());
    await theirs.backups.backUp();

    const page = await restoreOf(tablet, tab, theirs.page);
    await page.pick();
    if (page.state.tag !== 'preview') throw new Error(titleOf(page));
    expect(page.state.preview.forked).toBe(true);
    expect(page.state.preview.tables.find(({ table }) => table === 'patients')).toMatchObject({
      here: 2,
      there: 3,
      onlyThere: 1,
      conflicts: 1
    });
    await page.merge();
    expect(page.state).toMatchObject({
      tag: 'done',
      conflictCount: 1,
      conflicts: [{ name: '王秀兰（这边）', side: 'there', table: { zh: '病人资料' } }]
    });
    expect(await names(tab)).toEqual(['李铁柱', '王秀兰（这边）', '赵小满'].sort());
    const search = good(await tab.session.store.search.load());
    expect(search.entries).toHaveLength(3);
    expect(page.undoable).toMatchObject({ how: 'merge', generation: 2 });
    await page.undo();
    expect(stateOf(page).tag).toBe('done');
    expect(await names(tab)).toEqual(['李铁柱', '王秀兰（这边）'].sort());
  });

  it('replaces only when the clinic’s name is typed, and the heads of the chain before count no more', async () => {
    const { tablet, tab, archive, page: downloads } = await clinicWithBackup();
    await register(tab, '赵小满');
    const later = await backupsOf(tablet, tab, new Downloads());
    await later.backups.backUp();
    const device = sessionOf(tab).device;
    const page = await restoreOf(tablet, tab, downloads);
    await page.pick();
    await page.replace('青石');
    expect(page.state).toMatchObject({ tag: 'preview', isNameWrong: true });
    expect(await names(tab)).toHaveLength(3);
    await page.replace('青石镇卫生院');
    expect(stateOf(page).tag).toBe('done');
    expect(good(await archive.made.list())).toMatchObject([
      { generation: 1, outcome: 'restored' },
      { generation: 2, isPast: true }
    ]);
    const heads = good(await archive.made.heads());
    const report = good(await tab.session.store.checkAudit(heads));
    expect(report.findings).toEqual([]);
    await tab.clinic.tryAgain();
    await tab.clinic.unlock(tab.only, OWN);
    expect(await names(tab)).toHaveLength(2);
    expect(sessionOf(tab).device).not.toBe(device);
  });

  it('A15 refuses what is cut, and what is of another clinic', async () => {
    const { tablet, tab, page: downloads } = await clinicWithBackup();
    const whole = downloads.last;
    const cut = new Downloads();
    cut.download(whole.name, whole.slice(0, whole.size - 5_000));
    const page = await restoreOf(tablet, tab, cut);
    await page.pick();
    expect(titleOf(page)).toBe('备份文件不完整');
    const other = await clinicWithBackup();
    const foreign = await restoreOf(tablet, tab, other.page);
    await foreign.pick();
    expect(titleOf(foreign)).toBe('这是另一个诊所的备份');
    expect(await names(tab)).toHaveLength(2);
  });

  it('does not begin while another tab is in the records', async () => {
    const { tablet, tab, page: downloads } = await clinicWithBackup();
    const locks = new Locks();
    const other = new TabLock(locks);
    await other.enter();
    const page = await restoreOf(tablet, tab, downloads, new TabLock(locks));
    await page.pick();
    await page.merge();
    expect(titleOf(page)).toBe('同诊的另一个窗口还开着');
    await other.leave();
    await page.pick();
    await page.merge();
    expect(stateOf(page).tag).toBe('done');
  });
});

describe('a start after a restore that was cut', () => {
  it('A16 goes back to the state before it', async () => {
    const { tablet, tab, archive } = await clinicWithBackup();
    const { database, key } = sessionOf(tab);
    const clinic = tab.session.keyring.clinic.id;
    const header = {
      clinic,
      generation: 1,
      madeAt: new Date(0).toISOString(),
      device: 'x',
      build: 'x',
      keyring: null
    };
    good(await writeBackup(archive.rows, archive.rows.undo.sink('a'), { header, key }));
    const note = { slot: 'a', how: 'replace', generation: 1, at: header.madeAt } as const;
    good(await archive.rows.journal.write({ applying: note }));
    await database.patients.clear();
    archive.end();
    const next = await tablet.reload(tab);
    next.clinic.stop();
    await next.clinic.settled();
    const settled = await settleCutRestore(tablet.platform, new TabLock(new Locks()));
    expect(good(settled)).toBe('undone');
    const again = await tablet.open();
    await again.clinic.unlock(again.only, OWN);
    expect(await names(again)).toHaveLength(2);
  });

  it('waits for a restore in another tab, and settles what that tab died over', async () => {
    const { tablet } = await lockedClinic();
    const locks = new Locks();
    let end: () => void = () => undefined;
    const running = new TabLock(locks).alone(() => new Promise<void>((resolve) => (end = resolve)));
    await Promise.resolve();
    let isSettled = false;
    const settling = settleCutRestore(tablet.platform, new TabLock(locks)).then((result) => {
      isSettled = true;
      return result;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isSettled).toBe(false);
    end();
    await running;
    expect(good(await settling)).toBe('elsewhere');
  });

  it('makes no records where there are none', async () => {
    const tablet = new Tablet();
    expect(good(await settleCutRestore(tablet.platform, new TabLock(new Locks())))).toBe('nothing');
    const database = new Database(tablet.platform);
    expect(await database.start(false, () => undefined)).toMatchObject({ ok: false });
    database.end();
  });
});
