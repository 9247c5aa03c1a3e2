import { untilOffline, workers } from '../app';
import { listedFiles, secondBuild } from '../second-build';
import { expect, test } from '../test';
import { CHEST_ZH, chip, COUGH_EN, firstRow, note, opened, rows, writeNote } from './screen';

test('V3 a damaged model is refused: plain inference answers and says so', async ({
  hub,
  line,
  browserOnDisk
}) => {
  const model = listedFiles().find(({ url }) => url.endsWith('.onnx'));
  if (!model) throw new Error('the build lists no model');
  line.tamper(`/${model.url}`);
  const page = await opened(hub, browserOnDisk);
  await expect(page.locator('[data-engine=refused]').first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('模型未启用，由基础推理作答')).toBeVisible();
  await writeNote(page, CHEST_ZH);
  await expect(page.locator('[data-backend=plain]')).toBeVisible();
  expect((await firstRow(page)).share).toMatch(/%/);
});

test('the model answers once it is there, and says so', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  await expect(page.locator('[data-backend=model]')).toBeVisible({ timeout: 30_000 });
});

test('V6 after three deaths of the worker the page itself answers, and says so @long', async ({
  hub,
  browserOnDisk
}) => {
  test.setTimeout(120_000);
  const page = await opened(hub, browserOnDisk);
  const notes = [CHEST_ZH, COUGH_EN, CHEST_ZH];
  for (const [death, text] of notes.entries()) {
    await expect.poll(() => page.workers().length).toBe(1);
    await page
      .workers()[0]
      ?.evaluate(() => self.close())
      .catch(() => undefined);
    await note(page).fill(`${text}${' '.repeat(death)}`);
    await expect.poll(() => page.workers().length, { timeout: 30_000 }).toBe(death === 2 ? 0 : 1);
  }
  await expect(page.getByText('后台计算中断了三次')).toBeVisible({ timeout: 30_000 });
  await expect(rows(page).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-backend=plain]')).toBeVisible();
  await expect(note(page)).toHaveValue(/胸骨后/);
});

test('V7 an update that the doctor accepts keeps the open case', async ({ hub, browserOnDisk }) => {
  const newer = secondBuild('second');
  try {
    const page = await opened(hub, browserOnDisk);
    await untilOffline(page);
    await hub.stop();
    await hub.start(newer.folder);
    await writeNote(page, CHEST_ZH);
    await chip(page, 'finding:fever').click();
    await page
      .locator('[data-flip="finding:fever"]')
      .getByRole('button', { name: '有', exact: true })
      .click();
    await page.locator('#vital-pulse').fill('88');
    await page.locator('#vital-pulse').press('Tab');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect.poll(() => workers(page)).toMatchObject({ waiting: true });
    const before = await firstRow(page);

    await page.getByRole('button', { name: '现在更新' }).click();
    await expect(page.locator('meta[name=build]')).toHaveAttribute('content', 'second');
    await expect(note(page)).toHaveValue(CHEST_ZH, { timeout: 20_000 });
    await expect(chip(page, 'finding:fever')).toHaveAttribute('data-standing', 'present');
    await expect(page.locator('#vital-pulse')).toHaveValue('88');
    await expect.poll(async () => (await firstRow(page)).id, { timeout: 20_000 }).toBe(before.id);
    expect(await page.evaluate(() => window.name)).toBe('');
  } finally {
    newer.remove();
  }
});
