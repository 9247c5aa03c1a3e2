import type { Locator, Page } from '@playwright/test';
import type { Browser } from '../browser';
import { expect } from '../test';
import type { Hub } from '../serve';

/** Invented notes; nobody's. */
export const CHEST_ZH = '男，58岁。胸骨后压榨样疼痛2小时，向左上肢放射，伴大汗、恶心。无发热，无咳嗽。';
export const COUGH_EN =
  'A 34-year-old woman with fever and cough for 3 days, yellow sputum and sharp chest pain on breathing in. No leg swelling.';

/** The app open on a tablet, ready to be written in. */
export async function opened(
  hub: Hub,
  browser: Browser,
  size: { width: number; height: number } = { width: 1280, height: 800 }
): Promise<Page> {
  const context = await browser.open();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize(size);
  await page.goto(hub.url);
  await expect(note(page)).toBeVisible({ timeout: 20_000 });
  return page;
}

export const note = (page: Page): Locator => page.locator('#note');
export const chip = (page: Page, key: string): Locator => page.locator(`[data-chip="${key}"]`);
export const rows = (page: Page): Locator => page.locator('[data-condition]');

/** Writes a note and waits for its list. */
export async function writeNote(page: Page, text: string): Promise<void> {
  await note(page).fill(text);
  await expect(rows(page).first()).toBeAttached({ timeout: 20_000 });
}

/** The first condition and its probability as written. */
export async function firstRow(page: Page): Promise<{ id: string; share: string }> {
  const first = rows(page).first();
  return {
    id: (await first.getAttribute('data-condition')) ?? '',
    share: await first.locator('.share').first().innerText()
  };
}
