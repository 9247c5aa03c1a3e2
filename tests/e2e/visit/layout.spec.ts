import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../test';
import { CHEST_ZH, COUGH_EN, note, opened, rows, writeNote } from './screen';

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  ).toEqual([]);
}

test('the language changes at once, and the note with all that was decided stays', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, COUGH_EN);
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { name: 'Differential' })).toBeVisible();
  await expect(note(page)).toHaveValue(COUGH_EN);
  expect(await page.locator('main').innerText()).not.toMatch(/\p{Script=Han}/u);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('V8 360 px: four tabs, with the danger banner above each', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk, { width: 360, height: 740 });
  await writeNote(page, CHEST_ZH);
  for (const name of ['病史', '提问', '鉴别', '处理']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    await expect(page.getByRole('tabpanel')).toHaveCount(1);
    await expect(page.locator('[data-danger]').first()).toBeInViewport();
    await accessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
  // English words are longer: a reading once widened the whole screen.
  await page.getByRole('tab', { name: '病史' }).click();
  await page.getByRole('button', { name: /English/ }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('every target is at least 48 px high, and nothing is cut off at 360 px', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk, { width: 360, height: 740 });
  await writeNote(page, CHEST_ZH);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, summary, [role=tab]')]
      .filter((element) => element.offsetParent !== null)
      .map((element) => ({ text: element.innerText, ...element.getBoundingClientRect().toJSON() }))
      .filter(({ height, width }) => height < 47.5 || width < 40)
  );
  expect(small).toEqual([]);
});

test('V9 the whole way with the keyboard alone', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // "skip to the history"
  await expect(note(page)).toBeFocused();
  await page.keyboard.insertText(CHEST_ZH);
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-chip'));
  for (let step = 0; step < 12 && (await focused()) === null; step += 1) await page.keyboard.press('Tab');
  expect(await focused()).not.toBeNull();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-flip]')).toBeVisible();
  const onRow = () => page.evaluate(() => document.activeElement?.classList.contains('row') ?? false);
  for (let step = 0; step < 80 && !(await onRow()); step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-detail]').getByRole('img')).toBeVisible();
});

test('dark, tablet upright, with reasons open: no fault for axe @long', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk, { width: 800, height: 1280 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await writeNote(page, CHEST_ZH);
  await rows(page).first().getByRole('button').first().click();
  await expect(page.locator('[data-detail]').getByRole('img')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: /外观/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await accessible(page);
});

test('V10 nothing of a patient is left in storage, address or log', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await writeNote(page, `${CHEST_ZH}王秀兰`);
  const kept = await page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      (await indexedDB.databases()).map(({ name }) => name),
      location.href,
      window.name,
      document.cookie
    ])
  );
  expect(kept + said.join()).not.toMatch(/胸骨后|王秀兰|大汗/);
  expect(said).toEqual([]);
});
