import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { untilOffline } from '../app';
import { expect, test } from '../test';

// Invented notes.
const ZH =
  '女，28岁。尿频、尿急、尿痛2天，下腹部隐痛，今晨排尿末见少许血尿。无发热，无腰痛。查体：T 36.8℃ P 82次/分 BP 112/70mmHg。';
const EN =
  'A 64-year-old man woke with pressing central chest pain two hours ago, spreading to his left arm, with sweating and nausea. He smokes. No cough, no fever. BP 152/94, pulse 98.';

const first = (page: Page) => page.locator('ol > li').first();

async function write(page: Page, note: string): Promise<void> {
  await page.locator('textarea').fill(note);
}

async function begin(browser: {
  open(): Promise<{ pages(): Page[]; newPage(): Promise<Page> }>;
}): Promise<Page> {
  const context = await browser.open();
  return context.pages()[0] ?? (await context.newPage());
}

test('V1 a note in each language gives a differential with its reasons', async ({ hub, browserOnDisk }) => {
  const page = await begin(browserOnDisk);
  await page.goto(hub.url);
  await write(page, ZH);
  await expect(first(page)).toContainText('膀胱炎', { timeout: 20_000 });
  await write(page, EN);
  await expect(first(page)).toContainText('心肌梗死');
  await first(page).getByRole('button').first().click();
  await expect(page.locator('[data-detail] svg').first()).toBeVisible();
  await expect(page.getByText('压榨样').first()).toBeVisible();
});

test('V2 the same with the server gone and the browser killed', async ({ hub, browserOnDisk }) => {
  const page = await begin(browserOnDisk);
  await page.goto(hub.url);
  await untilOffline(page);
  await hub.stop('SIGKILL');
  await browserOnDisk.kill();
  const again = await begin(browserOnDisk);
  await again.goto(hub.url);
  await write(again, ZH);
  await expect(first(again)).toContainText('膀胱炎', { timeout: 20_000 });
});

test('V4 a killed worker restarts and the next note is answered', async ({ hub, browserOnDisk }) => {
  const page = await begin(browserOnDisk);
  await page.goto(hub.url);
  await write(page, ZH);
  await expect(first(page)).toContainText('膀胱炎', { timeout: 20_000 });
  const worker = page.workers()[0];
  expect(worker).toBeDefined();
  await worker?.evaluate(() => self.close()).catch(() => undefined);
  await write(page, EN);
  await expect(first(page)).toContainText('心肌梗死', { timeout: 40_000 });
});

test('V5 axe finds nothing, empty and with a list, in both languages', async ({ hub, browserOnDisk }) => {
  const page = await begin(browserOnDisk);
  await page.goto(hub.url);
  const clean = async () =>
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await expect(page.locator('textarea')).toBeVisible({ timeout: 20_000 });
  await clean();
  await write(page, EN);
  await expect(first(page)).toContainText('心肌梗死', { timeout: 20_000 });
  await clean();
  await page.getByRole('button', { name: '界面语言改为英语' }).click();
  await expect(first(page)).toContainText('myocardial infarction');
  await expect(page.locator('textarea')).toHaveValue(EN);
  await clean();
});
