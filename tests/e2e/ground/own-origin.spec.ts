import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { untilOffline } from '../app';
import { Line } from '../line';
import { expect, test } from '../test';

test('nothing is asked of any other origin, not even by the browser itself', async ({
  hub,
  line,
  browserOnDisk
}) => {
  const context = await browserOnDisk.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(hub.url);
  await untilOffline(page);
  await page.reload();
  expect(line.requests.length).toBeGreaterThan(10);
  expect(line.foreign).toEqual([]);
});

test('the record of requests does catch one to another origin, from a page or a worker', async ({
  browserOnDisk,
  line
}) => {
  // A page of our own without any policy, behind a line of its own.
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>no policy</title><img src="http://elsewhere.example/picture.png">');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const own = new Line(() => origin);
  await own.open();
  try {
    const context = await browserOnDisk.open([], own);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(origin);
    await page.evaluate(async () => {
      const code = 'fetch("http://127.0.0.3:8099/from-a-worker").catch(() => 0).then(() => postMessage(0))';
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      await new Promise((resolve) => worker.addEventListener('message', resolve));
      await fetch('https://secure.example/').catch(() => undefined);
    });
    const caught = own.foreign.map(({ url }) => url);
    expect(caught).toContain('http://elsewhere.example/picture.png');
    expect(caught).toContain('http://127.0.0.3:8099/from-a-worker');
    expect(caught).toContain('https://secure.example:443/');
    expect(line.requests).toEqual([]);
  } finally {
    await browserOnDisk.close();
    await own.close();
    server.close();
  }
});
