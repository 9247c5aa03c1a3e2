import { knownFacts, Merge, PatientPage, Picks } from '$part/flows/patients';
import type { ObservationId, PartialDay } from '$part/schema';
import { describe, expect, it } from 'vitest';
import { type Desk, good, lines, onFile, openDesk, PACK, visit } from './desk';

const pageOf = async (at: Desk, id: string) => {
  const page = new PatientPage(at.desk, at.search, PACK);
  await page.open(id);
  return page;
};
const DAY_MS = 86_400_000;
const pulse = (value: number) => ({
  id: 'p' as ObservationId,
  subject: { kind: 'measure', id: 'pulse' } as const,
  state: 'present' as const,
  value,
  unit: '/min',
  when: 'now' as const,
  whose: 'patient' as const,
  source: { kind: 'measured' } as const,
  author: 'doctor',
  at: 1
});
const allergy = (name: string) => ({
  substance: { name, finding: 'hx.drug-allergy' },
  certainty: 'confirmed' as const
});

describe('the page of a patient', () => {
  it('shows 30 visits, the newest first, with vital signs over time, and writes down one view', async () => {
    const at = await openDesk();
    const patient = await onFile(at, { name: '王秀兰' });
    for (let n = 0; n < 30; n += 1) {
      await visit(at, patient, {
        observations: [pulse(60 + n)],
        purpose: n === 29 ? 'refill' : 'return-visit'
      });
      at.wait(DAY_MS);
    }
    const page = await pageOf(at, patient.id);
    expect(page.state).toBe('ready');
    expect(page.timeline).toHaveLength(30);
    expect(page.timeline[0]).toMatchObject({ purpose: 'refill', author: '李明', of: undefined });
    expect(page.timeline.map(({ startedAt }) => startedAt)).toEqual(
      page.timeline.map(({ startedAt }) => startedAt).sort((a, b) => b - a)
    );
    const trend = page.trends.find(({ id }) => id === 'pulse');
    expect(trend?.points.map(({ value }) => value)).toEqual(Array.from({ length: 30 }, (_, n) => 60 + n));
    expect(page.head).toMatchObject({
      name: '王秀兰',
      asked: 'not-asked',
      lastVisit: { diagnosis: '急性鼻咽炎[感冒]' }
    });
    await page.refresh();
    expect(await lines(at, patient.id)).toEqual(['create', 'view']);
    await page.open(patient.id);
    expect(await lines(at, patient.id)).toEqual(['create', 'view', 'view']);
  });

  it('names danger signs of a visit', async () => {
    const at = await openDesk();
    const patient = await onFile(at, {});
    const { shown } = await visit(at, patient);
    if (!shown) throw new Error('none');
    await visit(at, patient, { shown: { ...shown, danger: ['sepsis', 'gone-rule'] } });
    const page = await pageOf(at, patient.id);
    expect(page.timeline.map(({ danger }) => danger.map(({ zh }) => zh)).sort()).toEqual([
      [],
      ['可能败血症', 'gone-rule']
    ]);
  });

  it('keeps allergies, conditions and medicines, and tells the next visit of them', async () => {
    const at = await openDesk();
    const patient = await onFile(at, {});
    const page = await pageOf(at, patient.id);
    expect(page.facts?.warnings.map(({ code }) => code)).toEqual(['allergies-not-asked']);
    expect(await page.stateNoAllergies(true)).toBe(true);
    expect(page.head?.asked).toBe('none-known');
    const picks = new Picks(PACK);
    const [penicillin] = picks.allergies('qms', 'zh');
    expect(penicillin?.value).toEqual({ name: '青霉素类', atc: 'J01C', finding: 'hx.drug-allergy' });
    if (!penicillin) throw new Error('none');
    await page.addAllergy({ substance: penicillin.value, certainty: 'confirmed', severity: 'severe' });
    await page.addAllergy({ substance: { name: ' 土法草药 ' }, certainty: 'suspected' });
    const [hypertension] = picks.conditions('gxy', 'zh');
    expect(hypertension?.value).toEqual({ name: '高血压病史', finding: 'hx.hypertension' });
    if (hypertension) await page.addCondition(hypertension.value);
    const medicines = picks.medicines('aspl', 'zh');
    expect(medicines.map(({ value }) => value)).toEqual([{ text: '阿司匹林', finding: 'rx.aspirin' }]);
    expect(picks.medicines('抗生素', 'zh')).toEqual([]);
    for (const { value } of medicines) await page.addMedicine(value);
    expect(page.head).toMatchObject({
      asked: 'listed',
      allergies: [{ name: '青霉素类', severity: 'severe' }, { name: '土法草药' }],
      conditions: ['高血压病史'],
      medicines: ['阿司匹林']
    });
    expect(page.facts).toMatchObject({
      findings: ['hx.drug-allergy', 'hx.hypertension', 'rx.aspirin'],
      warnings: [{ code: 'severe-allergy' }],
      person: { sex: 'female', ageYears: 63 }
    });
    const [medicine] = page.medicines;
    if (medicine) await page.stopMedicine(medicine);
    expect(page.facts?.findings).toEqual(['hx.drug-allergy', 'hx.hypertension']);
    for (const one of page.allergies) await page.removeAllergy(one);
    expect(page.allergies.map(({ value }) => value.substance.name)).toEqual(['土法草药']);
    const [left] = page.allergies;
    if (left) await page.removeAllergy(left);
    expect(page.head?.asked).toBe('not-asked');
    // Eight changes after the creation and the view.
    expect((await lines(at, patient.id)).filter((action) => action === 'change')).toHaveLength(8);
  });

  it('states a pregnancy until its day, and nothing of a medicine that was stopped', async () => {
    const at = await openDesk();
    const patient = await onFile(at, {
      birth: { kind: 'year', year: 1998 },
      pregnantUntil: '2026-05-20' as never,
      medicines: [{ text: '阿司匹林', finding: 'rx.aspirin', stopped: '2026' as PartialDay }]
    });
    expect(knownFacts(patient, '2026-05-20' as never)).toMatchObject({
      findings: ['hx.pregnant'],
      person: { pregnant: true }
    });
    expect(knownFacts(patient, '2026-05-21' as never)).toMatchObject({
      findings: [],
      person: { sex: 'female' }
    });
  });

  it('edits details, empties a field, and is found by the new name', async () => {
    const at = await openDesk();
    const patient = await onFile(at, { name: '王秀兰', phone: '13812345678', village: '李庄' });
    const page = await pageOf(at, patient.id);
    page.edit();
    if (!page.editing) throw new Error('closed');
    page.editing.name = '王秀蓝';
    page.editing.phone = '';
    expect(await page.saveDetails()).toBe(true);
    expect(page.editing).toBeUndefined();
    const { value, version } = good(await at.store.patients.get(patient.id));
    expect(version).toBe(2);
    expect(value).toMatchObject({ name: '王秀蓝', village: '李庄' });
    expect(value.phone).toBeUndefined();
    at.search.query = '秀蓝';
    expect(at.search.found).toMatchObject([{ id: patient.id }]);
  });
});

