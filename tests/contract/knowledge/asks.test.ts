import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = 'models/primary-care/vocabulary';

/**
 * Words of a question that yes and no cannot answer. The English ones count only where a question begins:
 * "does it hurt when you swallow?" is answered by yes.
 */
const OPEN = {
  zh: /怎么样|几次|几个|几天一次|还是|哪里|哪儿|哪些|什么时候|什么颜色|多久|多少|多长/,
  en: /(?:^|[.?!,]\s+)(?:and\s+)?(?:how|where|when|which|what|who|why|colour)\b/i
};

/**
 * Words of a question whose yes is health: an honest answer would be kept the wrong way round.
 * "Can you open your mouth?" answered yes would store that the mouth does not open.
 */
const REVERSED = {
  zh: /清楚吗|规律吗|集中吗|正常吗|安全吗|通气吗|记得吗|稳不稳|得好吗|味道吗|兴趣吗|一样吗|避孕吗$|得(?:住|醒|开|起来|出来)吗|能不能|还能|还放屁|能[^,，、?]{0,3}开吗|能闻|有没有降/,
  en: /^(?:can (?:you|the patient|he|she)(?! do less)|are you able|do you remember)\b|^are you still\b|\bnormally\b|\bare you safe\b|\bare your \w+ regular\b|\bgrowing\b/i
};

/** Questions that use such words and are yes-or-no questions all the same, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  hesitancy: '"用力才尿得出来吗": yes is the straining itself'
};
/** Pain asked as 疼不疼 is the finding, unless the finding is the painless sort. */
const PAINLESS = /painless|无痛/;

const rowShape = v.object({ id: v.string(), ask: v.optional(v.object({ zh: v.string(), en: v.string() })) });
const asks = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file): unknown[] => {
    const rows: unknown = parse(readFileSync(path.join(FOLDER, file), 'utf8'));
    return Array.isArray(rows) ? rows : [];
  })
  .flatMap((row) => {
    const read = v.safeParse(rowShape, row);
    return read.success && read.output.ask ? [{ id: read.output.id, ...read.output.ask }] : [];
  });

const marks = (text: string): number => [...text].filter((sign) => sign === '?' || sign === '？').length;
const asked = asks.filter(({ id }) => !(id in EXCEPTIONS));
const shown = ({ id, zh, en }: (typeof asks)[number]): string => `${id}: ${zh} | ${en}`;
const isOpen = (zh: string, en: string): boolean => OPEN.zh.test(zh) || OPEN.en.test(en);
const isReversed = (id: string, zh: string, en: string): boolean =>
  REVERSED.en.test(en) ||
  (REVERSED.zh.test(zh) && !/疼不疼/.test(zh)) ||
  (PAINLESS.test(id) && /疼不疼/.test(zh));

describe('the questions of the findings', () => {
  it('are all here', () => {
    expect(asks.length).toBeGreaterThan(1000);
  });

  it('can be answered by yes or no', () => {
    expect(asked.filter(({ zh, en }) => isOpen(zh, en)).map(shown)).toEqual([]);
  });

  it('are one question each', () => {
    expect(asked.filter(({ zh, en }) => marks(zh) > 1 || marks(en) > 1).map(shown)).toEqual([]);
  });

  it('say by yes that the finding is there', () => {
    expect(asked.filter(({ id, zh, en }) => isReversed(id, zh, en)).map(shown)).toEqual([]);
  });

  it.each([
    ['睡眠怎么样?', 'How is your sleep?'],
    ['夜里起来小便几次?', 'How many times do you get up at night?'],
    ['流鼻涕? 清的还是黄的?', 'Is it clear or yellow?'],
    ['头疼吗?', 'Do you have a headache? Where?']
  ])('the checks flag %s | %s', (zh, en) => {
    expect(isOpen(zh, en)).toBe(true);
  });

  it.each([
    ['no-stool-no-wind', '还放屁吗?大便能出来吗?', 'Have you stopped?'],
    ['trismus', '嘴能张开吗?', 'Is it hard to open the mouth?'],
    ['consciousness-reduced', '叫得醒吗?', 'Is the patient hard to wake?'],
    ['genital-ulcer-painless', '溃疡疼不疼?', 'Is the sore painless?'],
    ['smell-loss', '闻不到味吗?', 'Can you smell normally?']
  ])('the checks flag the question of %s the wrong way round: %s | %s', (id, zh, en) => {
    expect(isReversed(id, zh, en)).toBe(true);
  });
});
