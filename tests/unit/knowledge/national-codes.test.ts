import { parseNationalCodes } from '$part/knowledge';
import { isIcdCode } from '$part/knowledge/icd-code';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinyinOf } from '../../../tools/knowledge/compile-pack';

const HEADER = '疾病诊断编码,疾病诊断名称\n';
const parse = (text: string) => parseNationalCodes(text, pinyinOf);
async function good(text: string) {
  const result = await parse(text);
  if (!result.ok) throw new Error(result.error.tag);
  return result.value;
}
const codes = async (text: string) => (await good(text)).rows.map(({ code }) => code);

describe('parseNationalCodes', () => {
  it('reads codes and names, with pinyin', async () => {
    expect(await good(`${HEADER}A00.900,霍乱\nA00.900x002,霍乱轻型\n`)).toEqual({
      rows: [
        { code: 'A00.900', name: '霍乱', initials: 'hl', full: 'huoluan' },
        { code: 'A00.900x002', name: '霍乱轻型', initials: 'hlqx', full: 'huoluanqingxing' }
      ],
      faults: []
    });
  });

  it('takes quotes, a byte order mark, CRLF, blanks around cells and empty lines', async () => {
    const text = `\uFEFF${HEADER}A15.000x010,"继发性肺结核(初治,单耐药)"\nB06.801+J17.1* , 风疹性肺炎 \n\n,\n`;
    for (const file of [text, text.replaceAll('\n', '\r\n')]) {
      const { rows, faults } = await good(file);
      expect(rows).toMatchObject([
        { code: 'A15.000x010', name: '继发性肺结核(初治,单耐药)' },
        { code: 'B06.801+J17.1*', name: '风疹性肺炎' }
      ]);
      expect(faults).toEqual([]);
    }
  });

  it('finds the columns by their titles, or without titles by the first row', async () => {
    expect(await codes('A00.900,霍乱\nA01.000,伤寒')).toEqual(['A00.900', 'A01.000']);
    expect(await codes('序号\t诊断代码\t诊断名称\n1\tA00.900\t霍乱')).toEqual(['A00.900']);
    expect(await codes('名称;ICD-10\n霍乱;A00.900')).toEqual(['A00.900']);
    const wide = '章代码范围,类目代码,类目名称,诊断代码,诊断名称\nA00-B99,A00,霍乱,A00.901,古典霍乱';
    expect((await good(wide)).rows).toMatchObject([{ code: 'A00.901', name: '古典霍乱' }]);
    expect((await good('A00-B99,A00,霍乱,A00.901,古典霍乱')).rows).toMatchObject([{ name: '古典霍乱' }]);
  });

  it('reports each line with a fault and takes the others', async () => {
    const text = `${HEADER}A00.900,霍乱\nA01.000\nA01.100,副伤寒甲,多\n霍乱,A00.900\nA02.000,\nA00.900,霍乱又\nA03.000,痢疾\n`;
    const { rows, faults } = await good(text);
    expect(rows.map(({ code, name }) => [code, name])).toEqual([
      ['A00.900', '霍乱'],
      ['A03.000', '痢疾']
    ]);
    expect(faults).toEqual([
      { line: 3, kind: 'columns', code: 'A01.000' },
      { line: 4, kind: 'columns', code: 'A01.100' },
      { line: 5, kind: 'code', code: '霍乱' },
      { line: 6, kind: 'name', code: 'A02.000' },
      { line: 7, kind: 'double', code: 'A00.900' }
    ]);
  });

  it('counts lines through cells of several lines, and reports a quote that is never closed', async () => {
    const { rows, faults } = await good(`${HEADER}A00.900,"霍\n乱"\nA0,坏\nA03.000,"痢疾\nA04.000,肠炎\n`);
    expect(rows.map(({ code }) => code)).toEqual(['A00.900']);
    expect(faults).toEqual([
      { line: 4, kind: 'code', code: 'A0' },
      { line: 5, kind: 'quotes', code: 'A03.000' }
    ]);
  });

  it('refuses what is no table, what has no good row, and bytes read by the wrong encoding', async () => {
    const refused = async (text: string) => {
      const result = await parse(text);
      return result.ok ? 'taken' : result.error;
    };
    expect(await refused('')).toEqual({ tag: 'columns' });
    expect(await refused('药品,价格\n阿司匹林,3')).toEqual({ tag: 'columns' });
    expect(await refused(HEADER)).toEqual({ tag: 'empty', faults: [] });
    expect(await refused(`${HEADER}霍乱,霍乱`)).toMatchObject({ tag: 'empty', faults: [{ line: 2 }] });
    expect(await refused(`${HEADER}A00.900,霍乱\nA01.000,伤\uFFFD`)).toEqual({ tag: 'encoding', line: 3 });
    expect(await refused('A'.repeat(20_000_001))).toEqual({ tag: 'too-large' });
    // GB18030, decoded as such and as UTF-8.
    const bytes = new Uint8Array([...'A00.900,'].map((c) => c.charCodeAt(0)).concat(0xbb, 0xf4, 0xc2, 0xd2));
    expect((await good(new TextDecoder('gb18030').decode(bytes))).rows).toMatchObject([{ name: '霍乱' }]);
    expect(await refused(new TextDecoder().decode(bytes))).toEqual({ tag: 'encoding', line: 1 });
  });

  it('never throws, and every row it gives has a code, a name and no double', async () => {
    const cell = fc.constantFrom(
      'A00.900',
      'A01.0',
      '霍乱',
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      ';',
      '\t',
      ' ',
      '"霍,乱"',
      HEADER
    );
    const file = fc.oneof(
      fc.array(cell, { maxLength: 20 }).map((cells) => cells.join('')),
      fc.string({ unit: 'binary' })
    );
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        const result = await parse(text);
        const rows = result.ok ? result.value.rows : [];
        expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
        for (const { code, name } of rows) expect(isIcdCode(code) && name !== '').toBe(true);
      }),
      { numRuns: 300 }
    );
  });
});

describe('isIcdCode', () => {
  it.each([
    ...['J18', 'J18.9', 'J18.900', 'J18.900x001', 'X01.x00', 'R52.x00x003', 'G01*', 'D63.0*', 'A01.002+G01*'],
    ...['B06.801+J17.1*', 'A18.000x001+M49.0*', 'C22.900M81700/3', 'E10.201+N08.300*']
  ])('%s', (code) => expect(isIcdCode(code)).toBe(true));
  it.each([
    '',
    '18.9',
    'JJ8.9',
    'J18.',
    'J18.9000',
    'j18.9',
    'J18.900y001',
    'A00-B99',
    '霍乱',
    'J18.900 x001'
  ])('not %s', (code) => expect(isIcdCode(code)).toBe(false));
});
