import { setTimeout as pause } from 'node:timers/promises';
import { appShows, until, untilOffline, workers } from '../app';
import { listedFiles } from '../second-build';
import { expect, test } from '../test';

/** Bytes per second at which the cut falls into the middle of a part. */
const SLOW = 200_000;

test('a first download that is cut goes on by itself and fetches only what is missing', async ({
  hub,
  line,
  browserOnDisk
}) => {
  const needed = listedFiles().filter((file) => !file.onDemand);
  const large = needed.findLast((file) => file.parts);
  const parts = large?.parts ?? [];
  const [, second] = parts;
  if (!second) throw new Error('the build holds no file in parts');
  const paths = needed.flatMap((file) => (file.parts ?? [file]).map(({ url }) => `/${url}`));
  const pathOf = ({ url }: { url: string }): string => new URL(url).pathname;

  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  line.slow(SLOW);
  // The page's own request for the whole file would be shared; here it is the download's own way that counts.
  line.refuse(`/${large?.url}`);
  await page.goto(hub.url);
  await appShows(page);
  // In the middle of the second part of the last large file: all smaller files are stored by then.
  await until(() =>
    line.requests.some((request) => pathOf(request) === `/${second.url}` && request.bytes > 40_000)
  );
  const before = line.requests.length;
  const complete = line.requests.filter((request) => request.complete).map(pathOf);
  await pause(300);
  line.cut();
  await hub.stop('SIGKILL');
  await expect.poll(async () => (await workers(page)).installing).toBe(false);
  expect((await workers(page)).active).toBe(false);

  await hub.start();
  line.mend();
  await untilOffline(page);

  const fetched = line.requests.slice(before).map(pathOf);
  expect(
    paths.filter((path) => complete.includes(path) && fetched.includes(path)),
    'fetched a second time'
  ).toEqual([]);
  expect(complete).toContain(`/${parts[0]?.url}`);
  expect(fetched).toContain(`/${second.url}`);
});

test('the page is told how far the first download is', async ({ hub, line, browserOnDisk }) => {
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    navigator.serviceWorker.addEventListener('message', ({ data }) => told.push(data));
  });
  line.slow(1_000_000);
  await page.goto(hub.url);
  await untilOffline(page);
  const told = await page.evaluate(
    () => (window as unknown as { told: { type: string; progress?: { done: number; total: number } }[] }).told
  );
  const progress = told.flatMap((message) =>
    message.type === 'progress' && message.progress ? [message.progress] : []
  );
  const total = progress[0]?.total ?? 0;
  expect(progress.at(-1)).toEqual({ done: total, total });
  const done = progress.map((step) => step.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(new Set(done).size).toBeGreaterThan(4);
});

test('what the page fetches by itself during the first visit does not travel a second time', async ({
  hub,
  line,
  browserOnDisk
}) => {
  const large = listedFiles().findLast((file) => file.parts && !file.onDemand);
  if (!large) throw new Error('the build holds no file in parts');
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  line.slow(800_000);
  await page.addInitScript(
    (url) => void fetch(url).then((response) => response.arrayBuffer()),
    `/${large.url}`
  );
  await page.goto(hub.url);
  await untilOffline(page);
  const addresses = [large.url, ...(large.parts ?? []).map(({ url }) => url)].map((url) => `/${url}`);
  const fetched = line.requests
    .map(({ url }) => new URL(url).pathname)
    .filter((path) => addresses.includes(path));
  expect(fetched).toEqual([`/${large.url}`]);
});
