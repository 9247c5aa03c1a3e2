import { correctEncounter, EncounterVersions, Replay } from '$part/flows/encounter';
import { describe, expect, it } from 'vitest';
import { begin, good, lines, MODEL, needs, mindOf, openDesk, PACK, type Desk } from './room';

async function saved(window: Desk) {
  const encounter = await begin(window);
  encounter.choosePurpose('new-problem');
  encounter.visit.write('62岁，流涕、打喷嚏、咽痛1天。无发热。');
  await encounter.visit.settle(5_000);
  encounter.visit.answer('cough', 'absent');
  encounter.visit.enterVital('temperature', '36.8');
  encounter.visit.strike('rx.aspirin', true);
  await encounter.visit.settle(5_000);
  encounter.diagnoses.addCandidate('common-cold');
  expect(await encounter.save()).toBe(true);
  return encounter;
}

describe('a correction', () => {
  it('B33 is a new version with a reason beside the old one, and starts from what the old one stated', async () => {
    const window = await openDesk();
    const first = await saved(window);
    const second = good(await correctEncounter(needs(window), first.id));
    await second.visit.settle(5_000);
    const before = good(await window.store.encounters.get(first.id)).value;
    expect(second.visit.evidence).toEqual(first.visit.evidence);
    expect(second.visit.observations).toEqual(before.observations);
    expect(second.visit.taken.person).toEqual(before.person);
    expect(second.list).toEqual(first.list);
    expect(second.isBlind).toBe(false);
    expect(await second.save()).toBe(false);
    expect(second.saving).toEqual({ tag: 'refused', why: 'no-reason' });
    second.writeReason('诊断写错');
    second.diagnoses.remove(0);
    second.diagnoses.addCandidate('pneumonia');
    second.writePlan('复查');
    expect(await second.save()).toBe(true);
    const versions = new EncounterVersions(window.desk, PACK);
    await versions.load(first.id);
    expect(versions.list).toMatchObject([
      { version: 1, status: 'saved', signed: 'good', author: window.desk.user.name, correction: undefined },
      { version: 2, status: 'amended', signed: 'good', correction: '诊断写错' }
    ]);
    expect(versions.version(1)).toEqual(before);
    expect(versions.differences.map(({ key, before: a, after: b }) => [key, a?.zh, b?.zh])).toEqual([
      ['diagnosis:J00 急性鼻咽炎[感冒]', 'J00.x00 · 确诊 · 主要诊断', undefined],
      ['plan', undefined, '复查'],
      ['diagnosis:R69 pneumonia', undefined, 'R69.x00 · 确诊 · 主要诊断']
    ]);
    expect((await lines(window)).slice(-2)).toMatchObject([
      { action: 'change', table: 'encounters', version: 2, reason: '诊断写错' },
      { action: 'view', table: 'encounters', version: 2 }
    ]);
  });

  it('goes on after a crash, and is refused where somebody else corrected meanwhile', async () => {
    const clinic = await openDesk();
    const first = await saved(clinic);
    const mine = good(await correctEncounter(needs(clinic), first.id, '甲'));
    const theirs = good(await correctEncounter(needs(await clinic.again()), first.id, '乙'));
    expect(await theirs.save()).toBe(true);
    mine.writePlan('晚了');
    await mine.draft.flush();
    const again = good(await correctEncounter(needs(clinic), first.id));
    expect(again.reason).toBe('甲');
    expect(again.plan).toBe('晚了');
    expect(await again.save()).toBe(false);
    expect(again.saving).toMatchObject({ tag: 'fault', fault: { tag: 'conflict', found: 2 } });
  });
});

describe('the replay', () => {
  const replay = (window: Desk, pack = PACK) =>
    new Replay({ desk: window.desk, pack, mind: mindOf(pack), model: () => MODEL, build: '0.1.0+test' });

  it('D60 makes the list of a saved visit again, equal to a millionth', async () => {
    const window = await openDesk();
    const { id } = await saved(window);
    const again = replay(window);
    await again.run(id);
    const { result } = again;
    if (result.tag !== 'compared') throw new Error(result.tag);
    expect(result.compared).toEqual({ isEqual: true, farthest: 0, others: [] });
    expect(result.rows[0]).toMatchObject({ id: 'common-cold', name: { zh: '感冒' } });
    expect(result.rows[0]?.then).toBe(result.rows[0]?.now);
    expect((await lines(window)).at(-1)).toMatchObject({ action: 'view', id, version: 1 });
  });

  it('says that the pack is another one, and what differs by it', async () => {
    const window = await openDesk();
    const { id } = await saved(window);
    const other = {
      ...PACK,
      packHash: 'c'.repeat(64),
      conditions: PACK.conditions.map((one) =>
        one.id === 'common-cold' ? { ...one, perThousandVisits: 1 } : one
      )
    };
    const again = replay(window, other);
    await again.run(id);
    const { result } = again;
    if (result.tag !== 'compared') throw new Error(result.tag);
    expect(result.compared.isEqual).toBe(false);
    expect(result.compared.farthest).toBeGreaterThan(1e-6);
    expect(result.compared.others).toEqual([{ what: 'pack', then: PACK.packHash, now: 'c'.repeat(64) }]);
  });

  it('has nothing to make again where no list was shown', async () => {
    const window = await openDesk();
    const encounter = await begin(window);
    encounter.choosePurpose('vaccination');
    expect(await encounter.save()).toBe(true);
    const again = replay(window);
    await again.run(encounter.id);
    expect(again.result).toEqual({ tag: 'no-list' });
    await again.run('c7e4a1b2-3d5f-4e60-9a81-2b4d6f8a0c05');
    expect(again.result).toEqual({ tag: 'fault', fault: { tag: 'missing' } });
  });
});
