import type { CodeRow, Pack } from '$part/knowledge';
import { buildCodeIndex, searchCodes } from '$part/knowledge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinyinOf } from '../../../tools/knowledge/compile-pack';
import { condition as made } from '../diagnosis/packs';

const condition = (
  id: string,
  zh: string,
  en: string,
  icd10: string,
  national: string,
  aliases: { zh?: string[]; en?: string[] } = {}
) =>
  made(
    id,
    {},
    {
      name: { zh, en },
      icd10: [icd10],
      national: { code: national, name: `${zh}病` },
      aliases: { zh: aliases.zh ?? [], en: aliases.en ?? [] },
      pinyin: pinyinOf(zh)
    }
  );
const pack = {
  conditions: [
    condition('pneumonia', '肺炎', 'Pneumonia', 'J18.9', 'J18.900', {
      zh: ['社区获得性肺炎'],
      en: ['chest infection']
    }),
    condition('hypertension', '高血压', 'Hypertension', 'I10', 'I10.x00x002', {
      en: ['high blood pressure']
    }),
    condition('pulmonary-embolism', '肺栓塞', 'Pulmonary embolism', 'I26.9', 'I26.900')
  ]
} as unknown as Pack;
const row = (code: string, name: string): CodeRow => ({ code, name, ...pinyinOf(name) });
const table = [
  row('A15.000x011', '继发性肺结核(初治,单耐药)涂阴培阳'),
  row('I10.x00x002', '高血压'),
  row('I10.x03', '高血压1级'),
  row('I10.x04', '高血压2级'),
  row('I26.900', '肺动脉栓塞'),
  row('J15.700', '肺炎支原体性肺炎'),
  row('J18.000', '支气管肺炎'),
  row('J18.900', '肺炎'),
  row('A01.002+G01*', '伤寒性脑膜炎'),
  row('E11.900', '2型糖尿病'),
  row('H49.900x004', 'Ⅱ型眼球后退综合征')
];
const index = buildCodeIndex(pack, table);
const search = (query: string, language: 'zh' | 'en' = 'zh', limit = 10, of = index) =>
  searchCodes(of, query, language, limit).map((found) => (found.from === 'pack' ? found.id : found.row.code));

