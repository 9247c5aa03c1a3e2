import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLexicon } from '../../../../src/lib/diagnosis/reading/lexicon';
import { read } from '../../../../src/lib/diagnosis/reading/read';
import { MAX_NOTE } from '../../../../src/lib/diagnosis/reading/types';
import { seededRandom } from '../../../../src/lib/kernel';
import * as phrases from './phrases';
import { TEST_PACK } from './test-pack';

const lexicon = buildLexicon(TEST_PACK);
const sentences = Object.values(phrases).flatMap((table) => table.map(([note]) => note));
const ids = new Set(
  [...TEST_PACK.findings, ...TEST_PACK.groups, ...TEST_PACK.measures].map(({ id }) => String(id))
);

/** Any UTF-16, lone surrogates and controls too, mixed with what notes are made of. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(...sentences),
  fc.constantFrom(
    '，',
    '。',
    '、',
    '\n',
    ' ',
    '(-)',
    '(+)',
    '?',
    '无',
    '不',
    'no ',
    'denies ',
    'but ',
    '3天',
    '62岁',
    'T 38',
    '\u202e',
    '\u200d',
    '😀',
    '\ud83d',
    '\udc00',
    '\0',
    '主诉：',
    'PMH:',
    '母亲',
    'if ',
    '既往',
    '昨天',
    '-',
    '/',
    "'",
    '|',
    '~'
  )
);
const anyNote = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

function check(note: string): void {
  const reading = read(note, lexicon);
  const length = Math.min(note.length, MAX_NOTE);
  const spans = [
    ...reading.observations.flatMap(({ source }) => (source.kind === 'note' ? [source.span] : [])),
    ...reading.refused.map(({ span }) => span)
  ];
  for (const [start, end] of spans) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(length);
  }
  for (const { subject, value } of reading.observations) {
    expect(ids.has(subject.id)).toBe(true);
    if (subject.kind === 'measure') expect(Number.isFinite(value)).toBe(true);
  }
  expect(reading.unread).toBeGreaterThanOrEqual(0);
  expect(reading.unread).toBeLessThanOrEqual(1);
}

describe('reading: any text', () => {
  it('never throws, and its spans lie in the text and are not empty', () => {
    fc.assert(fc.property(anyNote, check), { numRuns: 400, seed: 20260 });
  });

  it('takes empty, blank, overlong and broken notes', () => {
    for (const note of [
      '',
      ' ',
      '\n\n',
      '\0',
      '\ud800',
      '。。。',
      '((((',
      '无',
      'no',
      '?',
      'a'.repeat(MAX_NOTE + 1),
      '咳'.repeat(MAX_NOTE + 1)
    ])
      check(note);
  });

  it('reads nothing past the limit', () => {
    const note = `${'。'.repeat(MAX_NOTE)}发热`;
    expect(read(note, lexicon).observations).toEqual([]);
    const straddling = `${'。'.repeat(MAX_NOTE - 1)}发热`;
    expect(read(straddling, lexicon).observations).toEqual([]);
  });

  it('is deterministic, and a lexicon keeps no memory of what it read', () => {
    const fresh = buildLexicon(TEST_PACK);
    fc.assert(
      fc.property(anyNote, (note) => {
        const first = read(note, lexicon);
        expect(read(note, lexicon)).toEqual(first);
        expect(read(note, fresh)).toEqual(first);
      }),
      { numRuns: 100, seed: 7 }
    );
  });
});

describe('reading: a statement does not change what another sentence says', () => {
  it('gives each of two sentences its own observations', () => {
    const plain = [
      '发热3天。',
      '无咳嗽。',
      '腹痛。',
      'No rash.',
      'Headache for two days.',
      'Denies vomiting.'
    ];
    const key = (note: string): readonly string[] =>
      read(note, lexicon).observations.map(({ subject, state, when }) => `${subject.id} ${state} ${when}`);
    for (const one of plain)
      for (const other of plain)
        if (one !== other) expect(key(`${one} ${other}`)).toEqual([...key(one), ...key(other)]);
  });
});

/** Milliseconds of processor time, the least of several runs: what the code takes, not what else the machine does. */
function cost(work: () => void, runs: number): number {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function noteOf(length: number, seed: number): string {
  const random = seededRandom(seed);
  let note = '';
  while (note.length < length) note += `${sentences[Math.floor(random() * sentences.length)] ?? ''}。`;
  return note.slice(0, length);
}

describe('reading: speed', () => {
  const shapes: readonly (readonly [string, (length: number) => string])[] = [
    ['a written note', (length) => noteOf(length, 1)],
    ['one clause without end', (length) => '胸痛咳嗽'.repeat(length / 4)],
    ['one negation without end', (length) => `无${'发热、'.repeat(length / 3)}`.slice(0, length)],
    [
      'English without a stop',
      (length) => 'pain in the chest and cough '.repeat(length / 28 + 1).slice(0, length)
    ],
    ['one character', (length) => '痛'.repeat(length)],
    ['digits', (length) => '1'.repeat(length)],
    ['headings', (length) => '主诉：'.repeat(length / 3 + 1).slice(0, length)],
    ['times', (length) => '3天前'.repeat(length / 3 + 1).slice(0, length)],
    ['negators', (length) => '不无没'.repeat(length / 3 + 1).slice(0, length)],
    ['brackets and marks', (length) => '(-)?'.repeat(length / 4)],
    ['relatives', (length) => '母亲发热'.repeat(length / 4)]
  ];
  it.each(shapes)('grows no faster than the note: %s', (_name, make) => {
    const short = make(2000);
    const long = make(20_000);
    const tenShort = (): void => {
      for (let time = 0; time < 10; time++) read(short, lexicon);
    };
    cost(tenShort, 2);
    // Equal amounts of text: the same for linear work, ten times as much for quadratic; caches and a busy machine double it.
    const rounds = [1, 2, 3].map(() => [cost(tenShort, 2), cost(() => read(long, lexicon), 3)] as const);
    const apart = Math.min(...rounds.map(([parts]) => parts));
    const whole = Math.min(...rounds.map(([, all]) => all));
    expect(whole / Math.max(apart, 5)).toBeLessThan(5);
  });

  it('reads 2,000 characters in well under 20 ms', () => {
    const note = noteOf(2000, 2);
    const once = (): void => {
      read(note, lexicon);
    };
    cost(once, 5);
    expect(cost(once, 9)).toBeLessThan(200);
  });

  it('builds a lexicon of 700 findings and 12,000 phrases in under 150 ms', () => {
    const random = seededRandom(3);
    const words =
      'chest arm leg pain ache sore swelling cough burning stabbing left right upper lower sudden severe red itchy'.split(
        ' '
      );
    const zh = [...'胸腹头背腿手痛痒肿热咳喘晕吐泻麻酸胀红血尿便睡食力'];
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const findings = TEST_PACK.findings.slice(0, 1).flatMap((first) =>
      Array.from({ length: 700 }, (_unused, index) => ({
        ...first,
        id: `made-${String(index)}` as typeof first.id,
        words: {
          zh: Array.from({ length: 8 }, (_also, at) =>
            at === 7
              ? `${pick(zh)}|${pick(zh)} ~ ${pick(zh)}|${pick(zh)}`
              : `${pick(zh)}${pick(zh)}${pick(zh)}${pick(zh)}`
          ),
          en: Array.from({ length: 9 }, (_also, at) =>
            at === 8
              ? `${pick(words)}|${pick(words)} ~ ${pick(words)}`
              : `${pick(words)} ${pick(words)} ${pick(words)}`
          )
        }
      }))
    );
    const pack = { ...TEST_PACK, findings };
    const build = (): void => {
      buildLexicon(pack);
    };
    cost(build, 1);
    expect(cost(build, 6)).toBeLessThan(150);
  });
});
