import { CodeImport } from '$part/flows/records';
import type { CodeRow } from '$part/knowledge';
import { describe, expect, it } from 'vitest';
import { madeClinic, type Tab } from '../clinic/tablet';
import { good, sessionOf } from './room';

/** 疾病诊断编码,疾病诊断名称 / J06.900 / I10.x00, as Chinese Excel saves it. */
const GB18030 = 'vLKyodXvts+x4MLrLLyysqHV77bPw/uzxgpKMDYuOTAwLLyx0NTJz7r0zvy1wLjQyL4KSTEwLngwMCy439Gq0bkK';
const file = (text: string) => new Blob([text]);

function importOf(tab: Tab) {
  const told: (readonly CodeRow[])[] = [];
  const page = new CodeImport({
    desk: tab.session,
    onchange: (rows) => told.push(rows),
    breathe: () => Promise.resolve()
  });
  return { page, told };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const letter = String.fromCharCode(65 + Math.floor(n / 1_000));
    return `${letter}00.${String(n % 1_000).padStart(3, '0')},霍乱${n}`;
  });

describe('code import', () => {
  it('shows the first rows and the faults by line, and keeps nothing before it is confirmed', async () => {
    const { tab } = await madeClinic();
    const { page } = importOf(tab);
    await page.open(
      file(
        '疾病诊断编码,疾病诊断名称\nJ06.900,急性上呼吸道感染\nx,无编码\nI10.x00,高血压\nI10.x00,又一次\nE11.900,\n'
      )
    );
    expect(page.state).toMatchObject({
      tag: 'preview',
      encoding: 'utf-8',
      rows: 2,
      first: [{ code: 'J06.900' }, { code: 'I10.x00', name: '高血压' }],
      faultCount: 3,
      faults: [
        { line: 3, kind: 'code', code: 'x' },
        { line: 5, kind: 'double' },
        { line: 6, kind: 'name' }
      ]
    });
    expect(good(await tab.session.store.codes.load())).toEqual([]);
  });

  it('lists twenty faults and counts them all', async () => {
    const { tab } = await madeClinic();
    const { page } = importOf(tab);
    await page.open(
      file(['编码,名称', ...many(30), ...Array.from({ length: 45 }, () => '?,不是编码')].join('\n'))
    );
    if (page.state.tag !== 'preview') throw new Error(page.state.tag);
    expect([page.state.rows, page.state.faults.length, page.state.faultCount]).toEqual([30, 20, 45]);
  });

  it('keeps a table with its readings and a line in the audit, and finds it after a restart', async () => {
    const { tab } = await madeClinic();
    const { page, told } = importOf(tab);
    const rows = many(4_500);
    await page.open(file(['编码,名称', ...rows].join('\n')));
    const steps: string[] = [];
    const confirming = page.confirm();
    steps.push(page.state.tag);
    await confirming;
    expect(steps).toEqual(['importing']);
    expect(page.state).toEqual({ tag: 'done', rows: 4_500 });
    expect(page.current?.rows).toBe(4_500);
    const stored = good(await tab.session.store.codes.load());
    expect(stored).toHaveLength(4_500);
    expect(stored[0]).toEqual({ code: 'A00.000', name: '霍乱0', initials: 'hl0', full: 'huoluan0' });
    expect(told).toEqual([stored]);
    expect(await sessionOf(tab).database.codes.count()).toBe(4);
    expect(await tab.told()).toContain('import code-table 4500');
  });

  it('reads what Chinese Excel saves', async () => {
    const { tab } = await madeClinic();
    const { page } = importOf(tab);
    await page.open(new Blob([Uint8Array.from(atob(GB18030), (sign) => sign.charCodeAt(0))]));
    expect(page.state).toMatchObject({
      tag: 'preview',
      encoding: 'gb18030',
      first: [{ name: '急性上呼吸道感染' }, { name: '高血压' }]
    });
  });

  it('is removed, with a line', async () => {
    const { tab } = await madeClinic();
    const { page, told } = importOf(tab);
    await page.open(file('编码,名称\nI10.x00,高血压\n'));
    await page.confirm();
    await page.remove();
    expect(good(await tab.session.store.codes.load())).toEqual([]);
    expect(told.at(-1)).toEqual([]);
    expect((await tab.told()).at(-1)).toBe('import code-table removed');
  });

  it('a part that is gone makes the table damaged, not shorter', async () => {
    const { tab } = await madeClinic();
    const { page } = importOf(tab);
    await page.open(file(['编码,名称', ...many(2_500)].join('\n')));
    await page.confirm();
    const { codes } = sessionOf(tab).database;
    const part = (await codes.toCollection().primaryKeys()).find((id) => id !== 'table');
    await codes.delete(part ?? '');
    expect(await tab.session.store.codes.load()).toEqual({ ok: false, error: { tag: 'damaged' } });
  });

  it.each([
    ['姓名,年龄\n张三,3\n', '找不到编码列或名称列'],
    ['编码,名称\nx,y\n', '没有一行可以导入']
  ])('refuses %j whole', async (text, title) => {
    const { tab } = await madeClinic();
    const { page } = importOf(tab);
    await page.open(file(text));
    expect(page.state.tag === 'refused' && page.state.trouble.title.zh).toBe(title);
  });

  it('is for administrators', async () => {
    const { tab } = await madeClinic();
    const desk = { ...tab.session, may: () => false };
    const page = new CodeImport({ desk, onchange: () => undefined });
    await page.open(file('编码,名称\nI10.x00,高血压\n'));
    expect(page.state.tag === 'refused' && page.state.trouble.title.zh).toBe('只有管理员能做');
  });
});
