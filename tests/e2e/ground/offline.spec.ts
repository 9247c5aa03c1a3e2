import { appShows, untilOffline, workers } from '../app';
import { listedFiles } from '../second-build';
import { expect, test } from '../test';

test('after the first visit the app opens with the hub gone and the browser killed', async ({
  hub,
  browserOnDisk
}) => {
  const first = await browserOnDisk.open();
  const page = first.pages()[0] ?? (await first.newPage());
  await page.goto(hub.url);
  await appShows(page);
  await untilOffline(page);

  await hub.stop('SIGKILL');
  await browserOnDisk.kill();

  const again = await browserOnDisk.open();
  const reopened = again.pages()[0] ?? (await again.newPage());
  await reopened.goto(hub.url);
  await appShows(reopened);
  expect(await reopened.evaluate(() => crossOriginIsolated)).toBe(true);

  await test.step('also under an address deep in the app, in a new tab, with a query', async () => {
    const deep = await again.newPage();
    await deep.goto(`${hub.url}somewhere/deep.in/the-app?from=home#part`);
    expect(await deep.locator('#app').count()).toBe(1);
    expect(await deep.evaluate(() => location.pathname)).toBe('/somewhere/deep.in/the-app');
  });
});

test('every file that offline use needs is on the device, and no other', async ({ hub, browserOnDisk }) => {
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(hub.url);
  await untilOffline(page);
  const kept = await page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.includes('precache'));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname.slice(1));
  });
  const needed = listedFiles().filter((file) => !file.onDemand);
  expect(kept.sort()).toEqual(needed.map(({ url }) => url).sort());
});

test('the page is isolated from the first visit on, nothing it does is refused, and it can be installed', async ({
  hub,
  browserOnDisk
}) => {
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(hub.url);
  await appShows(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await untilOffline(page);
  await page.reload();
  await appShows(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(complaints).toEqual([]);

  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});

test('the page enforces its policy: no inline script, no text as HTML, no other origin', async ({
  hub,
  browserOnDisk
}) => {
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(hub.url);
  await appShows(page);
  const outcome = await page.evaluate(async () => {
    const refused: string[] = [];
    const element = document.createElement('div');
    try {
      element.innerHTML = '<img src=x onerror="document.title = 1">';
    } catch {
      refused.push('text as HTML');
    }
    try {
      new Worker('/_app/immutable/entry/start.js');
    } catch {
      refused.push('text as a worker address');
    }
    try {
      (
        window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
      ).trustedTypes.createPolicy('another', {});
    } catch {
      refused.push('another policy');
    }
    await fetch('http://elsewhere.example/').catch(() => refused.push('another origin'));
    const script = document.createElement('script');
    try {
      script.textContent = 'window.ran = true';
      document.body.append(script);
    } catch {
      // refused at the assignment already
    }
    if (!('ran' in window)) refused.push('inline script');
    return refused;
  });
  expect(outcome).toEqual([
    'text as HTML',
    'text as a worker address',
    'another policy',
    'another origin',
    'inline script'
  ]);
});

test('a file that is not what the build listed never gets into the app', async ({
  hub,
  browserOnDisk,
  line
}) => {
  const target = listedFiles().find(({ url }) => url.endsWith('mark-192.png'));
  expect(target).toBeDefined();
  line.tamper('/icons/mark-192.png');
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(hub.url);
  await expect
    .poll(() => line.requests.filter(({ url }) => url.endsWith('mark-192.png')).length)
    .toBeGreaterThan(1);
  expect(await workers(page)).toMatchObject({ active: false });
  line.mend();
  await untilOffline(page);
});
