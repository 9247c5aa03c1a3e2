import { loadNameKeys, MAX_READINGS } from '$part/store/search/name-keys';
import { foldName, nameUnits } from '$part/store/search/name-units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const nameKeys = await loadNameKeys();

describe('nameKeys', () => {
  it.each([
    ['王芳', ['wang fang']],
    ['单小云', ['shan xiao yun', 'dan xiao yun']],
    ['仇英', ['qiu ying', 'chou ying']],
    ['曾凡', ['zeng fan']],
    ['解放', ['xie fang', 'jie fang']],
    ['任远', ['ren yuan']],
    ['查良', ['zha liang', 'cha liang']],
    ['尉迟恭', ['yu chi gong', 'wei chi gong']],
    ['万俟咏', ['mo qi yong', 'wan si yong']],
    ['朴正', ['piao zheng', 'pu zheng']],
    ['区寄', ['ou ji', 'qu ji']],
    ['覃明', ['qin ming', 'tan ming']],
    ['盖叫', ['ge jiao', 'gai jiao']],
    ['欧阳修', ['ou yang xiu']]
  ])('reads the surname of %s in all ways, the usual first', (name, readings) => {
    const keys = nameKeys(name);
    expect(keys[0]).toBe(readings[0]);
    expect(keys).toEqual(expect.arrayContaining(readings));
  });

  it('reads polyphonic characters of given names in all ways', () => {
    expect(nameKeys('王乐')).toEqual(expect.arrayContaining(['wang le', 'wang yue']));
    expect(nameKeys('张长行')).toEqual(
      expect.arrayContaining(['zhang chang xing', 'zhang zhang hang', 'zhang chang hang'])
    );
  });

  it('writes ü as v and as u', () => {
    expect(nameKeys('吕布')).toEqual(['lv bu', 'lu bu']);
    expect(nameKeys('王女')).toEqual(expect.arrayContaining(['wang nv', 'wang nu']));
    expect(nameKeys('鲁布')).toEqual(['lu bu']);
  });

  it('takes minority names, other letters and mixtures', () => {
    expect(nameKeys('买买提·吐尔逊')[0]).toBe('mai mai ti tu er xun');
    // With a dot the first character is no surname.
    expect(nameKeys('单增·卓玛')[0]).not.toMatch(/^shan/);
    expect(nameKeys('José  Smith')).toEqual(['jose smith']);
    expect(nameKeys('Ｍary李')).toEqual(['mary li']);
    expect(nameKeys('')).toEqual([]);
    expect(nameKeys(' · - ')).toEqual([]);
  });

  it('has one syllable for each unit, no key twice, and at most 16, for any text', () => {
    const letters = fc.constantFrom(...'单仇曾解乐长行朝重传万俟朴区覃盖王李小A·𬱖 ');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: letters, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 30 })),
        (name) => {
          const keys = nameKeys(name);
          const units = nameUnits(foldName(name)).length;
          expect(keys.length).toBeLessThanOrEqual(MAX_READINGS);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys.length > 0).toBe(units > 0);
          for (const key of keys) expect(key.split(' ')).toHaveLength(units);
        }
      )
    );
  });
});
