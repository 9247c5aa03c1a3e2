import type { SearchEntry } from '$part/schema';
import { describe, expect, it } from 'vitest';
import { entryOf, openClinic, openTab, patient, register } from './clinic';
import { failingWrites } from './faulty-writes';

const entries = (count: number): SearchEntry[] =>
  Array.from({ length: count }, (_, at) => entryOf(patient(`病人${at}`)));
const names = (read: { ok: true; value: { entries: readonly SearchEntry[] } } | { ok: false }) =>
  read.ok ? read.value.entries.map(({ name }) => name).sort() : [];

describe('search blocks', () => {
  it('hold a thousand patients each, and a change beside them wins', async () => {
    const { store, database } = await openClinic();
    const all = entries(2_300);
    expect((await store.search.rebuild(all)).ok).toBe(true);
    expect(await database.blocks.count()).toBe(3);
    const [first] = all;
    if (!first) throw new Error('none');
    await store.commit([store.search.put({ ...first, name: '改名' }, 2)]);
    const read = await store.search.load();
    if (!read.ok) throw new Error(read.error.tag);
    expect(read.value.entries).toHaveLength(2_300);
    expect(read.value.entries.filter(({ name }) => name === '改名')).toHaveLength(1);
    expect(read.value.isFoldDue).toBe(false);
  });

  it('take in what stands beside them once it is more than 200: the same patients, nothing beside', async () => {
    const { store, database } = await openClinic();
    const all = entries(1_200);
    await store.search.rebuild(all);
    const moved = all.slice(0, 5).map((entry) => ({ ...entry, name: `${entry.name}改` }));
    const added = entries(196).map((entry) => ({ ...entry, name: `${entry.name}新` }));
    for (const entry of [...moved, ...added]) await store.commit([store.search.put(entry, 2)]);
    const before = await store.search.load();
    expect(before).toMatchObject({ value: { isFoldDue: true, faults: [] } });
    expect((await store.search.fold()).ok).toBe(true);
    expect(await database.delta.count()).toBe(0);
    expect(await database.blocks.count()).toBe(2);
    const after = await store.search.load();
    expect(after).toMatchObject({ value: { isFoldDue: false } });
    expect(names(after)).toEqual(names(before));
    expect(names(after)).toHaveLength(1_396);
  });

  it('that cannot be written leave everything beside them', async () => {
    const { store, database } = await openClinic();
    await register(store, '王小明');
    const broken = failingWrites('blocks');
    expect(await store.search.fold()).toEqual({ ok: false, error: { tag: 'full' } });
    broken.restore();
    expect(await database.delta.count()).toBe(1);
    expect(names(await store.search.load())).toEqual(['王小明']);
  });

  it('folded by two tabs at once lose nobody', async () => {
    const { store, platform, key } = await openClinic();
    const other = await openTab(platform, key);
    for (const name of ['甲', '乙', '丙']) await register(store, name);
    await Promise.all([store.search.fold(), other.store.search.fold()]);
    await register(store, '丁');
    await Promise.all([store.search.fold(), other.store.search.fold()]);
    expect(names(await store.search.load())).toEqual(['甲', '乙', '丙', '丁'].sort());
  });

  it('that are damaged are flagged, cost no other block, and are made anew', async () => {
    const { store, database } = await openClinic();
    const all = entries(1_500);
    await store.search.rebuild(all);
    const [block] = await database.blocks.toArray();
    if (!block) throw new Error('none');
    await database.blocks.put({ ...block, sealed: block.sealed.slice(1) });
    const read = await store.search.load();
    if (!read.ok) throw new Error(read.error.tag);
    expect(read.value.faults).toMatchObject([{ id: block.id, fault: { tag: 'damaged' } }]);
    expect([500, 1_000]).toContain(read.value.entries.length);
    expect((await store.search.rebuild(all)).ok).toBe(true);
    expect(await store.search.load()).toMatchObject({ value: { faults: [], entries: { length: 1_500 } } });
  });
});
