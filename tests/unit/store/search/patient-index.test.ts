import { seededRandom } from '$part/kernel';
import type { PatientEntry } from '$part/store/search/entry';
import { loadNameKeys } from '$part/store/search/name-keys';
import { PatientIndex } from '$part/store/search/patient-index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const nameKeys = await loadNameKeys();
const clock = { now: () => Date.UTC(2026, 5, 1) };
const patient = (id: string, name: string, more: Partial<PatientEntry> = {}): PatientEntry => ({
  id,
  name,
  keys: nameKeys(name),
  numbers: [],
  sex: 'female',
  ...more
});
const people = [
  patient('zhang-san', '张三', {
    numbers: ['51302119640307123x', '13800138000'],
    birthYear: 1964,
    village: '李庄',
    lastVisit: 5
  }),
  patient('zhang-sanfeng', '张三丰', { birthYear: 1990, village: '石桥', lastVisit: 9 }),
  patient('zhao-shan', '赵山', { birthYear: 1963, village: '石桥' }),
  patient('zhang-xiaoming', '张小明', { lastVisit: 2 }),
  patient('li-zhang', '李张', {}),
  patient('shan-yun', '单云', {}),
  patient('lv-mei', '吕梅', {}),
  patient('maimaiti', '买买提·吐尔逊', {}),
  patient('smith', 'John Smith', {}),
  patient('mary-li', 'Mary李', {})
];
const index = new PatientIndex(clock, people);
const ids = (query: string, limit = 10) => index.find(query, limit).map(({ entry }) => entry.id);

describe('finding a patient', () => {
  it('by characters anywhere in the name, the whole name first, then its beginning', () => {
    expect(ids('张三')).toEqual(['zhang-san', 'zhang-sanfeng']);
    expect(ids('张')).toEqual(['zhang-sanfeng', 'zhang-san', 'zhang-xiaoming', 'li-zhang']);
    expect(ids('小明')).toEqual(['zhang-xiaoming']);
    expect(ids('提吐')).toEqual(['maimaiti']);
    expect(ids('买买提·吐')).toEqual(['maimaiti']);
  });

  it('by full pinyin, initials and mixtures', () => {
    expect(ids('zhangsan')).toEqual(['zhang-san', 'zhang-sanfeng']);
    expect(ids('zhang san')).toEqual(['zhang-san', 'zhang-sanfeng']);
    expect(ids('ZHANGS')).toEqual(['zhang-sanfeng', 'zhang-san']);
    // Initials of the whole name, the later visit first, before initials of a part.
    expect(ids('zs')).toEqual(['zhang-san', 'zhao-shan', 'zhang-sanfeng']);
    expect(ids('zxm')).toEqual(['zhang-xiaoming']);
    expect(ids('zhxm')).toEqual(['zhang-xiaoming']);
    expect(ids('zhangxming')).toEqual(['zhang-xiaoming']);
    expect(ids('xming')).toEqual(['zhang-xiaoming']);
    expect(ids('ｚｈａｎｇ小')).toEqual(['zhang-xiaoming']);
    expect(ids('张xm')).toEqual(['zhang-xiaoming']);
    expect(ids('xm张')).toEqual([]);
  });

  it('by every reading of a surname, and ü as v, u or ü', () => {
    for (const query of ['shanyun', 'danyun', 'sy', 'dy']) expect(ids(query)).toEqual(['shan-yun']);
    for (const query of ['lvmei', 'lumei', 'lümei', 'lm']) expect(ids(query)).toEqual(['lv-mei']);
  });

  it('by names in other letters', () => {
    expect(ids('smith')).toEqual(['smith']);
    expect(ids('js')).toEqual(['smith']);
    expect(ids('john smith')).toEqual(['smith']);
    expect(ids('mary李')).toEqual(['mary-li']);
    expect(ids('ml')).toEqual(['mary-li']);
  });

  it('by the end of a number, from four digits on, and by the whole', () => {
    for (const query of ['8000', '138 0013 8000', '138-0013-8000', '123X', '7123x', '51302119640307123X'])
      expect(ids(query)).toEqual(['zhang-san']);
    expect(ids('000')).toEqual([]);
    expect(ids('1380')).toEqual([]);
    const short = new PatientIndex(clock, [patient('kept', '王一', { numbers: ['138000'] })]);
    expect(short.find('13800138000', 5)).toHaveLength(1);
    expect(short.find('13800138001', 5)).toHaveLength(0);
  });

  it('by village, year of birth or age beside the name, not without it', () => {
    expect(ids('zs 李庄')).toEqual(['zhang-san']);
    expect(ids('石桥 zs')).toEqual(['zhao-shan', 'zhang-sanfeng']);
    // 62 in 2026: born 1964, or 1963 before the birthday.
    expect(ids('zs 62')).toEqual(['zhang-san', 'zhao-shan']);
    expect(ids('zs 62岁 石桥')).toEqual(['zhao-shan']);
    expect(ids('zs 1964')).toEqual(['zhang-san']);
    expect(ids('zs 1964年')).toEqual(['zhang-san']);
    for (const query of ['62', '1964', '石桥', '石桥 62', 'zs 高庄']) expect(ids(query)).toEqual([]);
  });

  it('gives nothing for nothing, and no more than asked for', () => {
    for (const query of ['', '   ', '·', '查无此人', 'zzz']) expect(ids(query)).toEqual([]);
    expect(ids('z', 2)).toHaveLength(2);
    expect(ids('z', 0)).toEqual([]);
  });

  it('takes hostile names and queries without hanging', () => {
    const name = 'aaaaaaaaaa '.repeat(200);
    const hostile = new PatientIndex(clock, [patient('a', name, { keys: [name.trim()] })]);
    const begin = performance.now();
    expect(hostile.find('a'.repeat(29) + 'b', 5)).toEqual([]);
    expect(hostile.find('a'.repeat(29), 5)).toHaveLength(1);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});

describe('what changed since the blocks were written', () => {
  it('adds, replaces and removes', () => {
    const changing = new PatientIndex(clock, people);
    const found = (query: string) => changing.find(query, 10).map(({ entry }) => entry.id);
    changing.put(patient('new', '周新'));
    expect(found('zx')).toContain('new');
    changing.put(patient('new', '吴旧'));
    expect(found('zx')).not.toContain('new');
    expect(found('wj')).toEqual(['new']);
    expect(changing.get('new')?.name).toBe('吴旧');
    expect(changing.size).toBe(people.length + 1);
    expect(changing.remove('zhang-san')).toBe(true);
    expect(changing.remove('zhang-san')).toBe(false);
    expect(found('张三')).toEqual(['zhang-sanfeng']);
    expect(found('wj')).toEqual(['new']);
    expect(changing.size).toBe(people.length);
  });

  it('leads from a merged patient to the one it became', () => {
    const merged = new PatientIndex(clock, [
      patient('kept', '陈红'),
      patient('gone', '陈虹', { mergedInto: 'kept' }),
      patient('first', '程宏', { mergedInto: 'gone' })
    ]);
    expect(merged.find('陈虹', 5)).toEqual([{ entry: merged.get('kept'), via: merged.get('gone') }]);
    expect(merged.find('程宏', 5).map(({ entry, via }) => [entry.id, via?.id])).toEqual([['kept', 'first']]);
    // By its own name it is found once, and by itself.
    expect(merged.find('陈', 5)).toEqual([{ entry: merged.get('kept') }]);
    merged.remove('kept');
    expect(merged.find('程宏', 5).map(({ entry }) => entry.id)).toEqual(['gone']);
    merged.put(patient('gone', '陈虹', { mergedInto: 'first' }));
    expect(merged.find('程宏', 5).map(({ entry }) => entry.id)).toEqual(['first']);
  });
});

describe('for any names and queries', () => {
  const letters = fc.constantFrom(...'张三李小明单乐女吕Abzsxmgnauvi·ü 1234X石桥庄𬱖');
  const text = fc.oneof(
    fc.string({ unit: letters, maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 12 })
  );

  it('never throws, and gives the same again', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), text, (names, query) => {
        const any = new PatientIndex(
          clock,
          names.map((name, n) => patient(`${n}`, name, { village: name }))
        );
        const once = any.find(query, 5);
        expect(any.find(query, 5)).toEqual(once);
        expect(once.length).toBeLessThanOrEqual(5);
      })
    );
  });

  it('finds every patient by every piece of every reading, and nobody who does not match', () => {
    const random = seededRandom(11);
    const name = fc.array(fc.constantFrom(...'张三李小明单乐长行吕王芳仇'), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (names) => {
        const all = names.map((characters, n) => patient(`${n}`, characters.join('')));
        const any = new PatientIndex(clock, all);
        for (const one of all) {
          for (const key of one.keys) {
            const pieces = key
              .split(' ')
              .map((syllable) => syllable.slice(0, 1 + Math.floor(random() * syllable.length)));
            const query = pieces.join('');
            const found = any.find(query, all.length).map(({ entry }) => entry);
            expect(found.map(({ id }) => id)).toContain(one.id);
            for (const { keys } of found)
              expect(keys.some((other) => readsAs(other.split(' '), query))).toBe(true);
          }
        }
      }),
      { numRuns: 60 }
    );
  });
});

