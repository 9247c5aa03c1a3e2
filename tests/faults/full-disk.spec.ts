import { call, expect, expectWhole, newKey, openPage, test } from './test';

const ROUNDS = process.env.TONGZHEN_LONG ? 100 : 10;
const MB = 1024 * 1024;

test(`A8 a full disk rolls the whole save back, ${ROUNDS} times; reading, deleting and one audit line still work @long`, async ({
  hub,
  tablet
}) => {
  test.setTimeout(120_000 + ROUNDS * 2_000);
  const key = newKey();
  const written: string[] = [];
  let page = await openPage(await tablet.open(), hub.url);
  await call(page, 'makeClinic', key);
  expect(await call(page, 'putDraft')).toBe('ok');
  expect(await call(page, 'holdReserve')).toBe(true);
  await tablet.close();

  // Chromium remembers for half a minute how much room IndexedDB has, so the limit must be there before it is opened.
  const context = await tablet.open();
  page = await openPage(context, hub.url);
  const session = await context.newCDPSession(page);
  const origin = hub.url.slice(0, -1);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  expect(usage).toBeGreaterThan(2 * MB);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + MB });
  expect(await call(page, 'again', key)).toBe('ok');
  await page.exposeFunction('acknowledge', (name: string) => written.push(name));
  expect(await call(page, 'write', 'before')).toBe('ok');
  expect(await call(page, 'writeOn', 'fill')).toBe('full');
  for (let round = 0; round < ROUNDS; round++) {
    expect(await call(page, 'write', `full-${round}`, '咳嗽'.repeat(20_000))).toBe('full');
  }
  expect(written.filter((name) => name.startsWith('full-'))).toEqual([]);
  expect(await expectWhole(page, written)).toBe(written.length);

  expect(await call(page, 'recordExport')).toBe('ok');
  expect(await call(page, 'removeDraft')).toBe('ok');
  expect(await call(page, 'draftNote')).toBe('missing');

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await call(page, 'write', 'after')).toBe('ok');
  await expectWhole(page, written);
});
