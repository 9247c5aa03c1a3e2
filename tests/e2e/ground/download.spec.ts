import { appShows, until, untilOffline, workers } from '../app';
import { listedFiles } from '../second-build';
import { expect, test } from '../test';

const SLOW = 60_000;

test('a first download that is cut goes on by itself and fetches only what is missing', async ({
  hub,
  line,
  browserOnDisk
}) => {
  const needed = listedFiles().filter((file) => !file.onDemand);
  const largest = [...needed].sort((a, b) => b.bytes - a.bytes)[0];
  if (!largest) throw new Error('nothing to download');
  const isLargest = ({ url }: { url: string }): boolean => url.endsWith(largest.url);

  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(hub.url);
  await appShows(page);
  // The files come smallest first, so at the beginning of the largest all others are stored.
  line.slow(SLOW);
  await until(() =>
    line.requests.some((request) => isLargest(request) && request.bytes > largest.bytes / 10)
  );
  line.cut();
  await hub.stop('SIGKILL');
  await expect.poll(async () => (await workers(page)).installing).toBe(false);
  expect((await workers(page)).active).toBe(false);

  const before = line.requests.length;
  const [broken] = line.requests.filter(isLargest);
  await hub.start();
  line.mend();
  await untilOffline(page);

  const fetched = line.requests.slice(before).map(({ url }) => new URL(url).pathname.slice(1));
  const again = needed.map(({ url }) => url).filter((url) => url !== largest.url && fetched.includes(url));
  expect(again, 'files fetched a second time').toEqual([]);
  const [resumed] = line.requests.slice(before).filter(isLargest);
  expect(resumed?.range, 'the large file goes on where it stopped').toMatch(/^bytes=[1-9]\d*-/);
  expect((broken?.bytes ?? 0) + (resumed?.bytes ?? 0)).toBeLessThan(largest.bytes * 1.1);
});

test('the page is told how far the first download is', async ({ hub, line, browserOnDisk }) => {
  const total = listedFiles().reduce((sum, { bytes, onDemand }) => sum + (onDemand ? 0 : bytes), 0);
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    navigator.serviceWorker.addEventListener('message', ({ data }) => told.push(data));
  });
  await page.goto(hub.url);
  line.slow(1_000_000);
  await untilOffline(page);
  const told = await page.evaluate(
    () => (window as unknown as { told: { type: string; progress?: { done: number; total: number } }[] }).told
  );
  const progress = told.flatMap((message) =>
    message.type === 'progress' && message.progress ? [message.progress] : []
  );
  expect(progress.at(-1)).toEqual({ done: total, total });
  const done = progress.map((step) => step.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(progress.length).toBeGreaterThan(2);
});
