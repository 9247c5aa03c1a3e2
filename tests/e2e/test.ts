import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { Browser } from './browser';
import { Line } from './line';
import { Hub } from './serve';

interface Stage {
  /** The real hub, started on a free port with build/. */
  hub: Hub;
  /** Between browser and hub; fails the test where a request went to another origin. */
  line: Line;
  /** A browser with a profile of its own; `open` starts it. */
  browserOnDisk: Browser;
}

/** Playwright's test with hub, line and a browser whose profile outlives it. */
export const test = base.extend<Stage>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  hub: async ({}, use) => {
    const hub = new Hub();
    await hub.start();
    await use(hub);
    await hub.stop();
  },
  line: async ({ hub }, use) => {
    const line = new Line(() => hub.url);
    await line.open();
    await use(line);
    await line.close();
    expect(line.foreign, 'requests to other origins').toEqual([]);
  },
  browserOnDisk: async ({ line }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'tongzhen-profile-'));
    const browser = new Browser(profile, line);
    await use(browser);
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
export { expect };
