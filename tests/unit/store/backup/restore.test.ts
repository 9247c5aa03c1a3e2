import { ok } from '$part/kernel';
import { ClinicKey } from '$part/security';
import { blobBytes } from '$part/store/backup/backup-bytes';
import type { Bytes, Row } from '$part/store/backup/backup-row';
import type { BackupTarget, RowChange } from '$part/store/backup/backup-source';
import { BACKUP_TABLES } from '$part/store/backup/backup-tables';
import { readAside } from '$part/store/backup/kept-aside';
import { previewRestore } from '$part/store/backup/preview';
import { readBackup } from '$part/store/backup/read-backup';
import { restore, type RestoreOptions, undoRestore } from '$part/store/backup/restore';
import { undoCutRestore } from '$part/store/backup/way-back';
import type { MergeHooks } from '$part/store/backup/merge-backup';
import { beforeEach, describe, expect, it } from 'vitest';
import { CountedTarget, Killed } from './counted-target';
import {
  add,
  allRows,
  appendAudit,
  backupOf,
  changedByOf,
  CLINIC,
  encounterRow,
  fill,
  sealedRow,
  stateHash,
  Tablet
} from './test-clinic';

let key: ClinicKey;
beforeEach(async () => {
  key = await ClinicKey.generate();
});

const clock = { now: () => Date.parse('2026-03-10T08:00:00Z') };

function optionsOf(target: BackupTarget, more: Partial<RestoreOptions & MergeHooks> = {}) {
  return {
    target,
    device: 'tablet-b',
    build: 'test',
    alone: <T>(run: () => Promise<T>): Promise<T | undefined> => run(),
    clock,
    changedBy: changedByOf(key),
    logTaken: () => Promise.resolve(ok(undefined)),
    finish: () => Promise.resolve(ok(undefined)),
    ...more
  };
}

async function opened(file: Bytes) {
  const read = await readBackup(blobBytes(new Blob([file])), { unlock: () => Promise.resolve(key) });
  if (!read.ok) throw new Error(read.error.tag);
  return read.value;
}

async function restored(
  file: Bytes,
  how: 'merge' | 'replace',
  target: BackupTarget,
  more: Partial<RestoreOptions & MergeHooks> = {}
) {
  const done = await restore(await opened(file), how, optionsOf(target, more));
  if (!done.ok) throw new Error(done.error.tag);
  return done.value;
}

const textOf = async (table: string, row: Row | undefined) =>
  row &&
  new TextDecoder().decode(
    await key.open({ table, id: String(row.id), version: Number(row.version) }, row.sealed as Bytes)
  );

/** Two tablets with one history: each row and its audit line. */
async function twoTablets() {
  const here = await Tablet.start();
  const shared = await sealedRow(key, 'patients', 'shared', 1, 'as it was');
  await add(here, 'patients', shared);
  await appendAudit(here, key, 'patients/shared');
  const there = await Tablet.start();
  await restored(await backupOf(here, key), 'replace', there.target);
  return { here, there, shared };
}

async function change(tablet: Tablet, before: Row, after: Row) {
  const put = await tablet.target.put('patients', [{ before, after }]);
  expect(put).toEqual(ok(undefined));
  await appendAudit(tablet, key, `patients/${String(after.id)}`);
}