describe('two windows that change one patient', () => {
  it('show yours and theirs; mine on top keeps what they changed elsewhere, and both allergies', async () => {
    const at = await openDesk();
    const other = await at.again();
    const patient = await onFile(at, { name: '王秀兰', village: '李庄' });
    await other.search.load();
    const [mine, theirs] = [await pageOf(at, patient.id), await pageOf(other, patient.id)];
    theirs.edit();
    if (!theirs.editing) throw new Error('closed');
    theirs.editing.village = '石桥';
    expect(await theirs.saveDetails()).toBe(true);
    expect(await theirs.addAllergy(allergy('青霉素类'))).toBe(true);
    expect(await mine.addAllergy(allergy('头孢菌素类'))).toBe(false);
    expect(mine.conflict?.by).toBe('李明');
    expect(mine.conflict?.fields).toMatchObject([
      { field: 'allergies', mine: { zh: '头孢菌素类' }, theirs: { zh: '青霉素类' }, isBoth: true },
      { field: 'village', mine: { zh: '李庄' }, theirs: { zh: '石桥' }, isBoth: false }
    ]);
    // Nothing was written yet.
    expect(good(await at.store.patients.get(patient.id)).version).toBe(3);
    expect(await mine.settle('mine')).toBe(true);
    const { value } = good(await at.store.patients.get(patient.id));
    expect(value.village).toBe('石桥');
    expect(value.allergies.map(({ substance }) => substance.name)).toEqual(['青霉素类', '头孢菌素类']);
    expect(mine.conflict).toBeUndefined();
  });

  it('leave theirs alone where mine is dropped', async () => {
    const at = await openDesk();
    const other = await at.again();
    const patient = await onFile(at, { village: '李庄' });
    await other.search.load();
    const [mine, theirs] = [await pageOf(at, patient.id), await pageOf(other, patient.id)];
    mine.edit();
    theirs.edit();
    if (!mine.editing || !theirs.editing) throw new Error('closed');
    theirs.editing.village = '石桥';
    await theirs.saveDetails();
    // Read anew meanwhile: the form still stands on what it was filled from.
    await mine.refresh();
    mine.editing.village = '石岭';
    expect(await mine.saveDetails()).toBe(false);
    expect(mine.conflict?.fields).toMatchObject([{ field: 'village', isBoth: true, before: { zh: '李庄' } }]);
    expect(await mine.settle('theirs')).toBe(true);
    expect(mine.head?.village).toBe('石桥');
  });
});

