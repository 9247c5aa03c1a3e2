import { appShows, untilOffline, workers } from '../app';
import { secondBuild } from '../second-build';
import { expect, test } from '../test';

test('a newer build waits until the user accepts it, then takes over in every tab', async ({
  hub,
  browserOnDisk
}) => {
  test.slow();
  const newer = secondBuild('second');
  try {
    const context = await browserOnDisk.open();
    const page = context.pages()[0] ?? (await context.newPage());
    const build = page.locator('meta[name=build]');
    await page.goto(hub.url);
    await untilOffline(page);
    const other = await context.newPage();
    await other.goto(hub.url);
    await appShows(other);

    await hub.stop();
    await hub.start(newer.folder);
    await page.reload();
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect.poll(() => workers(page)).toMatchObject({ active: true, waiting: true });

    // Not taken: a reload still shows what was there, also without the hub.
    await page.reload();
    await appShows(page);
    expect(await build.count()).toBe(0);

    // At once, while the app still fetches what it is made of: Chromium then often parks the newer build.
    await page.getByRole('button', { name: '现在更新' }).click();
    // Parked, it is asked again every two seconds; the limit only ends a wait that hangs.
    const patient = { timeout: 60_000 };
    await expect(build).toHaveAttribute('content', 'second', patient);
    await expect(other.locator('meta[name=build]')).toHaveAttribute('content', 'second', patient);
    await appShows(page);

    await hub.stop();
    await page.reload();
    await appShows(page);
    expect(await build.getAttribute('content')).toBe('second');
  } finally {
    newer.remove();
  }
});

test('an update that is cut leaves the old build whole', async ({ hub, line, browserOnDisk }) => {
  const newer = secondBuild('second');
  try {
    const context = await browserOnDisk.open();
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(hub.url);
    await untilOffline(page);
    await hub.stop();
    await hub.start(newer.folder);
    line.tamper('/404.html');
    await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined)
    );
    await expect
      .poll(() => line.requests.filter(({ url }) => url.endsWith('/404.html')).length)
      .toBeGreaterThan(2);
    expect(await workers(page)).toMatchObject({ active: true, waiting: false });
    await hub.stop();
    await page.reload();
    await appShows(page);
    expect(await page.locator('meta[name=build]').count()).toBe(0);
  } finally {
    newer.remove();
  }
});
