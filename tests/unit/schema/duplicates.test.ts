import {
  type Birth,
  type Comparable,
  GRADES,
  type IsoDay,
  type OnFile,
  type PatientId,
  birthLikeness,
  duplicatesOf,
  likeness
} from '$part/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const TODAY = '2026-03-09' as IsoDay;
const day = (text: string) => text as IsoDay;
const date = (text: string): Birth => ({ kind: 'date', date: day(text) });
const stated = (age: number, on = '2026-03-09'): Birth => ({ kind: 'age', age, unit: 'years', on: day(on) });

const li: Comparable = {
  name: '李小兰',
  otherNames: [],
  pinyin: ['li xiao lan'],
  sex: 'female',
  birth: date('1962-03-09'),
  village: '李庄',
  phone: '13800000001'
};
const { village: _village, phone: _phone, ...liAlone } = li;
const grade = (a: Comparable, b: Comparable) => likeness(a, b, TODAY)?.grade;

describe('likeness', () => {
  it('one number and one name are one person, whatever else differs', () => {
    const one = { ...liAlone, residentId: '11010519491231002X' };
    expect(likeness(one, { ...one, birth: date('1980-01-01') }, TODAY)).toEqual({
      grade: 'same',
      reasons: ['resident-id', 'name'],
      objections: ['birth']
    });
  });

  it('an old number of 15 digits is the one it became', () => {
    const old = { ...li, residentId: '110105491231002' };
    const now = { ...li, name: '李晓兰', residentId: '11010519491231002X' };
    expect(likeness(old, now, TODAY)).toMatchObject({
      grade: 'same',
      reasons: ['resident-id', 'pinyin', 'birth', 'phone', 'village']
    });
  });

  it('a mother’s number given for her child is offered, not taken for the same', () => {
    const mother = { ...li, residentId: '11010519491231002X' };
    const child = {
      ...li,
      name: '王宝',
      pinyin: ['wang bao'],
      birth: date('2024-01-01'),
      residentId: '11010519491231002X'
    };
    expect(grade(mother, child)).toBe('likely');
  });

  it('a twin with the other twin’s number is not taken for the other', () => {
    const one = { ...li, residentId: '11010519491231002X' };
    expect(grade(one, { ...one, name: '李小梅', pinyin: ['li xiao mei'] })).toBe('likely');
  });

  it('twins: one birth, telephone and village, other names', () => {
    const twin = { ...li, name: '李小梅', pinyin: ['li xiao mei'] };
    expect(likeness(li, twin, TODAY)).toEqual({
      grade: 'possible',
      reasons: ['birth', 'phone', 'village'],
      objections: []
    });
    expect(grade(li, { ...twin, sex: 'male' })).toBe('household');
    expect(grade(liAlone, { ...liAlone, name: '李小梅', pinyin: ['li xiao mei'] })).toBeUndefined();
  });

  it('twins with a valid number each are two', () => {
    const one = { ...li, residentId: '110105194912310046' };
    const two = { ...li, name: '李小梅', pinyin: ['li xiao mei'], residentId: '11010519491231002X' };
    expect(grade(one, two)).toBe('household');
    const { phone: _one, ...oneAlone } = one;
    expect(grade(oneAlone, two)).toBeUndefined();
  });

  it('one name in one village, another generation', () => {
    const { phone: _own, ...namesake } = { ...li, birth: date('1990-07-01') };
    expect(grade(li, namesake)).toBeUndefined();
    expect(grade(li, { ...li, birth: date('1990-07-01') })).toBe('household');
  });

  it('one name in one village, about one age: possible, and likely with one telephone', () => {
    const { phone: _own, ...stranger } = { ...li, birth: stated(63) };
    expect(likeness(li, stranger, TODAY)).toEqual({
      grade: 'possible',
      reasons: ['name', 'birth-near', 'village'],
      objections: []
    });
    expect(grade(li, { ...stranger, phone: '+86 138 0000 0001' })).toBe('likely');
  });

  it('name and day of birth make it likely; another sex, or two valid numbers, only possible', () => {
    expect(grade(liAlone, li)).toBe('likely');
    expect(likeness(li, { ...li, sex: 'male' }, TODAY)).toMatchObject({
      grade: 'possible',
      objections: ['sex']
    });
    expect(grade(li, { ...li, sex: 'unknown' })).toBe('likely');
    const numbered = { ...li, residentId: '11010519491231002X' };
    expect(likeness(numbered, { ...li, residentId: '110105194912310046' }, TODAY)).toMatchObject({
      grade: 'possible',
      objections: ['resident-id']
    });
  });

  it('a number that does not pass its check says nothing', () => {
    const one = { ...liAlone, residentId: '110105194912310021' };
    expect(likeness(one, one, TODAY)).toEqual({
      grade: 'likely',
      reasons: ['name', 'birth'],
      objections: []
    });
  });

  it('finds names by other names, other signs, and by sound', () => {
    expect(grade(liAlone, { ...liAlone, name: '兰嫂', otherNames: ['李小兰'], pinyin: ['lan sao'] })).toBe(
      'likely'
    );
    const memet = { ...liAlone, name: '买买提·艾力', pinyin: ['mai mai ti ai li'] };
    expect(likeness(memet, { ...memet, name: '买买提•艾力 ' }, TODAY)?.reasons).toContain('name');
    const sound = { ...liAlone, name: '李晓岚' };
    expect(likeness(liAlone, sound, TODAY)).toMatchObject({ grade: 'likely', reasons: ['pinyin', 'birth'] });
    expect(grade(liAlone, { ...sound, birth: stated(63) })).toBe('possible');
    const noSound = { ...liAlone, pinyin: [] };
    expect(grade(noSound, { ...noSound, name: '' })).toBeUndefined();
  });

  it('one telephone alone is a household; nothing in common is nothing', () => {
    const other: Comparable = {
      ...liAlone,
      name: '王大山',
      pinyin: ['wang da shan'],
      birth: date('1958-01-01'),
      sex: 'male'
    };
    expect(grade(li, { ...other, phone: '138-0000-0001' })).toBe('household');
    expect(grade(li, other)).toBeUndefined();
    expect(grade(li, { ...other, village: '李庄', birth: li.birth })).toBeUndefined();
  });
});

