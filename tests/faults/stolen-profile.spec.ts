import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { call, expect, newKey, openPage, test } from './test';

const NAME = '欧阳青锋';
const NOTE = '三天前被狗咬伤左小腿';
const DAY = '2031-07-21';
const PHONE = '13977766655';
/** Written in clear beside the clinic, so that a search that finds nothing at all is noticed. */
const CANARY = '这一行没有封存';

function* filesOf(profile: string): Generator<Buffer> {
  for (const path of readdirSync(profile, { recursive: true, encoding: 'utf8' })) {
    const file = join(profile, path);
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) yield readFileSync(file);
  }
}

/** Files that hold the bytes, or the text in either of the encodings that Chromium stores strings in. */
function hits(profile: string, wanted: string | Buffer): number {
  const forms =
    typeof wanted === 'string'
      ? [Buffer.from(wanted, 'utf8'), Buffer.from(wanted, 'utf16le'), Buffer.from(wanted, 'utf16le').swap16()]
      : [wanted];
  return [...filesOf(profile)].filter((file) => forms.some((form) => file.includes(form))).length;
}

for (const ending of ['closed', 'killed'] as const)
  test(`B21 the profile of a browser that was ${ending} holds no name, no note, no day and no key`, async ({
    hub,
    tablet,
    profile
  }) => {
    const key = newKey();
    const page = await openPage(await tablet.open(), hub.url);
    await call(page, 'makeClinic', key);
    for (let visit = 0; visit < 20; visit++)
      expect(await call(page, 'write', `${NAME}${visit}`, NOTE, DAY, PHONE)).toBe('ok');
    await call(page, 'type', NOTE);
    await call(page, 'see');
    await page.evaluate(
      (text) =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open('canary', 1);
          request.onupgradeneeded = () => request.result.createObjectStore('rows').put(text, 1);
          request.onsuccess = () => resolve();
          request.onerror = () => reject(new Error('not opened'));
        }),
      CANARY
    );
    await page.waitForTimeout(500);
    if (ending === 'closed') await tablet.close();
    else await tablet.kill();

    expect(hits(profile, CANARY), 'the search sees what is in clear').toBeGreaterThan(0);
    for (const text of [NAME, NOTE, DAY, PHONE]) expect(hits(profile, text), text).toBe(0);
    const raw = Buffer.from(key);
    expect(hits(profile, raw)).toBe(0);
    for (const form of [raw.toString('hex'), raw.toString('base64'), key.join(',')])
      expect(hits(profile, form)).toBe(0);
  });
