import type { Finding, FindingId, Pack } from '$part/knowledge';
import { searchFindings } from '$part/knowledge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinyinOf } from '../../../tools/knowledge/compile-pack';

const finding = (
  id: string,
  zh: string,
  en: string,
  words: { zh?: string[]; en?: string[] } = {}
): Finding => ({
  id: id as FindingId,
  name: { zh, en },
  words: { zh: words.zh ?? [], en: words.en ?? [] },
  kind: 'symptom',
  cost: 'free',
  background: { default: 0.01 },
  timed: false,
  pinyin: pinyinOf(zh)
});
const findings = [
  finding('chest-pain', '胸痛', 'chest pain', {
    zh: ['心口窝疼', '胸口|胸前 ~ 疼|痛'],
    en: ['tight chest', 'angina']
  }),
  finding('headache', '头痛', 'headache', { zh: ['脑袋疼'], en: ['sore head'] }),
  finding('hemicrania', '头痛欲裂', 'splitting headache'),
  finding('vomiting', '呕吐', 'vomiting', { zh: ['吐'], en: ['being sick', 'throwing up'] }),
  finding('st-elevation', 'ST段抬高', 'ST elevation', { zh: ['ST抬高'], en: ['STEMI pattern'] }),
  finding('painful-swallowing', '吞咽痛', 'pain on swallowing')
];
const pack = { findings } as unknown as Pack;
const ids = (query: string, language: 'zh' | 'en' = 'zh', limit = 5) =>
  searchFindings(pack, query, language, limit).map((found) => found.finding.id);

describe('searchFindings', () => {
  it('finds by name, the exact one first', () => {
    expect(ids('头痛')).toEqual(['headache', 'hemicrania']);
    expect(ids('headache', 'en')).toEqual(['headache', 'hemicrania']);
  });

  it('finds by pinyin, in full, in part and by initials', () => {
    expect(ids('xiongtong')[0]).toBe('chest-pain');
    expect(ids('xiong')[0]).toBe('chest-pain');
    expect(ids('xiong tong')[0]).toBe('chest-pain');
    expect(ids('xt')[0]).toBe('chest-pain');
    expect(ids('tt')).toEqual(['headache', 'hemicrania']);
    expect(ids('stdtg')).toEqual(['st-elevation']);
  });

  it('finds by words and says which one', () => {
    expect(searchFindings(pack, '心口窝', 'zh', 5)[0]).toMatchObject({
      finding: { id: 'chest-pain' },
      matched: '心口窝疼'
    });
    expect(searchFindings(pack, 'being sick', 'en', 5)[0]).toMatchObject({
      finding: { id: 'vomiting' },
      matched: 'being sick'
    });
    expect(ids('胸口')).toEqual(['chest-pain']);
  });

  it('finds in the other language as well, after the own', () => {
    expect(ids('angina', 'zh')).toEqual(['chest-pain']);
    expect(ids('呕吐', 'en')).toEqual(['vomiting']);
    expect(ids('pain', 'en')).toEqual(['painful-swallowing', 'chest-pain']);
  });

  it('takes full width, capitals and blanks', () => {
    expect(ids('  ＳＴ  ')[0]).toBe('st-elevation');
    expect(ids('Chest  PAIN', 'en')[0]).toBe('chest-pain');
  });

  it('gives nothing for nothing, and never more than asked for', () => {
    expect(ids('')).toEqual([]);
    expect(ids('   ')).toEqual([]);
    expect(ids('查无此症')).toEqual([]);
    expect(ids('痛', 'zh', 2)).toHaveLength(2);
    expect(ids('痛', 'zh', 0)).toEqual([]);
  });

  it('never throws and is stable for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (query) => {
        expect(ids(query)).toEqual(ids(query));
      })
    );
  });
});