describe('birthLikeness', () => {
  it.each<[Birth, Birth, string]>([
    [date('1962-03-09'), date('1962-03-09'), 'same'],
    [date('1962-03-09'), date('1962-09-03'), 'near'],
    [date('1962-03-09'), date('1962-08-09'), 'near'],
    [date('1962-03-09'), date('1926-03-09'), 'near'],
    [date('1962-03-09'), date('1964-03-09'), 'near'],
    [date('1962-03-09'), date('1962-04-20'), 'near'],
    [date('1962-03-09'), date('1965-04-10'), 'different'],
    [date('1962-03-09'), date('1963-11-25'), 'different'],
    [date('1962-03-09'), { kind: 'month', month: '1962-03' }, 'near'],
    [date('1962-03-09'), { kind: 'month', month: '1962-08' }, 'different'],
    [date('1962-03-09'), { kind: 'year', year: 1962 }, 'near'],
    [date('1962-03-09'), { kind: 'year', year: 1965 }, 'different'],
    [date('1962-03-09'), stated(64), 'near'],
    [date('1962-03-09'), stated(66), 'near'],
    [date('1962-03-09'), stated(70), 'different'],
    [stated(62), stated(62, '2025-03-09'), 'near']
  ])('%j and %j: %s', (a, b, is) => {
    expect([birthLikeness(a, b), birthLikeness(b, a)]).toEqual([is, is]);
  });
});

describe('duplicatesOf', () => {
  const onFile = (n: number, more: Partial<OnFile> = {}): OnFile => ({
    ...li,
    id: `00000000-0000-4000-8000-00000000000${n}` as PatientId,
    ...more
  });

  it('puts the likeliest first, leaves out himself and whoever was merged', () => {
    const file = [
      onFile(1, { name: '王大山', pinyin: ['wang da shan'], birth: date('1958-01-01') }),
      onFile(2, { sex: 'male' }),
      onFile(3, { birth: stated(63), phone: '13800000009' }),
      onFile(4),
      onFile(5, { residentId: '11010519491231002X' }),
      onFile(6, { mergedInto: onFile(4).id }),
      onFile(7)
    ];
    const found = duplicatesOf({ ...li, id: onFile(7).id, residentId: '110105491231002' }, file, TODAY);
    expect(found.map(({ patient, grade: is }) => [patient.id.at(-1), is])).toEqual([
      ['5', 'same'],
      ['4', 'likely'],
      ['2', 'possible'],
      ['3', 'possible'],
      ['1', 'household']
    ]);
  });

  it('is the same from both sides, and whole likeness of two that share everything is never weak', () => {
    const births = fc.constantFrom<Birth>(date('1962-03-09'), date('1962-09-03'), stated(63), {
      kind: 'year',
      year: 1990
    });
    const someone = fc.record({
      name: fc.constantFrom('李小兰', '李晓兰', '王山'),
      otherNames: fc.constantFrom<string[]>([], ['李小兰']),
      pinyin: fc.constantFrom<string[]>([], ['li xiao lan']),
      sex: fc.constantFrom('male' as const, 'female' as const, 'unknown' as const),
      birth: births,
      residentId: fc.constantFrom('11010519491231002X', '110105491231002', '110105194912310046', 'x'),
      phone: fc.constantFrom('13800000001', '138 0000 0001', '0371-6590123'),
      village: fc.constantFrom('李庄', '王庄')
    });
    fc.assert(
      fc.property(someone, someone, (a, b) => {
        const [ab, ba] = [likeness(a, b, TODAY), likeness(b, a, TODAY)];
        expect(ba).toEqual(ab);
        expect(GRADES.indexOf(grade(a, a) ?? 'household')).toBeLessThanOrEqual(GRADES.indexOf('likely'));
      })
    );
  });
});
