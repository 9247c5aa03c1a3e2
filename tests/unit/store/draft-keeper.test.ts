import { afterEach, describe, expect, it, vi } from 'vitest';
import { DRAFT } from '$part/schema';
import { draft, openClinic, openTab } from './clinic';
import { failingWrites } from './faulty-writes';

afterEach(() => vi.restoreAllMocks());

const noteOf = async ({ store }: Awaited<ReturnType<typeof openClinic>>) => {
  const read = await store.drafts.get(DRAFT.example.id);
  return read.ok ? read.value.value.note : read.error.tag;
};
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a draft', () => {
  it('A3 typed without a pause is never more than a second behind', async () => {
    const clinic = await openClinic();
    const keeper = clinic.store.keepDraft(0, () => undefined);
    const typed: { readonly at: number; readonly note: string }[] = [];
    let note = '';
    for (const end = Date.now() + 2_500; Date.now() < end;) {
      note += '咳';
      keeper.keep(draft(note));
      typed.push({ at: Date.now(), note });
      await pause(40);
      const kept = await noteOf(clinic);
      const aSecondAgo = typed.filter(({ at }) => at < Date.now() - 1_000).at(-1);
      if (aSecondAgo) expect(kept.length).toBeGreaterThanOrEqual(aSecondAgo.note.length);
    }
    expect(await keeper.flush()).toBeUndefined();
    expect(await noteOf(clinic)).toBe(note);
  });

  it('says pending, then kept, with the version that is on the disk', async () => {
    const clinic = await openClinic();
    const said: unknown[] = [];
    const keeper = clinic.store.keepDraft(0, (keeping) => said.push(keeping));
    keeper.keep(draft('咳'));
    keeper.keep(draft('咳嗽'));
    await keeper.flush();
    expect(said).toEqual(['pending', 'pending', 'kept']);
    expect(keeper.version).toBe(1);
    expect(await clinic.store.drafts.get(DRAFT.example.id)).toMatchObject({ value: { version: 1 } });
  });

  it('that could not be written says so, and is written with the next try', async () => {
    const clinic = await openClinic();
    const said: unknown[] = [];
    const keeper = clinic.store.keepDraft(0, (keeping) => said.push(keeping));
    const broken = failingWrites('drafts');
    keeper.keep(draft('咳嗽'));
    expect(await keeper.flush()).toEqual({ tag: 'full' });
    expect(said.at(-1)).toEqual({ tag: 'fault', fault: { tag: 'full' } });
    broken.restore();
    expect(await keeper.flush()).toBeUndefined();
    expect(await noteOf(clinic)).toBe('咳嗽');
  });

  it('open in two tabs is a conflict in the later one, and the earlier one is kept', async () => {
    const clinic = await openClinic();
    const other = await openTab(clinic.platform, clinic.key);
    const first = clinic.store.keepDraft(0, () => undefined);
    const second = other.store.keepDraft(0, () => undefined);
    first.keep(draft('咳嗽'));
    await first.flush();
    second.keep(draft('发热'));
    expect(await second.flush()).toMatchObject({ tag: 'conflict', found: 1 });
    expect(await noteOf(clinic)).toBe('咳嗽');
  });

  it('that was stopped writes no more', async () => {
    const clinic = await openClinic();
    const keeper = clinic.store.keepDraft(0, () => undefined);
    keeper.keep(draft('咳嗽'));
    await keeper.stop();
    await pause(400);
    expect(await noteOf(clinic)).toBe('missing');
  });
});
