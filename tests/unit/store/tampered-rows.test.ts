import { describe, expect, it } from 'vitest';
import { DAY, encounter, findings, heads, openClinic, openTab, patient, register } from './clinic';

/** A clinic with two patients in two versions each, and what stood in the rows before. */
async function edited() {
  const clinic = await openClinic();
  const { store, database } = clinic;
  const [a, b] = [await register(store, '王小明'), await register(store, '李四')];
  const old = await database.patients.get(a.id);
  await store.commit([store.patients.put(1, { ...a, village: '李庄' }, { action: 'change' })]);
  if (!old) throw new Error('not there');
  return { ...clinic, a, b, old };
}

describe('rows changed beside the app', () => {
  it('are not found where there are none', async () => {
    expect(await findings(await edited())).toEqual([]);
  });

  it('B25 two swapped rows are both damaged, while others open', async () => {
    const clinic = await edited();
    const { store, database, a, b } = clinic;
    const third = await register(store, '赵六');
    const [one, two] = await database.patients.bulkGet([a.id, b.id]);
    if (!one || !two) throw new Error('not there');
    await database.patients.bulkPut([
      { ...two, id: a.id },
      { ...one, id: b.id }
    ]);
    const all = await store.patients.all();
    if (!all.ok) throw new Error(all.error.tag);
    expect(all.value.records.map(({ id }) => id)).toEqual([third.id]);
    expect(all.value.faults.map(({ id, fault }) => [id, fault.tag]).sort()).toEqual(
      [a.id, b.id].sort().map((id) => [id, 'damaged'])
    );
    expect(await store.patients.get(a.id)).toEqual({ ok: false, error: { tag: 'damaged' } });
    expect(await findings(clinic)).toEqual(
      expect.arrayContaining([a, b].map(({ id }) => ({ tag: 'put-back', table: 'patients', id })))
    );
  });

  it('B25 an old row put back opens, and the check of the log finds it', async () => {
    const clinic = await edited();
    await clinic.database.patients.put(clinic.old);
    expect((await clinic.store.patients.get(clinic.a.id)).ok).toBe(true);
    expect(await findings(clinic)).toEqual([{ tag: 'put-back', table: 'patients', id: clinic.a.id }]);
  });

  it('B25 an old row given the new number does not open', async () => {
    const { store, database, a, old } = await edited();
    await database.patients.put({ ...old, version: 2 });
    expect(await store.patients.get(a.id)).toEqual({ ok: false, error: { tag: 'damaged' } });
  });

  it('B25 a visit given to another patient is damaged', async () => {
    const { store, database, a, b } = await edited();
    const visit = encounter(a);
    await store.commit([await store.encounters.put(visit, DAY, { action: 'create' })]);
    await database.encounters.where('id').equals(visit.id).modify({ patient: b.id });
    expect(await store.encounters.get(visit.id)).toEqual({ ok: false, error: { tag: 'damaged' } });
    const listed = await store.encounters.ofPatient(b.id);
    expect(listed).toMatchObject({
      value: { records: [], faults: [{ id: visit.id, fault: { tag: 'damaged' } }] }
    });
  });

  it.each([0, 20, -1])('byte %i of a payload changed costs that record alone', async (at) => {
    const { store, database, a, b } = await edited();
    const row = await database.patients.get(a.id);
    if (!row) throw new Error('not there');
    const sealed = new Uint8Array(row.sealed);
    const index = at < 0 ? sealed.length + at : at;
    sealed[index] = (sealed[index] ?? 0) ^ 1;
    await database.patients.put({ ...row, sealed });
    const page = await store.patients.page(undefined, 10);
    expect(page).toMatchObject({
      value: { records: [{ id: b.id }], faults: [{ id: a.id, version: 2, fault: { tag: 'damaged' } }] }
    });
  });

  it('a row that was taken away and one that nobody wrote are found', async () => {
    const clinic = await edited();
    const { database, a, b } = clinic;
    const row = await database.patients.get(b.id);
    if (!row) throw new Error('not there');
    await database.patients.delete(a.id);
    await database.patients.put({ ...row, id: 'another-row' });
    expect(await findings(clinic)).toEqual([
      { tag: 'unlogged', table: 'patients', id: 'another-row' },
      { tag: 'missing', table: 'patients', id: a.id }
    ]);
  });

  it('an old version of a visit that was taken away is found', async () => {
    const clinic = await openClinic();
    const { store, database } = clinic;
    const visit = encounter(patient('王小明'));
    await store.commit([await store.encounters.put(visit, DAY, { action: 'create' })]);
    const corrected = { ...visit, version: 2, status: 'amended' as const, correction: '更正' };
    await store.commit([await store.encounters.put(corrected, DAY, { action: 'change' })]);
    expect(await findings(clinic)).toEqual([]);
    await database.encounters.delete([visit.id, 1]);
    expect(await findings(clinic)).toEqual([{ tag: 'missing', table: 'encounters', id: visit.id }]);
  });

  it('B32 lines cut at the end, edited, taken out or exchanged are found', async () => {
    const cut = await edited();
    await cut.database.audit.delete(3);
    expect(await findings(cut)).toEqual(expect.arrayContaining([{ tag: 'cut', count: 2, known: 3 }]));

    const taken = await edited();
    await taken.database.audit.delete(2);
    expect(await findings(taken)).toEqual(
      expect.arrayContaining([{ tag: 'out-of-order', seq: 2, found: 3 }])
    );

    const exchanged = await edited();
    const [one, two] = await exchanged.database.audit.bulkGet([1, 2]);
    if (!one || !two) throw new Error('not there');
    await exchanged.database.audit.bulkPut([
      { ...one, seq: 2 },
      { ...two, seq: 1 }
    ]);
    expect(await findings(exchanged)).toEqual(expect.arrayContaining([{ tag: 'edited', seq: 1 }]));

    const changed = await edited();
    const line = await changed.database.audit.get(2);
    if (!line) throw new Error('not there');
    await changed.database.audit.put({ ...line, sealed: line.sealed.slice().reverse() });
    expect(await findings(changed)).toEqual(
      expect.arrayContaining([
        { tag: 'edited', seq: 2 },
        { tag: 'unreadable', seq: 2 }
      ])
    );
  });

  it('B32 a head of before stays behind, also when a tab that is late keeps its own', async () => {
    const clinic = await edited();
    const before = await heads(clinic);
    const other = await openTab(clinic.platform, clinic.key);
    await register(other.store, '孙七');
    for (const head of before) await clinic.keyring.keepAuditHead(head);
    expect(await heads(clinic)).toMatchObject([{ count: 4 }]);
  });
});
