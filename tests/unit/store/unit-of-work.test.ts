import { afterEach, describe, expect, it, vi } from 'vitest';
import { DAY, draft, encounter, entryOf, findings, openClinic, openTab, patient, register } from './clinic';
import { droppedWrites, failingWrites } from './faulty-writes';

afterEach(() => vi.restoreAllMocks());

describe('a write', () => {
  it('is there with its audit line, and says who wrote it when', async () => {
    const { store } = await openClinic();
    const made = await register(store, '王小明');
    const read = await store.patients.get(made.id);
    expect(read).toMatchObject({ ok: true, value: { version: 1, value: made, by: { clock: 1 } } });
    const lines = await store.audit.page(undefined, 10);
    expect(lines).toMatchObject({
      ok: true,
      value: [
        {
          seq: 1,
          line: { value: { value: { action: 'create', table: 'patients', id: made.id, version: 1 } } }
        }
      ]
    });
  });

  it('over a version that somebody else wrote is a conflict, and nothing of it is there', async () => {
    const { store, platform, key } = await openClinic();
    const made = await register(store, '王小明');
    const other = await openTab(platform, key);
    const first = await other.store.commit([
      other.store.patients.put(1, { ...made, village: '李庄' }, { action: 'change' })
    ]);
    expect(first.ok).toBe(true);
    const late = encounter(made);
    const second = await store.commit([
      await store.encounters.put(late, DAY, { action: 'create' }),
      store.patients.put(1, { ...made, village: '王庄' }, { action: 'change' })
    ]);
    expect(second).toEqual({
      ok: false,
      error: { tag: 'conflict', table: 'patients', id: made.id, found: 2 }
    });
    expect(await store.patients.get(made.id)).toMatchObject({ value: { value: { village: '李庄' } } });
    expect(await store.encounters.get(late.id)).toEqual({ ok: false, error: { tag: 'missing' } });
    expect(await store.audit.page(undefined, 10)).toMatchObject({ value: { length: 2 } });
  });

  it('of a new row where one is, and of a version that is not the next, are conflicts', async () => {
    const { store } = await openClinic();
    const made = await register(store, '王小明');
    const again = await store.commit([store.patients.put(0, made, { action: 'create' })]);
    expect(again).toMatchObject({ error: { tag: 'conflict', found: 1 } });
    const visit = encounter(made, { version: 2 });
    const jumped = await store.commit([await store.encounters.put(visit, DAY, { action: 'create' })]);
    expect(jumped).toMatchObject({ error: { tag: 'conflict', found: 0 } });
  });

  it.each(['patients', 'encounters', 'delta', 'audit'])(
    'A8 fails whole where %s cannot be written, and the log stays sound',
    async (table) => {
      const clinic = await openClinic();
      const { store } = clinic;
      await register(store, '张三');
      const made = patient('李四');
      const visit = encounter(made);
      const broken = failingWrites(table);
      const written = await store.commit([
        store.patients.put(0, made, { action: 'create' }),
        await store.encounters.put(visit, DAY, { action: 'create' }),
        store.search.put(entryOf(made), 1)
      ]);
      broken.restore();
      expect(written).toEqual({ ok: false, error: { tag: 'full' } });
      expect(await store.patients.get(made.id)).toMatchObject({ error: { tag: 'missing' } });
      expect(await store.encounters.get(visit.id)).toMatchObject({ error: { tag: 'missing' } });
      expect(await store.search.load()).toMatchObject({ value: { entries: { length: 1 } } });
      expect(await findings(clinic)).toEqual([]);
      expect((await store.commit([store.patients.put(0, made, { action: 'create' })])).ok).toBe(true);
      expect(await findings(clinic)).toEqual([]);
    }
  );

  it.each(['patients', 'encounters', 'drafts', 'delta', 'audit'])(
    'A20 that %s drops while it says that it wrote is told',
    async (table) => {
      const { store } = await openClinic();
      const made = patient('李四');
      const open = draft('咳嗽');
      const dropping = droppedWrites(table);
      const written = await store.commit([
        store.patients.put(0, made, { action: 'create' }),
        await store.encounters.put(encounter(made), DAY, { action: 'create' }),
        store.drafts.put(0, open),
        store.search.put(entryOf(made), 1)
      ]);
      expect(dropping.writes()).toBeGreaterThan(0);
      expect(written).toMatchObject({ ok: false, error: { tag: 'not-kept', table } });
    }
  );

  it('whose value could not be read again is refused before anything is written', async () => {
    const { store, database } = await openClinic();
    const written = await store.commit([
      store.patients.put(0, { ...patient('李四'), village: 'x'.repeat(81) }, { action: 'create' })
    ]);
    expect(written).toEqual({ ok: false, error: { tag: 'invalid', field: 'village' } });
    expect(await database.audit.count()).toBe(0);
  });

  it('saves the encounter and takes its draft away in one', async () => {
    const { store } = await openClinic();
    const made = await register(store, '王小明');
    const open = draft('咳嗽');
    await store.commit([store.drafts.put(0, open)]);
    const saving = [
      await store.encounters.put(encounter(made, { id: open.id }), DAY, { action: 'create' }),
      store.drafts.remove(open.id, 1)
    ];
    expect((await store.commit(saving)).ok).toBe(true);
    expect(await store.drafts.get(open.id)).toMatchObject({ error: { tag: 'missing' } });
    expect((await store.encounters.get(open.id)).ok).toBe(true);
  });

  it('A12 after the connection is gone is told as closed', async () => {
    const { store, database } = await openClinic();
    database.end();
    const written = await store.commit([store.patients.put(0, patient('李四'), { action: 'create' })]);
    expect(written).toEqual({ ok: false, error: { tag: 'closed' } });
    expect(await store.patients.all()).toEqual({ ok: false, error: { tag: 'closed' } });
  });

  it('A8 that only tells what was done draws on the reserve where the disk is full; a record does not', async () => {
    const { platform, key } = await openClinic();
    const faults: ReturnType<typeof failingWrites>[] = [];
    const free = vi.fn(() => {
      for (const fault of faults) fault.restore();
      return Promise.resolve(true);
    });
    const { store } = await openTab(platform, key, { reserve: { hold: () => Promise.resolve(true), free } });
    faults.push(failingWrites('audit'));
    const record = await store.commit([store.patients.put(0, patient('李四'), { action: 'create' })]);
    expect(record).toEqual({ ok: false, error: { tag: 'full' } });
    expect(free).not.toHaveBeenCalled();
    expect((await store.audit.record({ action: 'export' })).ok).toBe(true);
    expect(free).toHaveBeenCalledOnce();
  });
});
