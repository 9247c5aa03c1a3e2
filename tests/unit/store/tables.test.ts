import { PATIENT, type IsoDay } from '$part/schema';
import { describe, expect, it } from 'vitest';
import { DAY, draft, encounter, openClinic, openTab, patient, register } from './clinic';

const NEXT_DAY = '2026-03-10' as IsoDay;

describe('encounters', () => {
  async function visits() {
    const clinic = await openClinic();
    const { store } = clinic;
    const [a, b] = [await register(store, '王小明'), await register(store, '李四')];
    const made = [
      encounter(a, { startedAt: '2026-03-09T02:00:00.000Z' }),
      encounter(b, { startedAt: '2026-03-09T01:00:00.000Z' }),
      encounter(a, { startedAt: '2026-03-10T01:00:00.000Z' })
    ] as const;
    const days = [DAY, DAY, NEXT_DAY] as const;
    for (const [at, visit] of made.entries()) {
      const change = await store.encounters.put(visit, days[at] ?? DAY, { action: 'create' });
      expect((await store.commit([change])).ok).toBe(true);
    }
    return { ...clinic, a, b, made };
  }
  const ids = (
    read: Awaited<ReturnType<Awaited<ReturnType<typeof visits>>['store']['encounters']['ofDay']>>
  ) => (read.ok ? read.value.records.map(({ id, version }) => [id, version]) : read.error);

  it('of a day stand in the order of their start, of a patient newest first', async () => {
    const { store, a, made } = await visits();
    const [one, two, three] = made;
    expect(ids(await store.encounters.ofDay(DAY))).toEqual([
      [two.id, 1],
      [one.id, 1]
    ]);
    expect(ids(await store.encounters.ofPatient(a.id))).toEqual([
      [three.id, 1],
      [one.id, 1]
    ]);
    expect(ids(await store.encounters.ofDay('2026-03-11' as IsoDay))).toEqual([]);
  });

  it('that are corrected are listed once, in the new version, also on another day; the old one is readable', async () => {
    const { store, made } = await visits();
    const [one, two] = made;
    const corrected = { ...one, version: 2, status: 'amended', correction: '更正', note: '咳嗽5天' } as const;
    const change = await store.encounters.put(corrected, NEXT_DAY, { action: 'change', reason: '更正' });
    expect((await store.commit([change])).ok).toBe(true);
    expect(ids(await store.encounters.ofDay(DAY))).toEqual([[two.id, 1]]);
    expect(await store.encounters.get(one.id)).toMatchObject({ value: { version: 2, value: corrected } });
    expect(await store.encounters.version(one.id, 1)).toMatchObject({ value: { value: one } });
    expect(ids(await store.encounters.versions(one.id))).toEqual([
      [one.id, 1],
      [one.id, 2]
    ]);
  });

  it('are read page by page, each version once', async () => {
    const { store } = await visits();
    const seen: string[] = [];
    let after: [string, number] | undefined;
    for (;;) {
      const page = await store.encounters.page(after, 2);
      if (!page.ok) throw new Error(page.error.tag);
      const last = page.value.records.at(-1);
      if (!last) break;
      seen.push(...page.value.records.map(({ id }) => id));
      after = [last.id, last.version];
    }
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
  });

  it('show nothing readable of day or content in their rows', async () => {
    const { database } = await visits();
    const text = JSON.stringify(
      (await database.encounters.toArray()).map((row) => ({
        ...row,
        sealed: String.fromCharCode(...row.sealed)
      }))
    );
    expect(text).not.toContain('2026');
    expect(text).not.toContain('note');
    expect(new Set((await database.encounters.toArray()).map(({ day }) => day)).size).toBe(2);
  });
});

describe('records', () => {
  it('of a newer build are flagged and not opened, while others are', async () => {
    const clinic = await openClinic();
    const { store, database, session } = clinic;
    const made = await register(store, '王小明');
    const future = await register(store, '李四');
    const payload = {
      version: PATIENT.version + 1,
      value: {},
      by: { author: session.author, device: session.device, clock: 9, at: '2026-03-09T01:30:00.000Z' }
    };
    const at = { table: 'patients', id: future.id, version: 1 };
    const sealed = await session.key.seal(at, new TextEncoder().encode(JSON.stringify(payload)));
    await database.patients.put({ id: future.id, version: 1, sealed });
    expect(await store.patients.all()).toMatchObject({
      value: {
        records: [{ id: made.id }],
        faults: [
          { id: future.id, fault: { tag: 'newer', found: PATIENT.version + 1, known: PATIENT.version } }
        ]
      }
    });
  });

  it('are read page by page in the order of their ids', async () => {
    const { store } = await openClinic();
    const made = [];
    for (const name of ['甲', '乙', '丙']) made.push((await register(store, name)).id as string);
    made.sort();
    const first = await store.patients.page(undefined, 2);
    expect(first).toMatchObject({ value: { records: [{ id: made[0] }, { id: made[1] }] } });
    expect(await store.patients.page(made[1], 2)).toMatchObject({ value: { records: [{ id: made[2] }] } });
  });

  it('of a setting are put with a version like all others', async () => {
    const { store } = await openClinic();
    const put = (expected: number, minutes: number) =>
      store.commit([store.settings.put(expected, { id: 'auto-lock', minutes }, { action: 'change' })]);
    expect((await put(0, 3)).ok).toBe(true);
    expect(await put(0, 4)).toMatchObject({ error: { tag: 'conflict', found: 1 } });
    expect((await put(1, 5)).ok).toBe(true);
    expect(await store.settings.get('auto-lock')).toMatchObject({
      value: { version: 2, value: { minutes: 5 } }
    });
  });
});

describe('the audit log', () => {
  it('is read newest first, page by page', async () => {
    const { store } = await openClinic();
    const { id } = patient('王小明');
    for (let seen = 1; seen <= 5; seen++)
      await store.audit.record({ action: 'view', table: 'patients', id, version: 1 });
    const seqs = async (before: number | undefined) => {
      const page = await store.audit.page(before, 2);
      return page.ok ? page.value.map(({ seq }) => seq) : page.error;
    };
    expect(await seqs(undefined)).toEqual([5, 4]);
    expect(await seqs(4)).toEqual([3, 2]);
    expect(await seqs(2)).toEqual([1]);
  });

  it('tells of a failed unlock when it was, not when it was anchored', async () => {
    const { store } = await openClinic();
    const at = '2026-03-08T23:00:00.000Z';
    await store.audit.record({ action: 'unlock-failed', happened: { at } }, { action: 'unlock' });
    const page = await store.audit.page(undefined, 2);
    if (!page.ok) throw new Error(page.error.tag);
    const [unlock, failed] = page.value.map(({ line }) => (line.ok ? line.value.value : undefined));
    expect(failed).toMatchObject({ action: 'unlock-failed', at });
    expect(failed).not.toHaveProperty('user');
    expect(unlock).toHaveProperty('user');
  });
});

describe('drafts', () => {
  it('of two tabs conflict instead of taking each other away', async () => {
    const { store, platform, key } = await openClinic();
    const other = await openTab(platform, key);
    expect((await store.commit([store.drafts.put(0, draft('咳嗽'))])).ok).toBe(true);
    const written = await other.store.commit([other.store.drafts.put(0, draft('发热'))]);
    expect(written).toMatchObject({ error: { tag: 'conflict', table: 'drafts', found: 1 } });
    expect(await store.drafts.all()).toMatchObject({ value: { records: [{ value: { note: '咳嗽' } }] } });
  });
});
