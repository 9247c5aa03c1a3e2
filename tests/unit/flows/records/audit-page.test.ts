import { AuditPage, auditHeads } from '$part/flows/records';
import type { Language } from '$part/kernel';
import { describe, expect, it } from 'vitest';
import { DownloadBackupFiles } from '$part/device';
import { madeClinic, OWN, type Tab } from '../clinic/tablet';
import { backupsOf, good, names, register, rename, sessionOf } from './room';

async function auditOf(tab: Tab, at: Awaited<ReturnType<typeof backupsOf>>): Promise<AuditPage> {
  const { ground } = tab.clinic.under;
  if (!ground) throw new Error('no databases');
  const { keyringDatabase } = ground;
  const sources = {
    keyringDatabase,
    made: at.archive.made,
    files: new DownloadBackupFiles(at.page),
    key: tab.session.key
  };
  return new AuditPage({ desk: tab.session, heads: () => auditHeads(sources) });
}

async function busyClinic() {
  const { tablet, tab } = await madeClinic();
  const wang = await register(tab, '王秀兰');
  await rename(tab, wang.id, '王秀兰（改）');
  await register(tab, '李铁柱');
  const backups = await backupsOf(tablet, tab);
  return { tablet, tab, wang, ...backups, page: await auditOf(tab, backups) };
}

const said = ({ rows }: AuditPage, language: Language = 'zh') =>
  rows.map((row) =>
    row.tag === 'damaged' ? 'damaged' : [row.who, row.said[language], nameOf(row)].filter(Boolean).join(' ')
  );
const nameOf = (row: Extract<AuditPage['rows'][number], { tag: 'line' }>) =>
  row.about?.tag === 'patient' ? row.about.name : row.about?.tag;

describe('audit page', () => {
  it('B31 tells newest first who did what to whom, and that it was read', async () => {
    const { page } = await busyClinic();
    await page.open();
    expect(said(page).slice(0, 4)).toEqual([
      '李明 查看了操作日志',
      '李明 登记了病人 李铁柱',
      '李明 修改了病人资料 王秀兰（改）',
      '李明 登记了病人 王秀兰（改）'
    ]);
    expect(said(page, 'en')[1]).toBe('李明 registered the patient 李铁柱');
    expect(page.hasOlder).toBe(false);
  });

  it('hides names from whoever may not see patients', async () => {
    const { tab, archive } = await busyClinic();
    const desk = tab.session;
    const blind: typeof desk = { ...desk, may: (what) => what === 'audit' };
    const page = new AuditPage({ desk: blind, heads: () => auditHeads({ ...sourcesOf(tab), ...archive }) });
    await page.open();
    expect(said(page)[1]).toBe('李明 登记了病人 hidden');
  });

  it('shows a patient that is gone as missing', async () => {
    const { tab, wang, page } = await busyClinic();
    await sessionOf(tab).database.patients.delete(wang.id);
    await page.open();
    expect(said(page)[3]).toBe('李明 登记了病人 missing');
  });

  it('filters by person, action and day, and goes back page by page', async () => {
    const { tab, tablet, page } = await busyClinic();
    tablet.now += 86_400_000;
    for (let n = 0; n < 120; n += 1) await tab.session.store.audit.record({ action: 'print' });
    await page.open();
    expect(page.rows).toHaveLength(50);
    expect(page.hasOlder).toBe(true);
    await page.older();
    expect(page.rows).toHaveLength(100);
    await page.choose({ action: 'create' });
    expect(said(page).filter((line) => line.includes('登记'))).toHaveLength(2);
    await page.choose({ day: '2026-03-09' });
    expect(page.rows.length).toBeGreaterThan(3);
    expect(page.rows.every((row) => row.tag === 'line' && row.at < tablet.now - 80_000_000)).toBe(true);
    await page.choose({ user: 'somebody-else' });
    expect(page.rows).toEqual([]);
  });

  it('B32 says that all is whole, with progress', async () => {
    const { page, backups } = await busyClinic();
    await backups.backUp();
    const steps: string[] = [];
    let last = page.check;
    const watch = setInterval(() => {
      if (page.check !== last && page.check.tag === 'checking') steps.push('seen');
      last = page.check;
    });
    await page.verify();
    clearInterval(watch);
    expect(page.check).toMatchObject({ tag: 'whole', heads: 2 });
    expect(steps.length).toBeGreaterThan(0);
  });

  it('B32 finds an edited line, in words that name it', async () => {
    const { tab, page } = await busyClinic();
    const { database } = sessionOf(tab);
    const row = await database.audit.get(3);
    if (!row) throw new Error('no line 3');
    await database.audit.put({ ...row, sealed: row.sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) });
    await page.verify();
    if (page.check.tag !== 'found') throw new Error(page.check.tag);
    expect(page.check.findings.map(({ tag, title }) => `${tag} ${title.zh}`)).toContain(
      'edited 第3条日志被改过'
    );
  });

  it('B32 finds a tail that was cut off, by the head kept elsewhere', async () => {
    const { tab, page, backups } = await busyClinic();
    await backups.backUp();
    const { database } = sessionOf(tab);
    const last = (await database.audit.orderBy('seq').last())?.seq ?? 0;
    await database.audit.bulkDelete([last - 1, last]);
    await page.verify();
    if (page.check.tag !== 'found') throw new Error(page.check.tag);
    expect(page.check.findings[0]?.title.en).toBe(
      `The end of the log was cut off: ${last} lines were written, ${last - 2} are left`
    );
  });

  it('B25 finds an old row that was put back, and names the patient', async () => {
    const { tab, wang, page } = await busyClinic();
    const { database } = sessionOf(tab);
    const before = await database.patients.get(wang.id);
    await rename(tab, wang.id, '王秀英');
    if (before) await database.patients.put(before);
    await page.verify();
    if (page.check.tag !== 'found') throw new Error(page.check.tag);
    expect(page.check.findings).toMatchObject([
      { tag: 'put-back', title: { zh: '一份病人资料被换成了旧的' }, about: { name: '王秀兰（改）' } }
    ]);
    expect(await names(tab)).toContain('王秀兰（改）');
  });

  it('a lock in the midst of a check ends it and is told', async () => {
    const { tab, page } = await busyClinic();
    const checking = page.verify();
    tab.clinic.lock();
    await checking;
    expect(page.check.tag).toBe('unchecked');
    expect(page.trouble?.title.zh).toBe('诊所已经锁上');
    await tab.clinic.settled();
    await tab.clinic.unlock(tab.only, OWN);
    good(await tab.session.store.audit.page(undefined, 1));
  });
});

function sourcesOf(tab: Tab) {
  const { ground } = tab.clinic.under;
  if (!ground) throw new Error('no databases');
  const page = { download: () => undefined, pick: () => Promise.reject(new Error('not asked')) };
  return {
    keyringDatabase: ground.keyringDatabase,
    files: new DownloadBackupFiles(page),
    key: tab.session.key
  };
}
