import { parseResidentId, type IsoDay } from '$part/schema';
import { describe, expect, it } from 'vitest';
import { chance } from '../../../tools/demo/chance';
import { administrator, makeClinic, PASSPHRASE } from '../../../tools/demo/demo-clinic';
import { fillClinic } from '../../../tools/demo/fill-clinic';
import { inventPatient } from '../../../tools/demo/invented-patients';
import { writeDemo } from '../../../tools/demo/write-file';
import { Tablet } from '../flows/clinic/tablet';
import { PACK as SMALL } from '../flows/encounter/room';
import { checkSigned } from '$part/flows/encounter';
import { Downloads, good, names, restoreOf } from '../flows/records/room';
import { FLOOR } from '../security/clinics';
import { argon2 } from '../security/kdfs';

const NOW = Date.UTC(2026, 2, 9, 9);
const PACK = { ...SMALL, visits: { ...SMALL.visits, person: { 'female 18-44': 0.5, 'male 65+': 0.5 } } };

async function filled(size: { patients: number; visits: number }, atOnce: number) {
  let now = NOW - 100 * 86_400_000;
  const clinic = await makeClinic({ now: () => now }, FLOOR);
  const told: number[] = [];
  await fillClinic({
    clinic,
    chance: chance(7),
    pack: PACK,
    size,
    now: NOW,
    setNow: (at) => (now = at),
    atOnce,
    tell: (visits) => told.push(visits)
  });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  await writeDemo(clinic, NOW, new WritableStream({ write: (piece) => void pieces.push(piece) }));
  const downloads = new Downloads();
  downloads.download('demo.tongzhen', new Blob(pieces));
  return { clinic, downloads, told };
}

describe('demo clinic', () => {
  it('of 20 patients restores on an empty tablet and unlocks', async () => {
    const { downloads, told } = await filled({ patients: 20, visits: 50 }, 1);
    expect(told.at(-1)).toBe(50);
    const tablet = new Tablet();
    tablet.now = NOW;
    const tab = await tablet.open({ kdf: argon2 });
    const page = await restoreOf(tablet, tab, downloads);
    await page.pick();
    if (page.state.tag !== 'who') throw new Error(page.state.tag);
    expect(page.state.file.people.map(({ name }) => name)).toEqual(['陈建国', '周敏']);
    const user = page.state.file.people[1]?.id;
    if (user === undefined) throw new Error('one person only');
    await page.prove({ user, passphrase: PASSPHRASE });
    expect(page.state).toMatchObject({
      tag: 'preview',
      isEmpty: true,
      file: { patients: 20, encounters: 50 }
    });
    await page.replace();
    page.close();
    await tab.clinic.tryAgain();
    await tab.clinic.unlock(user, PASSPHRASE);
    expect(await names(tab)).toHaveLength(20);
    const { store, keyring } = tab.session;
    expect(good(await store.search.load()).entries).toHaveLength(20);
    const visits = good(await store.encounters.page(undefined, 100));
    expect([visits.records.length, visits.faults.length]).toEqual([50, 0]);
    for (const { value } of visits.records) expect(await checkSigned(value, keyring)).toBe('good');
    expect(visits.records.some(({ value }) => (value.shown?.ranked.length ?? 0) > 0)).toBe(true);
    expect(visits.records.some(({ value }) => value.observations.length > 1)).toBe(true);
    expect(good(await store.checkAudit([])).findings).toEqual([]);
  });

  it('of many visits is written many at once, in the order of their times', async () => {
    const { clinic } = await filled({ patients: 30, visits: 90 }, 40);
    const { store } = administrator(clinic);
    const page = good(await store.encounters.page(undefined, 200));
    expect(page.records).toHaveLength(90);
    const byClock = [...page.records].sort((a, b) => a.by.clock - b.by.clock);
    const ends = [byClock[39], byClock[40]].map((one) => one?.value.startedAt ?? '');
    expect([...ends].sort()).toEqual(ends);
    expect(good(await store.search.load()).entries).toHaveLength(30);
  });

  it('invents the same people from the same seed, with numbers that are nobody’s', () => {
    const today = '2026-03-09' as IsoDay;
    const people = (seed: number) => {
      const from = chance(seed);
      return Array.from({ length: 40 }, () => inventPatient(from, PACK, today));
    };
    expect(people(5)).toEqual(people(5));
    expect(people(6)).not.toEqual(people(5));
    const numbers = people(5).flatMap(({ residentId, sex }) =>
      residentId ? [[residentId, sex] as const] : []
    );
    expect(numbers.length).toBeGreaterThan(5);
    for (const [number, sex] of numbers)
      expect(parseResidentId(number, today)).toMatchObject({ ok: true, value: { region: '999999', sex } });
  });

  it('weighs by share', () => {
    const { weighed } = chance(3);
    const picks = Array.from({ length: 1_000 }, () =>
      weighed(['a', 'b', 'c'], (one) => ({ a: 1, b: 3 })[one] ?? 0)
    );
    expect(picks.filter((one) => one === 'b').length).toBeGreaterThan(650);
    expect(picks).not.toContain('c');
  });
});
