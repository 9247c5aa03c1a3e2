import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, expect, newKey, openPage, test } from './test';

const filesIn = (profile: string, name: RegExp) =>
  readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => join(profile, path))
    .filter((path) => statSync(path).isFile());

test('A4 a corrupt database is told as lost data, never as an empty clinic @long', async ({
  hub,
  tablet,
  profile
}) => {
  let page = await openPage(await tablet.open(), hub.url);
  await call(page, 'makeClinic', newKey());
  expect(await call(page, 'write', '王小明')).toBe('ok');
  expect(await call(page, 'lookAround')).toBe('clinic');
  await tablet.close();
  const manifests = filesIn(profile, /\.indexeddb\.leveldb\/MANIFEST-\d+$/);
  expect(manifests.length).toBeGreaterThan(0);
  for (const manifest of manifests) writeFileSync(manifest, 'not a manifest');

  page = await openPage(await tablet.open(), hub.url);
  expect(await call(page, 'lookAround')).toBe('data-lost');
  // Also for somebody who loads the page once more: the markers stand outside IndexedDB.
  await page.reload();
  await page.waitForFunction(() => 'driver' in window);
  expect(['data-lost', 'evicted']).toContain(await call(page, 'lookAround'));
  expect(await call(page, 'open', 'this', false)).toBe('data-lost');
});

test('A5 one unreadable value is flagged, and all else opens @long', async ({ hub, tablet, profile }) => {
  const key = newKey();
  let page = await openPage(await tablet.open(), hub.url);
  await call(page, 'makeClinic', key);
  await call(page, 'write', '王小明');
  const names = Array.from({ length: 1_000 }, (_, at) => `病人${at}`);
  expect(await call(page, 'writeLargeBlock', names)).toBe('ok');
  await tablet.close();
  const blobs = filesIn(profile, /\.indexeddb\.blob\/.*\/[0-9a-f]+$/);
  expect(blobs.length).toBeGreaterThan(0);
  for (const blob of blobs) rmSync(blob);

  page = await openPage(await tablet.open(), hub.url);
  expect(await call(page, 'again', key)).toBe('ok');
  expect(await call(page, 'searchFaults')).toEqual(['damaged']);
  expect(await call(page, 'see')).toMatchObject({ patients: ['王小明'], visits: ['王小明'], damaged: 1 });
});

for (const [what, types] of [
  ['IndexedDB alone', 'indexeddb'],
  [
    'IndexedDB, Cache Storage and files, as an eviction does',
    'indexeddb,cache_storage,file_systems,service_workers'
  ]
] as const)
  test(`A6 an eviction of ${what} is told from a first start @long`, async ({ hub, tablet }) => {
    const context = await tablet.open();
    let page = await openPage(context, hub.url);
    expect(await call(page, 'lookAround')).toBe('first-start');
    await call(page, 'makeClinic', newKey());
    expect(await call(page, 'write', '王小明')).toBe('ok');
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: hub.url.slice(0, -1), storageTypes: types });
    await page.close();
    page = await openPage(context, hub.url);
    expect(await call(page, 'lookAround')).toBe('evicted');
  });
