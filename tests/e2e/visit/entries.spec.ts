import { expect, test } from '../test';
import { CHEST_ZH, chip, note, opened, rows, writeNote } from './screen';

test('V11 a pulse of 900 is refused with its limits, and nothing is lost', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  const pulse = page.locator('#vital-pulse');
  await pulse.fill('900');
  await pulse.press('Tab');
  await expect(page.locator('#vital-pulse-says')).toContainText(/\d+ 到 \d+/);
  await expect(pulse).toHaveValue('900');
  await expect(pulse).toHaveAttribute('aria-invalid', 'true');
  await expect(note(page)).toHaveValue(CHEST_ZH);
  await pulse.fill('120');
  await expect(page.locator('#vital-pulse-says')).toContainText('偏高');
  await expect(pulse).toHaveAttribute('aria-invalid', 'false');
});

test('a number that the note cannot mean is named, and the text stays', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, '咳嗽3天，脉搏 900次/分。');
  await expect(page.locator('#note-help')).toContainText('900');
  await expect(note(page)).toHaveValue('咳嗽3天，脉搏 900次/分。');
});

test('V12 ages of 0, 130 and none are taken; others are refused with a message', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, '发热，咳嗽3天。');
  const age = page.getByLabel('年龄', { exact: true });
  for (const [text, refused] of [
    ['0', false],
    ['131', true],
    ['130', false],
    ['-1', true],
    ['six', true],
    ['', false]
  ] as const) {
    await age.fill(text);
    await age.press('Tab');
    await expect(age, text).toHaveAttribute('aria-invalid', String(refused));
    await expect(age).toHaveValue(text);
    await expect(page.locator('#age-problem')).toHaveCount(refused ? 1 : 0);
    await expect(rows(page).first()).toBeVisible();
  }
});

test('age and sex come from the note until they are entered; pregnancy is asked where it may be', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, '女，28岁。尿频、尿痛2天。');
  await expect(page.locator('#age')).toHaveAttribute('placeholder', '28岁');
  await expect(page.getByText('妊娠')).toBeVisible();
  await page.getByRole('group', { name: '性别' }).getByRole('button', { name: '男' }).click();
  await expect(page.getByText('妊娠')).toHaveCount(0);
});

const ODD: readonly (readonly [string, string])[] = [
  ['emoji', '😀 发热😷咳嗽👨‍👩‍👧 3天'],
  ['control characters', '发热\u0007\u001b[31m 咳嗽\u200b\ufeff 3天'],
  ['right-to-left text', '\u202Eمريض\u202C 发热 咳嗽 سعال منذ 3 أيام'],
  ['markup', '<img src=x onerror=alert(1)> 发热 <script>1</script> 咳嗽']
];
test('V13 odd notes are kept and read: emoji, control characters, right-to-left text, markup', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.name));
  for (const [name, text] of ODD) {
    await note(page).fill('');
    await expect(rows(page)).toHaveCount(0);
    await writeNote(page, text);
    await expect(note(page), name).toHaveValue(text);
    await expect(chip(page, 'finding:fever'), name).toBeVisible();
  }
  expect(faults).toEqual([]);
});

test('V14 20,001 characters are kept, and it is said that the last is not read', async ({
  hub,
  browserOnDisk
}) => {
  const page = await opened(hub, browserOnDisk);
  const long = '发热3天，咳嗽，无胸痛。'.repeat(2_000).slice(0, 20_001);
  await writeNote(page, long);
  await expect(page.locator('#note-help')).toContainText('20001');
  await expect(note(page)).toHaveValue(long);
});

test('an empty or unreadable note shows no list, and says what to write', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await expect(page.getByText('写下主诉后，这里每次只问一个最有用的问题。')).toBeVisible();
  await note(page).fill('   \n ');
  await page.waitForTimeout(500);
  await expect(rows(page)).toHaveCount(0);
});

test('a new case is empty and can be taken back', async ({ hub, browserOnDisk }) => {
  const page = await opened(hub, browserOnDisk);
  await writeNote(page, CHEST_ZH);
  await page.getByRole('button', { name: '新病例' }).click();
  await expect(note(page)).toHaveValue('');
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole('button', { name: '撤销', exact: true }).first().click();
  await expect(note(page)).toHaveValue(CHEST_ZH);
  await expect(rows(page).first()).toBeVisible();
});