describe('merging two records', () => {
  it('lists the visits of both in one timeline, keeps both records, and is undone exactly', async () => {
    const at = await openDesk();
    const kept = await onFile(at, { name: '王秀兰', phone: '13812345678' });
    const other = await onFile(at, {
      name: '王秀蓝',
      village: '石桥',
      allergies: [{ ...allergy('青霉素类'), notedAt: '2026-01-01T00:00:00.000Z' }]
    });
    await visit(at, kept);
    at.wait(DAY_MS);
    await visit(at, other, { purpose: 'refill' });

    const merge = new Merge(at.desk, at.search);
    await merge.start(kept.id);
    await merge.choose(kept.id);
    expect(merge.trouble?.title.zh).toContain('同一份');
    await merge.choose(other.id);
    expect(merge.trouble).toBeUndefined();
    expect(merge.likeness).toMatchObject({ reasons: ['pinyin', 'birth-near'] });
    expect(merge.fields.filter(({ differs }) => differs)).toMatchObject([
      { field: 'name', kept: { zh: '王秀兰' }, other: { zh: '王秀蓝' }, result: { zh: '王秀兰' } },
      { field: 'phone', result: { zh: '13812345678' } },
      { field: 'village', kept: { zh: '' }, result: { zh: '石桥' } },
      { field: 'allergies', result: { zh: '青霉素类' } }
    ]);
    expect(await merge.confirm()).toBe(kept.id);

    at.search.query = '秀蓝';
    expect(at.search.found).toMatchObject([{ id: kept.id, via: '王秀蓝' }]);
    // Also by the old id, and in another window.
    const next = await at.again();
    const page = await pageOf(next, other.id);
    expect(page.id).toBe(kept.id);
    expect(page.timeline).toMatchObject([{ purpose: 'refill', of: '王秀蓝' }, { of: undefined }]);
    expect(page.head).toMatchObject({
      otherNames: ['王秀蓝'],
      village: '石桥',
      allergies: [{ name: '青霉素类' }]
    });
    expect(page.facts?.findings).toEqual(['hx.drug-allergy']);
    // Edited while merged: what only the other record says stays in it.
    page.edit();
    if (!page.editing) throw new Error('closed');
    page.editing.note = '听力差';
    expect(await page.saveDetails()).toBe(true);

    expect(await page.undoMerge(other.id)).toBe(true);
    expect(page.timeline).toHaveLength(1);
    expect(good(await at.store.patients.get(other.id)).value).toEqual(other);
    expect(good(await at.store.patients.get(kept.id)).value).toEqual({ ...kept, note: '听力差' });
    next.search.query = '秀蓝';
    expect(next.search.found).toMatchObject([{ id: other.id, via: undefined }]);
    expect(await lines(at, other.id)).toEqual(['create', 'merge', 'view', 'merge']);
    expect(await lines(at, kept.id)).toEqual(['create', 'merge', 'view', 'change', 'merge']);
  });

  it('writes nothing where either was changed meanwhile, and shows them as they stand', async () => {
    const at = await openDesk();
    const kept = await onFile(at, { name: '王秀兰' });
    const other = await onFile(at, { name: '王秀蓝' });
    const merge = new Merge(at.desk, at.search);
    await merge.start(kept.id);
    await merge.choose(other.id);
    const page = await pageOf(at, kept.id);
    await page.addAllergy(allergy('青霉素类'));
    expect(await merge.confirm()).toBeUndefined();
    expect(merge.trouble?.title.zh).toContain('另一个窗口');
    expect(good(await at.store.patients.get(other.id)).value.mergedInto).toBeUndefined();
    expect(merge.fields.find(({ field }) => field === 'allergies')?.kept.zh).toBe('青霉素类');
    merge.swap();
    expect(merge.kept?.name).toBe('王秀蓝');
    expect(await merge.confirm()).toBe(other.id);
    at.search.query = '王秀兰';
    expect(at.search.found).toMatchObject([{ id: other.id }]);
  });
});
