import { describe, expect, it } from 'vitest';
import { buildLexicon } from '../../../../src/lib/diagnosis/reading/lexicon';
import { read } from '../../../../src/lib/diagnosis/reading/read';
import * as phrases from './phrases';
import { briefs } from './summary';
import { TEST_PACK } from './test-pack';

const lexicon = buildLexicon(TEST_PACK);

for (const [topic, table] of Object.entries(phrases)) {
  describe(`reading: ${topic.toLowerCase().replaceAll('_', ' ')}`, () => {
    it.each(table.map(([note, expected]) => ({ note, expected })))('$note', ({ note, expected }) => {
      expect(briefs(read(note, lexicon)).join(' ')).toBe(expected);
    });
  });
}

describe('reading: age and sex', () => {
  it.each([
    ['62-year-old man with cough', 62, 'male'],
    ['62岁男性', 62, 'male'],
    ['患者，女，六十五岁', 65, 'female'],
    ['3 month old boy', 0.25, 'male'],
    ['A 6-week-old girl', 0.115, 'female'],
    ['患儿 8月龄', 0.667, undefined],
    ['宝宝一岁九个月，女', 1.75, 'female'],
    ['一岁半男宝', 1.5, 'male'],
    ['六个半月婴儿', 0.542, undefined],
    ['闺女一周两个月', 1.167, 'female'],
    ['一周三男宝，一直高烧', 1.25, 'male'],
    ['60M with chest pain', 60, 'male'],
    ['F/32', 32, 'female'],
    ['72yo M, known COPD', 72, 'male'],
    ['He is 45 years old', 45, 'male'],
    ['新生儿13天，女孩', 0.036, 'female'],
    ['My 3 year old daughter', 3, 'female'],
    ['aged 70, male', 70, 'male']
  ] as const)('%s', (note, ageYears, sex) => {
    const reading = read(note, lexicon);
    expect(reading.ageYears).toBe(ageYears);
    expect(reading.sex).toBe(sex);
  });

  it.each([
    '母亲62岁患糖尿病',
    'Father died at 50',
    'Walks 100 m, T 101 F',
    '10岁时患哮喘',
    'cough for 3 years'
  ])('no age of the patient: %s', (note) => {
    expect(read(note, lexicon).ageYears).toBeUndefined();
  });
});

describe('reading: the complaint', () => {
  it.each([
    ['主诉：咳嗽3天。现病史：发热1天。', 'cough'],
    ['既往史：高血压。主诉：头晕2天。', 'dizziness'],
    ['PMH: asthma\nCC: fever\nHPI: cough for two days', 'fever'],
    ['No fever. History of headaches. Now has a rash.', 'rash'],
    ['咽红，咳嗽2天', 'cough'],
    ['母亲患糖尿病，腹痛1天', 'abdominal-pain'],
    ['咽红', 'throat-red']
  ])('%s', (note, chief) => {
    expect(read(note, lexicon).chief).toBe(chief);
  });

  it('is none where nothing is complained of', () => {
    expect(read('无发热、咳嗽', lexicon).chief).toBeUndefined();
    expect(read('', lexicon).chief).toBeUndefined();
  });
});

describe('reading: numbers that cannot be', () => {
  it('refuses them with their place', () => {
    const note = '发热，pulse 900, T 38.5';
    const reading = read(note, lexicon);
    expect(reading.refused).toEqual([{ measure: 'pulse', value: 900, span: [3, 12] }]);
    expect(briefs(reading)).toContain('temperature=38.5');
  });

  it('converts units and passes over what is no number of the measure', () => {
    const values = (note: string): readonly string[] => briefs(read(note, lexicon));
    expect(values('weight 154 lb')).toEqual(['weight=69.9']);
    expect(values('体重18斤')).toEqual(['weight=9']);
    expect(values('P2亢进')).toEqual([]);
    expect(values('体温3天')).toEqual([]);
    expect(values('T 98.6 F')).toEqual(['temperature=37']);
    expect(values('血糖(空腹) 7.8 mmol/L')).toEqual(['glucose=7.8']);
    expect(values('WBC 12.3×10⁹/L')).toEqual(['wbc=12.3']);
    expect(values('母亲体温39度')).toEqual([]);
  });
});

describe('reading: style, language, understanding', () => {
  const styles = (note: string): readonly string[] =>
    read(note, lexicon).observations.map(({ source }) => (source.kind === 'note' ? source.style : ''));

  it('marks long lists and reviews of systems', () => {
    expect(new Set(styles('Denies fever, chills, cough, chest pain, palpitations, syncope.'))).toEqual(
      new Set(['review-list'])
    );
    expect(new Set(styles('无发热、咳嗽、咯血、胸痛、心悸'))).toEqual(new Set(['review-list']));
    expect(new Set(styles('Review of systems: no fever, no cough'))).toEqual(new Set(['review-list']));
    expect(
      new Set(styles('She developed fever, cough, headache, nausea, vomiting, rash and chills 2 days ago'))
    ).toEqual(new Set(['narrative']));
    expect(new Set(styles('No fever or cough.'))).toEqual(new Set(['narrative']));
  });

  it('names the language', () => {
    expect(read('咳嗽，T 38.5，WBC 12', lexicon).language).toBe('zh');
    expect(read('cough and fever', lexicon).language).toBe('en');
    expect(read('cough 咳嗽 fever 发热', lexicon).language).toBe('mixed');
  });

  it('says how much it did not understand', () => {
    expect(read('fever and cough', lexicon).unread).toBe(0);
    expect(read('quarterly budget spreadsheet review', lexicon).unread).toBe(1);
    expect(read('发热，咳嗽', lexicon).unread).toBe(0);
    expect(read('购买螺丝刀桌椅板凳', lexicon).unread).toBeGreaterThan(0.8);
    expect(read('', lexicon).unread).toBe(0);
  });
});

describe('reading: spans', () => {
  it('point at the words in the note, whatever its width or script', () => {
    const note = '😀發熱，ＣＯＵＧＨ\u200f 3天';
    const found = read(note, lexicon).observations.map(({ subject, source }) => [
      subject.id,
      source.kind === 'note' ? note.slice(...source.span) : ''
    ]);
    expect(found).toContainEqual(['fever', '發熱']);
    expect(found).toContainEqual(['cough', 'ＣＯＵＧＨ']);
  });
});
