import { call, expect, newKey, openPage, test } from './test';

test('A9 a tab that holds the old version is told of within two seconds, and the upgrade goes on without it @long', async ({
  hub,
  tablet
}) => {
  const context = await tablet.open();
  const old = await openPage(context, hub.url);
  await call(old, 'makeClinic', newKey());
  await call(old, 'close');
  // Code that does not let go, as an older app might be.
  await old.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('tongzhen');
        request.onsuccess = () => {
          Object.assign(window, { held: request.result });
          resolve();
        };
        request.onerror = () => reject(new Error('not opened'));
      })
  );
  const next = await openPage(context, hub.url);
  const from = Date.now();
  expect(await call(next, 'open', 'next', false)).toBe('blocked');
  expect(Date.now() - from).toBeLessThan(3_000);
  await old.close();
  await expect
    .poll(() => next.evaluate(() => indexedDB.databases()))
    .toContainEqual({ name: 'tongzhen', version: 20 });
});

test('A10 a tab with old code is told of the upgrade, and writes nothing into the new schema', async ({
  hub,
  tablet
}) => {
  const context = await tablet.open();
  const key = newKey();
  const old = await openPage(context, hub.url);
  await call(old, 'makeClinic', key);
  expect(await call(old, 'write', 'before')).toBe('ok');
  const next = await openPage(context, hub.url);
  expect(await call(next, 'open', 'next', false)).toBe('ok');
  await call(next, 'unlock', key);
  await expect.poll(() => old.evaluate(() => window.driver.told)).toEqual([{ tag: 'outdated' }]);
  for (let attempt = 0; attempt < 20; attempt++) expect(await call(old, 'write', 'late')).toBe('closed');
  expect(await call(next, 'see')).toMatchObject({ patients: ['before'], findings: [] });
});

test('A12 a connection that the browser closes is told, and no save is silently lost @long', async ({
  hub,
  tablet
}) => {
  const context = await tablet.open();
  const page = await openPage(context, hub.url);
  await call(page, 'makeClinic', newKey());
  expect(await call(page, 'write', 'before')).toBe('ok');
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: hub.url.slice(0, -1),
    storageTypes: 'indexeddb'
  });
  await expect
    .poll(() => page.evaluate(() => window.driver.told))
    .toEqual([{ tag: 'closed', fault: { tag: 'data-lost' } }]);
  expect(await call(page, 'write', 'late')).toBe('closed');
});

test('A12 a database deleted by another tab is told, and no save is silently lost @long', async ({
  hub,
  tablet
}) => {
  const context = await tablet.open();
  const page = await openPage(context, hub.url);
  await call(page, 'makeClinic', newKey());
  const other = await openPage(context, hub.url);
  await other.evaluate(() => void indexedDB.deleteDatabase('tongzhen'));
  await expect.poll(() => page.evaluate(() => window.driver.told)).toEqual([{ tag: 'deleted' }]);
  expect(await call(page, 'write', 'late')).toBe('closed');
});

test('A13 an older app refuses a newer database, and changes nothing in it @long', async ({
  hub,
  tablet
}) => {
  const context = await tablet.open();
  const key = newKey();
  const next = await openPage(context, hub.url);
  expect(await call(next, 'open', 'next', true)).toBe('ok');
  await call(next, 'unlock', key);
  expect(await call(next, 'write', 'newer')).toBe('ok');
  const old = await openPage(context, hub.url);
  expect(await call(old, 'open', 'this', false)).toBe('newer');
  await call(old, 'unlock', key);
  expect(await call(old, 'write', 'older')).toBe('closed');
  expect(await call(next, 'see')).toMatchObject({ patients: ['newer'], findings: [] });
  expect(await next.evaluate(() => window.driver.told)).toEqual([]);
  expect(await next.evaluate(() => indexedDB.databases())).toContainEqual({ name: 'tongzhen', version: 20 });
});
