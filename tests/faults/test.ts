import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { Browser } from '../e2e/browser';
import { Hub } from '../e2e/serve';
import { test as base } from '../e2e/test';
import type { Driver } from './page/driver';
import { storeSite } from './site';

interface Stage {
  /** Folder of the browser's profile. */
  profile: string;
  /** A browser on that profile; started and killed by the test. */
  tablet: Browser;
}

/** Hub and line as in the end-to-end tests, with the store's page in place of the app. */
export const test = base.extend<Stage>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
  hub: async ({}, use) => {
    const hub = new Hub();
    await hub.start(await storeSite());
    await use(hub);
    await hub.stop();
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  profile: async ({}, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'tongzhen-profile-'));
    await use(profile);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  },
  tablet: async ({ line, profile }, use) => {
    const tablet = new Browser(profile, line);
    await use(tablet);
    await tablet.close();
  }
});
export { expect };

/** A key as the unlock would hand it over: it exists in the memory of test and page alone. */
export const newKey = (): number[] => [...crypto.getRandomValues(new Uint8Array(32))];

/** Opens the store's page in a new tab. */
export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'driver' in window);
  return page;
}

type Methods = {
  [K in keyof Driver]: Driver[K] extends (...args: never[]) => unknown ? K : never;
}[keyof Driver];

/** Calls the store in the page. */
export function call<K extends Methods>(
  page: Page,
  method: K,
  ...args: Parameters<Driver[K]>
): Promise<Awaited<ReturnType<Driver[K]>>> {
  return page.evaluate(
    ([name, values]) => {
      const driver = window.driver as unknown as Record<string, (...given: unknown[]) => unknown>;
      return driver[name]?.(...values);
    },
    [method, args] as [string, unknown[]]
  ) as Promise<Awaited<ReturnType<Driver[K]>>>;
}

/** Every name is there three times over: as a patient, with a visit, found by searching; nothing else is. */
export async function expectWhole(page: Page, acknowledged: readonly string[]): Promise<number> {
  const seen = await call(page, 'see');
  expect(seen.damaged).toBe(0);
  expect(seen.findings).toEqual([]);
  const patients = [...seen.patients].sort();
  expect([...seen.visits].sort(), 'torn').toEqual(patients);
  expect([...seen.searchable].sort(), 'torn').toEqual(patients);
  const there = new Set(patients);
  expect(
    acknowledged.filter((name) => !there.has(name)),
    'lost'
  ).toEqual([]);
  return patients.length;
}
