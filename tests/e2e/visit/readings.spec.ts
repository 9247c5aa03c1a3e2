import { expect, test } from '../test';
import { CHEST_ZH, chip, firstRow, note, opened, rows, writeNote } from './screen';

test('a word of the note is flipped by a tap, and the list follows', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  await expect(page.locator('[data-danger]').first()).toBeVisible();
  const before = await firstRow(page);

  // The word lies in a layer under the text field: the tap goes through the field, as a finger's would.
  const word = page.locator('.layer [data-standing=present]', { hasText: '大汗' });
  const box = await word.boundingBox();
  if (!box) throw new Error('the word is not drawn');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const bar = page.locator('[data-flip="finding:sweating"]');
  await bar.getByRole('button', { name: '无', exact: true }).click();
  await expect(chip(page, 'finding:sweating')).toHaveAttribute('data-standing', 'absent');
  await expect(page.locator('.layer [data-standing=absent]', { hasText: '大汗' })).toBeVisible();
  await expect.poll(async () => await firstRow(page)).not.toEqual(before);

  // Undo takes it back, from outside of the note.
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await expect(chip(page, 'finding:sweating')).toHaveAttribute('data-standing', 'present');
  await expect.poll(async () => await firstRow(page)).toEqual(before);
  await expect(note(page)).toHaveValue(CHEST_ZH);
});

test('a reading that was not said counts no more', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  await chip(page, 'finding:fever').click();
  await page.locator('[data-flip="finding:fever"]').getByRole('button', { name: '未提' }).click();
  await expect(chip(page, 'finding:fever')).toHaveAttribute('data-standing', 'withdrawn');
});

test('a finding is added by the initials of its pinyin, with the keyboard alone', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  const search = page.getByRole('combobox', { name: '添加症状体征' });
  await search.fill('fr');
  await expect(page.locator('[role=option][aria-selected=true]')).toHaveAttribute('data-finding', 'fever');
  await search.press('Enter');
  await expect(chip(page, 'finding:fever')).toHaveAttribute('data-standing', 'present');
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });
  await expect(search).toHaveValue('');
});

test('a question is answered, listed and corrected', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, '女，40岁。腹痛1天。');
  const card = page.locator('[data-question]');
  await expect(card).toBeVisible({ timeout: 20_000 });
  const asked = await card.getAttribute('data-question');
  await card.locator('[data-answer=absent]').click();
  await expect.poll(async () => await card.getAttribute('data-question').catch(() => null)).not.toBe(asked);
  await expect(chip(page, `finding:${asked ?? ''}`)).toHaveAttribute('data-standing', 'absent');
  const done = page.locator('.ask .done').first();
  await done.click();
  await page.locator('.ask li').getByRole('button', { name: '有', exact: true }).click();
  await expect(chip(page, `finding:${asked ?? ''}`)).toHaveAttribute('data-standing', 'present');
});

test('reasons stand beside each condition, as a chart and as a table', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  const first = rows(page).first();
  await first.getByRole('button').first().click();
  const detail = page.locator('[data-detail]');
  await expect(detail.getByRole('img')).toBeVisible();
  await expect(detail.locator('rect.for').first()).toBeVisible();
  await detail.getByText('用表格看').click();
  await expect(detail.getByRole('row').filter({ hasText: '支持' }).first()).toBeVisible();
  await expect(detail.getByText('什么会改变次序')).toBeVisible();
});

test('the other base rate gives another list at once', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, '男，30岁。发热1天，咳嗽。');
  const shares = () => page.locator('[data-condition] .share').allInnerTexts();
  const clinic = await shares();
  await page.getByRole('button', { name: '各病等可能' }).click();
  await expect.poll(shares).not.toEqual(clinic);
});