describe('restore on an empty tablet', () => {
  it('A16 10,000 rows are equal by canonical hash', { timeout: 120_000 }, async () => {
    const from = await Tablet.start();
    await fill(from, key, 10_000);
    const counts = await Promise.all(BACKUP_TABLES.map((table) => from.target.count(table)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
    const file = await backupOf(from, key);
    const to = await Tablet.start();
    expect(await stateHash(to.target)).not.toBe(await stateHash(from.target));
    await restored(file, 'replace', to.target);
    expect(await stateHash(to.target)).toBe(await stateHash(from.target));
    expect(to.settledHead).toEqual(await from.target.head());
    // And out of what was restored comes the same backup again, table by table.
    const again = await opened(await backupOf(to, key));
    expect(again.manifest.tables).toEqual((await opened(file)).manifest.tables);
  });

  it('A16 the keyring travels as it is', async () => {
    const from = await Tablet.start();
    const { header } = await opened(await backupOf(from, key));
    expect(header).toMatchObject({ clinic: CLINIC, generation: 1, keyring: { users: ['opaque'] } });
  });

  it('A16 merging into nothing is the same as replacing it', async () => {
    const from = await Tablet.start();
    await fill(from, key, 300);
    const to = await Tablet.start();
    await restored(await backupOf(from, key), 'merge', to.target);
    const tables = BACKUP_TABLES.filter((table) => table !== 'blocks' && table !== 'delta');
    for (const table of tables.filter((name) => name !== 'encounters'))
      expect(await stateHash(to.target, [table]), table).toBe(await stateHash(from.target, [table]));
    expect(await to.target.count('encounters')).toBe(await from.target.count('encounters'));
  });
});

describe('merge', () => {
  it('A16 the higher version stands, where only one side changed the row', async () => {
    const { here, there, shared } = await twoTablets();
    await change(there, shared, await sealedRow(key, 'patients', 'shared', 2, 'changed there'));
    await add(here, 'patients', await sealedRow(key, 'patients', 'own', 1, 'only here'));
    await appendAudit(here, key, 'patients/own');
    const report = await restored(await backupOf(there, key), 'merge', here.target);
    expect(report.conflicts).toEqual([]);
    expect(report.isSearchStale).toBe(true);
    const [own, taken] = await here.target.get('patients', ['own', 'shared']);
    expect(await textOf('patients', own)).toBe('only here');
    expect(await textOf('patients', taken)).toBe('changed there');
  });

  it('A16 keeps both of one version with different contents, and lists the one that does not stand', async () => {
    const { here, there, shared } = await twoTablets();
    await change(here, shared, await sealedRow(key, 'patients', 'shared', 2, 'penicillin'));
    await change(there, shared, await sealedRow(key, 'patients', 'shared', 2, 'aspirin'));
    const file = await backupOf(there, key, { generation: 7 });
    const preview = await previewRestore(await opened(file), here.target, changedByOf(key));
    expect(preview.ok && preview.value.tables.find(({ table }) => table === 'patients')).toEqual({
      table: 'patients',
      here: 1,
      there: 1,
      onlyHere: 0,
      onlyThere: 0,
      newerHere: 0,
      newerThere: 0,
      same: 0,
      conflicts: 1
    });
    const report = await restored(file, 'merge', here.target);
    expect(report.conflicts).toMatchObject([{ table: 'patients', side: 'there', generation: 7 }]);
    await expectBoth(here, 'penicillin', 'aspirin');
    // The same file once more adds nothing.
    await restored(file, 'merge', here.target);
    expect(await here.target.count('conflicts')).toBe(1);
  });

  it('A16 a higher version that never saw the lower one does not drop it either', async () => {
    const { here, there, shared } = await twoTablets();
    await change(here, shared, await sealedRow(key, 'patients', 'shared', 2, 'penicillin'));
    const second = await sealedRow(key, 'patients', 'shared', 2, 'aspirin');
    await change(there, shared, second);
    await change(there, second, await sealedRow(key, 'patients', 'shared', 3, 'aspirin, and a phone'));
    await restored(await backupOf(there, key), 'merge', here.target);
    await expectBoth(here, 'aspirin, and a phone', 'penicillin');
  });

  it('A16 two seals of the same content are no conflict', async () => {
    const { here, there, shared } = await twoTablets();
    await change(here, shared, await sealedRow(key, 'patients', 'shared', 2, 'the same'));
    await change(there, shared, await sealedRow(key, 'patients', 'shared', 2, 'the same'));
    const report = await restored(await backupOf(there, key), 'merge', here.target);
    expect(report.conflicts).toEqual([]);
    expect(await here.target.count('conflicts')).toBe(0);
  });

  it('A16 a damaged row never takes the place of one that opens, and is healed by one that does', async () => {
    const { here, there, shared } = await twoTablets();
    const damaged = { ...shared, version: 2, sealed: new Uint8Array(60).fill(7) };
    await there.target.put('patients', [{ before: shared, after: damaged }]);
    await restored(await backupOf(there, key), 'merge', here.target);
    expect(await textOf('patients', (await here.target.get('patients', ['shared']))[0])).toBe('as it was');

    await here.target.put('patients', [
      { before: shared, after: { ...shared, sealed: new Uint8Array(60).fill(7) } }
    ]);
    const well = await Tablet.start();
    await add(well, 'patients', shared);
    await restored(await backupOf(well, key), 'merge', here.target);
    expect(await textOf('patients', (await here.target.get('patients', ['shared']))[0])).toBe('as it was');
  });

  it('A16 versions of an encounter are brought together, and the newest alone is current', async () => {
    const { here, there } = await twoTablets();
    const first = await encounterRow(key, 'e', 1, 'first', 0);
    await add(here, 'encounters', first, await encounterRow(key, 'e', 2, 'second'));
    await add(here, 'encounters', await encounterRow(key, 'f', 2, 'f second'));
    await add(
      there,
      'encounters',
      first,
      await encounterRow(key, 'e', 3, 'third'),
      await encounterRow(key, 'f', 1, 'f first')
    );
    await restored(await backupOf(there, key), 'merge', here.target);
    const rows = await allRows(here.target, 'encounters');
    expect(rows.map(({ id, version, current }) => [id, version, current])).toEqual([
      ['e', 1, 0],
      ['e', 2, 0],
      ['e', 3, 1],
      ['f', 1, 0],
      ['f', 2, 1]
    ]);
  });

  it('A16 an audit chain that goes on is taken over; one that forked is kept beside and never broken', async () => {
    const { here, there } = await twoTablets();
    await appendAudit(there, key, '-', '-');
    await restored(await backupOf(there, key), 'merge', here.target);
    expect(await stateHash(here.target, ['audit'])).toBe(await stateHash(there.target, ['audit']));

    await appendAudit(here, key, '-');
    await appendAudit(there, key, '-', '-');
    const own = await stateHash(here.target, ['audit']);
    const logged: string[] = [];
    await add(there, 'patients', await sealedRow(key, 'patients', 'new', 1, 'new there'));
    await restored(await backupOf(there, key), 'merge', here.target, {
      logTaken: (table, rows) => {
        logged.push(...rows.map(({ id }) => `${table}/${String(id)}`));
        return Promise.resolve(ok(undefined));
      }
    });
    expect(await stateHash(here.target, ['audit'])).toBe(own);
    expect(await here.target.count('branches')).toBe(2);
    expect(logged).toEqual(['patients/new']);
  });

  async function expectBoth(tablet: Tablet, stands: string, aside: string) {
    const [row] = await tablet.target.get('patients', ['shared']);
    expect(await textOf('patients', row)).toBe(stands);
    const [stored] = await allRows(tablet.target, 'conflicts');
    const kept = stored && readAside(stored);
    expect(await textOf('patients', kept?.ok ? kept.value.row : undefined)).toBe(aside);
  }
});

describe('replace and undo', () => {
  const records = BACKUP_TABLES.filter((table) => table !== 'branches');

  it('A16 undo brings back byte for byte what stood before, and can be undone', async () => {
    const there = await Tablet.start();
    await fill(there, key, 400);
    const file = await backupOf(there, key);
    const here = await Tablet.start();
    await fill(here, key, 300);
    const before = await stateHash(here.target, records);
    await restored(file, 'replace', here.target);
    const after = await stateHash(here.target, records);
    expect(after).toBe(await stateHash(there.target, records));
    const undone = await undoRestore(key, CLINIC, optionsOf(here.target));
    expect(undone.ok).toBe(true);
    expect(await stateHash(here.target, records)).toBe(before);
    expect((await undoRestore(key, CLINIC, optionsOf(here.target))).ok).toBe(true);
    expect(await stateHash(here.target, records)).toBe(after);
  });

  it('A16 a merge is undone byte for byte', async () => {
    const { here, there, shared } = await twoTablets();
    await fill(here, key, 0);
    await change(here, shared, await sealedRow(key, 'patients', 'shared', 2, 'penicillin'));
    await add(here, 'blocks', await sealedRow(key, 'blocks', 'b', 4, 'search'));
    const before = await stateHash(here.target, records);
    await change(there, shared, await sealedRow(key, 'patients', 'shared', 3, 'aspirin'));
    await restored(await backupOf(there, key), 'merge', here.target);
    expect(await stateHash(here.target, records)).not.toBe(before);
    expect(await here.target.count('blocks')).toBe(0);
    await undoRestore(key, CLINIC, optionsOf(here.target));
    expect(await stateHash(here.target, records)).toBe(before);
  });

  it('A16 lines of the audit that a replaced store had are kept', async () => {
    const { here, there } = await twoTablets();
    await appendAudit(here, key, '-', '-', '-');
    await restored(await backupOf(there, key), 'replace', here.target);
    expect(await here.target.count('audit')).toBe(1);
    expect(await here.target.count('branches')).toBe(3);
  });

  it('A16 nothing to undo is said', async () => {
    const here = await Tablet.start();
    expect(await undoRestore(key, CLINIC, optionsOf(here.target))).toMatchObject({
      error: { tag: 'nothing' }
    });
  });
});

describe('a restore that fails or is cut', () => {
  it('A16 killed at any write, it is undone at the next start', { timeout: 120_000 }, async () => {
    const there = await Tablet.start();
    await fill(there, key, 120);
    const file = await backupOf(there, key, { partBytes: 4_096 });
    let killedInMiddle = 0;
    for (const how of ['merge', 'replace'] as const)
      for (let diesAt = 0; ; diesAt += 1) {
        const here = await Tablet.start();
        await fill(here, key, 60);
        const before = await stateHash(here.target);
        const counted = new CountedTarget(here.target, diesAt);
        const outcome = await restore(await opened(file), how, optionsOf(counted.target)).catch(
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error;
            return 'killed' as const;
          }
        );
        if (outcome !== 'killed') {
          expect(outcome.ok).toBe(true);
          break;
        }
        if ((await stateHash(here.target)) !== before) killedInMiddle += 1;
        const next = await here.restarted();
        const cut = (await next.target.journal.read()).applying !== undefined;
        expect(await undoCutRestore(next.target)).toEqual(ok(cut ? 'undone' : 'nothing'));
        expect(await stateHash(next.target), `${how} killed at ${diesAt}`).toBe(before);
        expect(await undoCutRestore(next.target)).toEqual(ok('nothing'));
      }
    expect(killedInMiddle).toBeGreaterThan(10);
  });

  it('A16 cut again while it is undone, it is undone at the start after', async () => {
    const there = await Tablet.start();
    await fill(there, key, 100);
    const here = await Tablet.start();
    await fill(here, key, 60);
    const before = await stateHash(here.target);
    const file = await opened(await backupOf(there, key));
    const killed = new CountedTarget(here.target, 8);
    await expect(restore(file, 'replace', optionsOf(killed.target))).rejects.toThrow(Killed);
    const second = await here.restarted();
    await expect(undoCutRestore(new CountedTarget(second.target, 3).target)).rejects.toThrow(Killed);
    const third = await second.restarted();
    expect(await stateHash(third.target)).not.toBe(before);
    expect(await restore(file, 'replace', optionsOf(third.target))).toMatchObject({
      error: { tag: 'unfinished' }
    });
    expect(await undoCutRestore(third.target)).toEqual(ok('undone'));
    expect(await stateHash(third.target)).toBe(before);
    expect(third.settledHead).toEqual(await third.target.head());
  });

  it.each(['full', 'changed', 'closed'] as const)('A16 %s at the end: all goes back at once', async (tag) => {
    const there = await Tablet.start();
    await fill(there, key, 100);
    const here = await Tablet.start();
    await fill(here, key, 60);
    const before = await stateHash(here.target);
    const done = await restore(
      await opened(await backupOf(there, key)),
      'replace',
      optionsOf(here.target, { finish: () => Promise.resolve({ ok: false, error: { tag } }) })
    );
    expect(done).toEqual({ ok: false, error: { tag } });
    expect(await stateHash(here.target)).toBe(before);
    expect((await here.target.journal.read()).applying).toBeUndefined();
  });

  it('A16 the screen locks half-way: all goes back without the key', async () => {
    const there = await Tablet.start();
    await fill(there, key, 100);
    const here = await Tablet.start();
    await fill(here, key, 60);
    const before = await stateHash(here.target);
    const own = await ClinicKey.generate();
    const file = await opened(await backupOf(there, key));
    const done = await restore(
      file,
      'replace',
      optionsOf(here.target, {
        finish: async () => {
          own.forget();
          await own.authenticate(new Uint8Array());
          return ok(undefined);
        }
      })
    );
    expect(done).toEqual({ ok: false, error: { tag: 'locked' } });
    expect(await stateHash(here.target)).toBe(before);
  });

  it('A16 a row that stands otherwise than it was compared stops the restore', async () => {
    const { here, there, shared } = await twoTablets();
    await change(there, shared, await sealedRow(key, 'patients', 'shared', 2, 'changed there'));
    const file = await opened(await backupOf(there, key));
    const racing: BackupTarget = {
      ...new CountedTarget(here.target).target,
      put: async (table, changes) => {
        if (table === 'patients') {
          const after = await sealedRow(key, 'patients', 'shared', 5, 'typed in the other tab');
          await here.target.put('patients', [{ before: shared, after }]);
        }
        return here.target.put(table, changes);
      }
    };
    expect(await restore(file, 'merge', optionsOf(racing))).toMatchObject({ error: { tag: 'changed' } });
  });

  it('A16 what another tab wrote between the copy and the beginning is not lost', async () => {
    const { here, there } = await twoTablets();
    const late = await sealedRow(key, 'patients', 'late', 1, 'typed in the other tab');
    const racing: BackupTarget = {
      ...here.target,
      ...new CountedTarget(here.target).target,
      undo: {
        sink: (slot) => here.target.undo.sink(slot),
        clear: (slot) => here.target.undo.clear(slot),
        bytes: async (slot) => {
          await add(here, 'patients', late);
          await appendAudit(here, key, 'patients/late');
          return here.target.undo.bytes(slot);
        }
      }
    };
    const file = await opened(await backupOf(there, key));
    expect(await restore(file, 'replace', optionsOf(racing))).toMatchObject({ error: { tag: 'changed' } });
    expect(await here.target.get('patients', ['late'])).toEqual([late]);
    expect((await here.target.journal.read()).applying).toBeUndefined();
  });

  it('A16 another tab at work is told, and nothing is begun', async () => {
    const { here, there } = await twoTablets();
    const counted = new CountedTarget(here.target);
    const file = await opened(await backupOf(there, key));
    const alone = () => Promise.resolve(undefined);
    expect(await restore(file, 'merge', optionsOf(counted.target, { alone }))).toMatchObject({
      error: { tag: 'busy' }
    });
    expect(counted.writes).toBe(0);
  });

  it.each<[string, (changes: readonly RowChange[]) => readonly RowChange[]]>([
    ['drops', (changes) => changes.slice(1)],
    [
      'spoils',
      (changes) =>
        changes.map((each, at) => (at > 0 ? each : { ...each, after: { ...each.after, day: 'x' } }))
    ]
  ])('A16 a write that the browser %s is found, and all goes back', async (_how, spoilt) => {
    const there = await Tablet.start();
    await fill(there, key, 100);
    const here = await Tablet.start();
    await fill(here, key, 60);
    const before = await stateHash(here.target);
    let dropped = false;
    const dropping: BackupTarget = {
      ...new CountedTarget(here.target).target,
      put: (table, changes) => {
        if (dropped || table !== 'encounters') return here.target.put(table, changes);
        dropped = true;
        return here.target.put(table, spoilt(changes));
      }
    };
    const done = await restore(await opened(await backupOf(there, key)), 'replace', optionsOf(dropping));
    expect(done).toEqual({ ok: false, error: { tag: 'not-kept' } });
    expect(await stateHash(here.target)).toBe(before);
  });
});
