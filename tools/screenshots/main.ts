/** npm run screenshots: the pictures of README, taken of build/ as the hub serves it, into docs/pictures. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startLocalHub } from '../local-hub';
import { CHROMIUM_FLAGS, chromiumPath } from '../test/chromium.mjs';

const FOLDER = 'docs/pictures';

interface Picture {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
  readonly language: 'zh' | 'en';
  readonly prepare: (page: Page) => Promise<void>;
}

/** The app's own example notes, by their order on the empty screen. */
async function example(page: Page, order: 0 | 1): Promise<void> {
  await page.locator('.examples button').nth(order).click();
  await page.locator('[data-condition]').first().waitFor({ state: 'attached' });
  await page.locator('[data-backend=model]').waitFor({ state: 'attached' });
}

async function reasons(page: Page): Promise<void> {
  await page.locator('[data-condition] .row').first().click();
  await page.locator('[data-detail] svg').first().waitFor();
}

const PICTURES: readonly Picture[] = [
  {
    name: 'visit-zh',
    size: { width: 1280, height: 800 },
    language: 'zh',
    prepare: async (page) => {
      await example(page, 0);
      await reasons(page);
    }
  },
  {
    name: 'visit-en-dark',
    size: { width: 1280, height: 800 },
    dark: true,
    language: 'en',
    prepare: async (page) => {
      await example(page, 1);
      await reasons(page);
    }
  },
  { name: 'empty-zh', size: { width: 1280, height: 800 }, language: 'zh', prepare: () => Promise.resolve() },
  {
    name: 'phone-zh',
    size: { width: 360, height: 740 },
    language: 'zh',
    prepare: async (page) => {
      await example(page, 0);
      await page.locator('#tab-differential').click();
    }
  }
];

async function run(): Promise<void> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('no Chromium on the PATH');
  mkdirSync(FOLDER, { recursive: true });
  const hub = await startLocalHub();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    for (const { name, size, dark, language, prepare } of PICTURES) {
      const context = await browser.newContext({
        viewport: size,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        locale: 'zh-CN'
      });
      const page = await context.newPage();
      await page.goto(hub.url);
      await page.locator('#note').waitFor();
      if (language === 'en') await page.getByRole('button', { name: /English/ }).click();
      await prepare(page);
      // The first download is over, so that every picture shows the same state of the device.
      await page.locator('.app[data-offline=ready]').waitFor({ timeout: 60_000 });
      const file = path.join(FOLDER, `${name}.png`);
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      console.log(`${file}: ${Math.round(statSync(file).size / 1024)} KB`);
      await context.close();
    }
  } finally {
    await browser.close();
    await hub.stop();
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