/** Whether the query is made of beginnings of syllables in a row: slowly, by trying them all. */
function readsAs(syllables: readonly string[], query: string): boolean {
  const from = (at: number, rest: string): boolean =>
    rest === '' ||
    Array.from(syllables[at] ?? '', (_, n) => (syllables[at] ?? '').slice(0, n + 1)).some(
      (piece) => rest.startsWith(piece) && from(at + 1, rest.slice(piece.length))
    );
  return syllables.some((_, at) => from(at, query));
}

it('20,000 patients are made ready and searched without hanging (targets 300 and 20 ms)', () => {
  const random = seededRandom(3);
  const pick = (from: string) => from[Math.floor(random() * from.length)] ?? '王';
  const many = Array.from({ length: 20_000 }, (_, n) => {
    const syllables = [pick('wlzcy') + 'ang', pick('mxj') + 'ing', pick('fhl') + 'an'];
    return {
      id: `${n}`,
      name: pick('王李张陈杨') + pick('明星晶') + pick('凡涵兰'),
      keys: [syllables.join(' ')],
      numbers: [`138${n}`],
      sex: 'male'
    } as const;
  });
  const begin = performance.now();
  const big = new PatientIndex(clock, many);
  expect(performance.now() - begin).toBeLessThan(3_000);
  const times = ['z', 'zx', 'zhang小', '王明', 'zangming', 'lxh', '19999'].map((query) => {
    const start = performance.now();
    big.find(query, 20);
    return performance.now() - start;
  });
  expect(times.sort((a, b) => a - b)[3]).toBeLessThan(200);
});
