import type { Page } from '@playwright/test';
import { startLocalHub } from '../../tools/local-hub';
import { medianOf, printRow } from './row';
import { slowProcesses } from './slow-process';
import { Tablet, takeJobs } from './tablet';

const SLOWED = 6;
const ANSWERS = 15;
const STARTS = 3;
/** Between two answers: a list that still moves from the one before is drawn later, and nobody presses that fast. */
const PAUSE_MS = 400;

/** Milliseconds of a fixed piece of work on the page: how much slower "6x slowed" really is. */
const work = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const begin = performance.now();
    let sum = 0;
    for (let n = 0; n < 30_000_000; n += 1) sum = (sum + n * n) % 1_000_003;
    return sum < 0 ? NaN : performance.now() - begin;
  });

/** From pressing an answer to the differential drawn with it, in the page's own time. */
const pressed = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (button) =>
      new Promise<number>((resolve, reject) => {
        const list = document.querySelector('#differential-title')?.closest('section');
        const press = document.querySelector<HTMLElement>(button);
        if (!list || !press) return reject(new Error(`no ${button} or no list`));
        const begin = performance.now();
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now() - begin);
        });
        observer.observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
        press.click();
      }),
    selector
  );

const idle = (page: Page) => page.locator('.app[data-engine=ready]').waitFor({ timeout: 60_000 });

/** Answers questions of the example case and takes each back: medians of the list drawn and of questions ranked. */
async function oneFinding(page: Page): Promise<{ drawn: number; ranked: number }> {
  await takeJobs(page, 'rank');
  const drawn: number[] = [];
  for (let n = 0; n < ANSWERS; n += 1) {
    for (const button of ['[data-answer=present]', '[data-undo]']) {
      await page.locator(button).waitFor();
      drawn.push(await pressed(page, button));
      await idle(page);
      await page.waitForTimeout(PAUSE_MS);
    }
  }
  return { drawn: medianOf(drawn), ranked: medianOf(await takeJobs(page, 'rank')) };
}

/**
 * Slows the whole browser so that the fixed piece of work takes six times as long: what stopping and starting itself
 * costs is found with a first try and taken off.
 */
async function slow(page: Page, tablet: Tablet): Promise<{ times: number; release: () => void }> {
  await work(page);
  const free = await work(page);
  const firstTry = slowProcesses(tablet.group, SLOWED);
  const found = (await work(page)) / free;
  firstTry();
  const release = slowProcesses(tablet.group, (SLOWED * SLOWED) / found);
  return { times: (await work(page)) / free, release };
}

/** Opens the app without any server: to a note that can be written and is read, and to the model ready. */
async function coldStart(
  tablet: Tablet,
  url: string
): Promise<{ usable: number; model: number; times: number }> {
  const page = await tablet.open();
  await page.goto('about:blank');
  const { times, release } = await slow(page, tablet);
  try {
    await page.goto(url, { waitUntil: 'commit' });
    const since = (selector: string) =>
      page
        .locator(selector)
        .waitFor({ timeout: 120_000 })
        .then(() => page.evaluate(() => performance.now()));
    const usable = since('#note:not([disabled])');
    const model = since('.app[data-engine=ready]');
    return { usable: await usable, model: await model, times };
  } finally {
    release();
    await tablet.close();
  }
}

const row = (name: string, value: number, target: string, unit = 'ms') =>
  printRow({ name, value, unit, target });

/** What only a browser can tell: the screen, the worker, memory, a start without any server. */
export async function browserRows(): Promise<void> {
  const hub = await startLocalHub();
  const tablet = new Tablet();
  try {
    const page = await tablet.open();
    await page.goto(hub.url);
    await page.locator('.app[data-offline=ready]').waitFor({ timeout: 120_000 });
    await page.locator('.examples button').first().click();
    await idle(page);
    const free = await oneFinding(page);
    row('browser: differential after one changed finding', free.drawn, 'under 20');
    row('browser: ranking all next questions', free.ranked, 'under 100');
    row(
      'browser: renderer memory in a visit',
      (await tablet.rendererMegabytes())[0] ?? NaN,
      'under 300',
      'MB'
    );
    const { times, release } = await slow(page, tablet);
    row('slowed: a fixed piece of work', times, '6', 'x');
    try {
      const slowed = await oneFinding(page);
      row('slowed: differential after one changed finding', slowed.drawn, 'under 150');
      row('slowed: ranking all next questions', slowed.ranked, 'under 700');
    } finally {
      release();
    }
    await tablet.close();
    await hub.stop();
    const starts: Awaited<ReturnType<typeof coldStart>>[] = [];
    for (let n = 0; n < STARTS; n += 1) starts.push(await coldStart(tablet, hub.url));
    const of = (key: 'usable' | 'model' | 'times') => medianOf(starts.map((start) => start[key]));
    row('slowed: a fixed piece of work, at the start', of('times'), '6', 'x');
    row('slowed: cold start offline to a usable visit', of('usable'), 'under 3000');
    row('slowed: cold start offline to the model ready', of('model'), 'under 8000');
  } finally {
    await tablet.throwAway();
    await hub.stop();
  }
}
