import { PatientPage, Registration } from '$part/flows/patients';
import { checkDigit } from '$part/schema';
import { describe, expect, it } from 'vitest';
import { failingWrites } from '../../store/faulty-writes';
import { good, lines, onFile, openDesk, PACK } from './desk';

const number = (first17: string) => first17 + checkDigit(first17);
const ID = number('51302119640307123');

describe('registering a patient', () => {
  it('takes a name, two numbers and three taps, and is found by initials at once and after a restart', async () => {
    const at = await openDesk();
    let taps = 0;
    const tap = <T>(act: () => T): T => {
      taps += 1;
      return act();
    };
    // Searched for first, and not found: the name is carried over.
    at.search.query = '单小兰';
    expect(at.search.found).toEqual([]);
    const registration = tap(() => new Registration(at.desk, at.search, at.search.query));
    registration.enter({ birth: '62' });
    tap(() => registration.enter({ chosenSex: 'female' }));
    registration.enter({ phone: '138 1234 5678' });
    const saved = await tap(() => registration.save());
    expect(saved.tag).toBe('saved');
    expect(taps).toBe(3);
    for (const query of ['sxl', 'dxl', 'shanxiaolan', '5678', '小兰']) {
      at.search.query = query;
      expect(at.search.found.map(({ name }) => name)).toEqual(['单小兰']);
    }
    const next = await at.again();
    next.search.query = 'sxl';
    expect(next.search.found).toMatchObject([{ name: '单小兰', sex: 'female', about: 63 }]);
    const id = saved.tag === 'saved' ? saved.id : '';
    expect(good(await next.store.patients.get(id)).value).toMatchObject({
      name: '单小兰',
      birth: { kind: 'age', unit: 'years', age: 62, on: at.desk.today() },
      phone: '13812345678'
    });
    expect(await lines(next, id)).toEqual(['create']);
  });

  it('reads birth and sex off a number that is pasted with the name', async () => {
    const at = await openDesk();
    const registration = new Registration(at.desk, at.search);
    registration.enter({ name: `张三 ${ID}` });
    const { form } = registration;
    expect(form.name).toBe('张三');
    expect(form.sex).toBe('male');
    expect(form.birthSays).toEqual({ zh: '62岁 · 1964-03-07 生', en: '62 years · born 1964-03-07' });
    expect((await registration.save()).tag).toBe('saved');
  });

  it('says what is wrong with a number, and does not take it', async () => {
    const at = await openDesk();
    const registration = new Registration(at.desk, at.search);
    const wrong = ID.slice(0, 17) + (ID.endsWith('1') ? '2' : '1');
    registration.enter({ name: '张三', residentId: wrong });
    expect(registration.form.problems.residentId?.zh).toContain('校验位');
    registration.enter({ birth: '62', chosenSex: 'male' });
    expect(await registration.save()).toEqual({ tag: 'incomplete' });
    registration.enter({ residentId: ID, birth: '1980', chosenSex: 'female' });
    expect(registration.form.doubts.map(({ en }) => en)).toEqual([
      'The birth date entered is not that of the ID number. Please check.',
      'The sex chosen is not that of the ID number. Please check.'
    ]);
    registration.enter({ birth: '62' });
    expect(registration.form.doubts).toHaveLength(1);
  });

  it.each([
    ['62', { kind: 'age', unit: 'years', age: 62 }],
    ['8个月', { kind: 'age', unit: 'months', age: 8 }],
    ['12 days', { kind: 'age', unit: 'days', age: 12 }],
    ['1962', { kind: 'year', year: 1962 }],
    ['1962-3', { kind: 'month', month: '1962-03' }],
    ['19620309', { kind: 'date', date: '1962-03-09' }]
  ])('understands %s in the one field of birth and age', async (birth, known) => {
    const at = await openDesk();
    const registration = new Registration(at.desk, at.search);
    registration.enter({ birth });
    expect(registration.form.knownBirth).toMatchObject(known);
  });

  it.each(['131', 'gestern', '2026-02-30', '2027'])('takes no birth from %s, and says why', async (birth) => {
    const at = await openDesk();
    const registration = new Registration(at.desk, at.search);
    registration.enter({ birth });
    expect(registration.form.knownBirth).toBeUndefined();
    expect(registration.form.problems.birth?.zh).toBeTruthy();
  });

  it('names a newborn after its mother, as its sex is chosen', async () => {
    const at = await openDesk();
    const registration = new Registration(at.desk, at.search, '张三');
    registration.enter({ isUnnamed: true, birth: '3天' });
    expect(registration.form.fullName).toBe('张三之婴');
    registration.enter({ chosenSex: 'male' });
    const saved = await registration.save();
    const id = saved.tag === 'saved' ? saved.id : '';
    expect(good(await at.store.patients.get(id)).value).toMatchObject({
      name: '张三之子',
      guardian: { name: '张三' }
    });
  });

  it('offers who may be the same with reasons, and waits for an answer before it saves', async () => {
    const at = await openDesk();
    const known = await onFile(at, { name: '王秀兰', phone: '13812345678', village: '李庄' });
    await onFile(at, { name: '赵四', sex: 'male', phone: '13812345678' });
    const registration = new Registration(at.desk, at.search, '王秀兰');
    await expect
      .poll(() => registration.duplicates)
      .toMatchObject([{ id: known.id, grade: 'possible', reasons: ['name'] }]);
    registration.enter({ birth: '1962', chosenSex: 'female', phone: '13812345678' });
    await expect
      .poll(() => registration.duplicates)
      .toMatchObject([
        { id: known.id, grade: 'likely', reasons: ['name', 'birth-near', 'phone'], objections: [] }
      ]);
    expect(await registration.save()).toEqual({ tag: 'duplicate' });
    registration.anotherPerson(known.id);
    expect(registration.duplicates).toEqual([]);
    expect((await registration.save()).tag).toBe('saved');
    expect(at.search.size).toBe(3);
  });

  it('offers one who sounds the same, and nobody who only shares the telephone', async () => {
    const at = await openDesk();
    await onFile(at, { name: '王秀蓝', birth: { kind: 'date', date: '1962-03-09' as never } });
    const registration = new Registration(at.desk, at.search, '王秀兰');
    registration.enter({ birth: '1962-3-9' });
    await expect
      .poll(() => registration.duplicates)
      .toMatchObject([{ name: '王秀蓝', grade: 'likely', reasons: ['pinyin', 'birth'] }]);
  });

  it('offers villages that are in use, the most populous first', async () => {
    const at = await openDesk();
    for (const village of ['李庄', '石桥', '石桥', '石岭']) await onFile(at, { village });
    const registration = new Registration(at.desk, at.search);
    expect(registration.villages).toEqual(['石桥', '李庄', '石岭']);
    registration.enter({ village: '石' });
    expect(registration.villages).toEqual(['石桥', '石岭']);
  });

  it('keeps what was typed where it could not be written, says so, and saves at the next try', async () => {
    const at = await openDesk();
    const registration = new Registration(at.desk, at.search, '王秀兰');
    registration.enter({ birth: '62', chosenSex: 'female' });
    const broken = failingWrites('patients');
    expect(await registration.save()).toEqual({ tag: 'fault' });
    broken.restore();
    expect(registration.trouble?.title.zh).toContain('已满');
    expect(at.search.size).toBe(0);
    expect((await registration.save()).tag).toBe('saved');
  });

  it('takes long and Latin names', async () => {
    const at = await openDesk();
    for (const name of [
      '阿卜杜拉·阿卜杜热合曼·买买提吐尔逊江·艾合买提',
      'Nurmuhammad Abdurahman',
      '龘'.repeat(80)
    ]) {
      const registration = new Registration(at.desk, at.search, name);
      registration.enter({ birth: '40', chosenSex: 'male' });
      expect((await registration.save()).tag).toBe('saved');
    }
    at.search.query = 'nurm';
    expect(at.search.found.map(({ name }) => name)).toEqual(['Nurmuhammad Abdurahman']);
  });
});

describe('an account that may only look', () => {
  it('writes nothing, and says who may', async () => {
    const at = await openDesk();
    const desk = { ...at.desk, may: () => false };
    const patient = await onFile(at, {});
    const registration = new Registration(desk, at.search, '张三');
    registration.enter({ birth: '62', chosenSex: 'male' });
    expect(await registration.save()).toEqual({ tag: 'fault' });
    const page = new PatientPage(desk, at.search, PACK);
    await page.open(patient.id);
    expect(page.mayWrite).toBe(false);
    expect(await page.stateNoAllergies(true)).toBe(false);
    for (const { trouble } of [registration, page]) expect(trouble?.title.zh).toContain('只能查看');
    expect(good(await at.store.patients.get(patient.id)).version).toBe(1);
  });
});
