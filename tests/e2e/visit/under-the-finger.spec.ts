import { expect, test } from '../test';
import { CHEST_ZH, chip, note, opened, writeNote } from './screen';

test('no question changes under the finger: a double tap answers one', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, '女，40岁。腹痛1天。');
  const answer = page.locator('[data-question] [data-answer=absent]');
  await expect(answer).toBeEnabled({ timeout: 20_000 });
  const asked = await page.locator('[data-question]').getAttribute('data-question');
  // Each question that stood with live buttons, in the order of the frames.
  await page.evaluate(() => {
    const live: string[] = [];
    const look = () => {
      const card = document.querySelector('[data-question]');
      const button = card?.querySelector('[data-answer=absent]');
      const id = card?.getAttribute('data-question') ?? '';
      if (button?.getAttribute('aria-disabled') === 'false' && live.at(-1) !== id) live.push(id);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { live });
  });
  const box = await answer.boundingBox();
  if (!box) throw new Error('the answer is on the screen');
  const at = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await page.mouse.click(...at);
  await page.mouse.click(...at);
  await page.waitForTimeout(120);
  await page.mouse.click(...at);
  await expect(page.locator('.ask .done')).toHaveCount(1);
  await expect(chip(page, `finding:${asked ?? ''}`)).toHaveAttribute('data-standing', 'absent');
  await expect(answer).toBeEnabled();
  await expect(page.locator('.ask .done')).toHaveCount(1);
  const live = await page.evaluate(() => (window as unknown as { live: string[] }).live);
  expect(live).toHaveLength(2);
  expect(live[0]).toBe(asked);
});

test('one editor at a time; Escape gives the focus back to its chip', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  const one = chip(page, 'finding:fever');
  await one.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-flip] button').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-flip]')).toHaveCount(0);
  await expect(one).toBeFocused();
  await one.click();
  const word = page.locator('.layer [data-start]').first();
  const box = await word.boundingBox();
  if (!box) throw new Error('a word was read');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.locator('.note [data-flip]')).toBeVisible();
  await expect(page.locator('[data-flip]')).toHaveCount(1);
});

for (const size of [
  { width: 360, height: 740 },
  { width: 640, height: 400 }
])
  test(`danger signs leave the screen to the visit at ${size.width} x ${size.height}`, async ({
    hub,
    browserOnDisk
  }) => {
    const page = await opened(hub, browserOnDisk, size);
    await writeNote(
      page,
      '男，58岁。胸骨后压榨样疼痛2小时，伴大汗。呼吸困难，咯血，黑便，呕血，抽搐，意识障碍，晕厥。突发剧烈头痛，颈强直，偏瘫。BP 70/40mmHg，SpO2 80%，T 41℃，P 150次/分。'
    );
    const banner = page.locator('.banner');
    await expect(banner).toBeVisible();
    const height = async () => (await banner.boundingBox())?.height ?? 0;
    expect(await height()).toBeLessThanOrEqual(size.height / 3 + 1);
    const more = banner.locator('.more');
    await more.click();
    expect(await height()).toBeLessThanOrEqual(size.height / 3 + 1);
    const signs = banner.locator('[data-danger]');
    const count = await signs.count();
    expect(count).toBeGreaterThan(3);
    for (let at = 1; at < count; at += 1) {
      await signs.nth(at).getByRole('button').press('Enter');
      await expect(signs.nth(at).locator('.advice')).toBeVisible();
    }
  });

test('nothing lies below the fold of a wide screen, and a reload asks first', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(800);
  const asked = new Promise<string>((resolve) => {
    page.once('dialog', (dialog) => {
      resolve(dialog.type());
      void dialog.accept();
    });
  });
  await note(page).click();
  await page.reload();
  expect(await asked).toBe('beforeunload');
});
