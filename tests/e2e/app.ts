import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';

/** How the app's copy on the device stands, asked of the browser itself. */
export function workers(page: Page): Promise<{ active: boolean; waiting: boolean; installing: boolean }> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return {
      active: registration?.active?.state === 'activated',
      waiting: Boolean(registration?.waiting),
      installing: Boolean(registration?.installing)
    };
  });
}

/** Waits until the whole app is on the device and serves this page. */
export async function untilOffline(page: Page): Promise<void> {
  await expect.poll(() => workers(page), { timeout: 45_000 }).toMatchObject({ active: true });
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** Waits for a condition outside the page. */
export async function until(condition: () => boolean, milliseconds = 30_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms`);
    await pause(20);
  }
}

/** The app has started: words are drawn. */
export async function appShows(page: Page): Promise<void> {
  await expect(page.locator('#app')).toHaveText(/\p{Letter}/u, { useInnerText: true });
}