describe('searchCodes', () => {
  it('finds conditions of the pack first, then rows of the table, a national code once', () => {
    expect(search('肺炎')).toEqual(['pneumonia', 'J15.700', 'J18.000']);
    expect(search('高血压')).toEqual(['hypertension', 'I10.x03', 'I10.x04']);
  });

  it('finds by alias and says which one', () => {
    expect(searchCodes(index, 'high blood', 'en', 5)).toMatchObject([
      { from: 'pack', id: 'hypertension', matched: 'high blood pressure' }
    ]);
    expect(search('社区')).toEqual(['pneumonia']);
    expect(search('pneumonia', 'en')).toEqual(['pneumonia']);
    expect(search('pneumonia', 'zh')).toEqual(['pneumonia']);
  });

  it('leads from the name of a row to the condition that has its code', () => {
    expect(searchCodes(index, '肺动脉', 'zh', 5)).toMatchObject([
      { from: 'pack', id: 'pulmonary-embolism', matched: '肺动脉栓塞' }
    ]);
    expect(search('fdmss')).toEqual(['pulmonary-embolism']);
  });

  it('finds by pinyin, in full and by initials', () => {
    expect(search('gxy')).toEqual(['hypertension', 'I10.x03', 'I10.x04']);
    expect(search('gaoxueya')[0]).toBe('hypertension');
    expect(search('gao xue ya')[0]).toBe('hypertension');
    expect(search('zhiqiguan')).toEqual(['J18.000']);
    expect(search('zqgfy')).toEqual(['J18.000']);
    expect(search('GXY1J')).toEqual(['I10.x03']);
    // Full pinyin inside a name, from four letters on.
    expect(search('jiehe')).toEqual(['A15.000x011']);
    expect(search('jie')).toEqual([]);
  });

  it('finds by WHO and national code, with and without the dot', () => {
    expect(search('J18.9')).toEqual(['pneumonia']);
    expect(search('j18900')).toEqual(['pneumonia']);
    expect(search('J18')).toEqual(['pneumonia', 'J18.000']);
    expect(search('j18.0')).toEqual(['J18.000']);
    expect(search('A01.002+G01*')).toEqual(['A01.002+G01*']);
    expect(search('A01.002†')).toEqual(['A01.002+G01*']);
    expect(search('i10.X')).toEqual(['hypertension', 'I10.x03', 'I10.x04']);
  });

  it('finds several words, wherever they stand in one name, and any width of letters', () => {
    expect(search('肺炎 支原体')).toEqual(['J15.700']);
    expect(search('初治 肺结核')).toEqual(['A15.000x011']);
    expect(search('２型')).toEqual(['E11.900']);
    expect(search('ii型')).toEqual(['H49.900x004']);
  });

  it('works without a table', () => {
    const bare = buildCodeIndex(pack);
    expect(search('肺炎', 'zh', 10, bare)).toEqual(['pneumonia']);
    expect(search('支气管', 'zh', 10, bare)).toEqual([]);
  });

  it('gives nothing for nothing, no more than asked for, and leaves the table a third', () => {
    for (const query of ['', '  ', '查无此症', '!']) expect(search(query)).toEqual([]);
    expect(search('肺', 'zh', 2)).toHaveLength(2);
    expect(search('肺', 'zh', 0)).toEqual([]);
    expect(search('肺', 'zh', 3)).toEqual(['pneumonia', 'pulmonary-embolism', 'J15.700']);
    const full = buildCodeIndex(
      {
        conditions: ['a', 'b', 'c', 'd'].map((id) => condition(id, `肺${id}`, id, 'J98', `J98.${id}`))
      } as unknown as Pack,
      table
    );
    expect(search('肺', 'zh', 3, full)).toEqual(['a', 'b', 'J18.900']);
  });

  it('never throws, never repeats, and every row found holds the query', () => {
    const letters = fc.constantFrom(...'肺炎高血压支气管fgxyzqj1i0.x8 +*');
    const text = fc.oneof(
      fc.string({ unit: letters, maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 12 })
    );
    fc.assert(
      fc.property(text, (query) => {
        const found = search(query);
        expect(new Set(found).size).toBe(found.length);
        expect(search(query)).toEqual(found);
        const words = query.normalize('NFKC').toLowerCase().trim().split(/\s+/);
        for (const { code, name, initials, full } of table.filter((one) => found.includes(one.code))) {
          const all = [code, code.replace('.', ''), name, initials, full].map((one) =>
            one?.normalize('NFKC').toLowerCase()
          );
          const holds = (word: string) =>
            all.some((one) => one?.includes(word) || one?.includes(word.replaceAll('.', '')));
          expect(holds(words.join(' ')) || holds(words.join('')) || words.every(holds)).toBe(true);
        }
      }),
      { numRuns: 500 }
    );
  });

  it('searches 36,000 rows without hanging (target 50 ms)', () => {
    const many = Array.from({ length: 36_000 }, (_, n) => ({
      code: `J${10 + (n % 90)}.${100 + Math.floor(n / 90)}`,
      name: `肺炎第${n}型`,
      initials: `fyd${n}x`,
      full: `feiyandi${n}xing`
    }));
    const big = buildCodeIndex(pack, many);
    const times = ['f', 'fy', 'feiyan', '肺炎', 'j18', '第9', 'xing'].map((query) => {
      const begin = performance.now();
      expect(searchCodes(big, query, 'zh', 20)).toHaveLength(20);
      return performance.now() - begin;
    });
    expect(times.sort((a, b) => a - b)[3]).toBeLessThan(500);
  });
});
