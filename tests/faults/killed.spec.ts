import { setTimeout as pause } from 'node:timers/promises';
import { call, expect, expectWhole, newKey, openPage, test } from './test';

const KILLS = process.env.TONGZHEN_LONG ? 200 : 5;
const seconds = (count: number) => count * 1_000;

test('A1 every transaction that writes is strict in the browser as well @long', async ({ hub, tablet }) => {
  const page = await openPage(await tablet.open(), hub.url);
  expect(await call(page, 'makeClinic', newKey())).toBe('ok');
  expect(await call(page, 'write', '王小明')).toBe('ok');
  const seen = await call(page, 'durability');
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen)).toEqual(new Set(['strict']));
});

test(`A2 killed ${KILLS} times in mid-write: 0 acknowledged lost, 0 torn`, async ({ hub, tablet }) => {
  test.setTimeout(seconds(30 + KILLS * 20));
  const key = newKey();
  const acknowledged: string[] = [];
  for (let kill = 0; kill <= KILLS; kill++) {
    const page = await openPage(await tablet.open(), hub.url);
    expect(await call(page, kill === 0 ? 'makeClinic' : 'again', key)).toBe('ok');
    await expectWhole(page, acknowledged);
    if (kill === KILLS) break;
    const before = acknowledged.length;
    await page.exposeFunction('acknowledge', (name: string) => acknowledged.push(name));
    void call(page, 'writeOn', `kill-${kill}`).catch(() => undefined); // ends with the browser
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before);
    await pause(Math.random() * 1_000);
    await tablet.kill();
  }
});

test('A3 a draft loses at most a second of typing, whenever the browser is killed @long', async ({
  hub,
  tablet
}) => {
  const key = newKey();
  let page = await openPage(await tablet.open(), hub.url);
  await call(page, 'makeClinic', key);
  const typed: { readonly at: number; readonly length: number }[] = [];
  for (let length = 1; typed.length < 60; length++) {
    await call(page, 'type', '咳'.repeat(length));
    typed.push({ at: Date.now(), length });
    await pause(50);
  }
  const killedAt = Date.now();
  await tablet.kill();
  page = await openPage(await tablet.open(), hub.url);
  expect(await call(page, 'again', key)).toBe('ok');
  const kept = (await call(page, 'draftNote')).length;
  const due = typed.filter(({ at }) => at < killedAt - 1_000).at(-1)?.length ?? 0;
  expect(due).toBeGreaterThan(10);
  expect(kept).toBeGreaterThanOrEqual(due);
});
