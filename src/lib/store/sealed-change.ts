import { ok, type Result } from '$part/kernel';
import type { Author, RecordFault } from '$part/schema';
import type { ClinicKey } from '$part/security/clinic-key';
import Dexie from 'dexie';
import type { Change, RemoveChange, WriteChange } from './change';
import type { Database, EncounterRow, SealedRow } from './database';

/** A change with its payload sealed: nothing in it has to be awaited but the database. */
export type SealedChange = (WriteChange & { readonly sealed: Uint8Array<ArrayBuffer> }) | RemoveChange;

/** Somebody wrote the row since it was read. Thrown inside a transaction alone, which it ends. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  constructor(
    readonly table: string,
    readonly id: string,
    readonly found: number
  ) {
    super(`${table} was changed meanwhile`);
  }
}

export async function sealChange(
  key: ClinicKey,
  by: Author,
  change: Change
): Promise<Result<SealedChange, RecordFault>> {
  if (change.tag === 'remove') return ok(change);
  const { table, id, version } = change;
  const sealed = await change.content(key, { table, id, version }, by);
  return sealed.ok ? ok({ ...change, sealed: sealed.value }) : sealed;
}

/** The newest version of an encounter, whatever its flag says. */
export const latestVersion = (database: Database, id: string): PromiseLike<EncounterRow | undefined> =>
  database.encounters.where('[id+version]').between([id, Dexie.minKey], [id, Dexie.maxKey]).last();

/** Inside the transaction: ends it where another version stands there than the one that was read. */
export async function applyChange(database: Database, change: SealedChange): Promise<void> {
  const { table, id, expected } = change;
  const check = (row: { readonly version: number } | undefined) => {
    const found = row?.version ?? 0;
    if (expected !== undefined && found !== expected) throw new Conflict(table, id, found);
  };
  if (change.tag === 'encounter') {
    const old = await latestVersion(database, id);
    check(old);
    if (old) await database.encounters.put({ ...old, current: 0 });
    const { version, patient, day, sealed } = change;
    await database.encounters.add({ id, version, current: 1, patient, day, sealed });
    return;
  }
  const rows = database[change.table];
  if (expected !== undefined) check(await rows.get(id));
  if (change.tag === 'remove') await rows.delete(id);
  else await rows.put({ id, version: change.version, sealed: change.sealed });
}

/** After the transaction: whether what was said to be written is there, or something newer in its place. */
export async function isKept(database: Database, change: SealedChange): Promise<boolean> {
  if (change.tag === 'encounter') {
    const row = await database.encounters.get([change.id, change.version]);
    return row !== undefined && isSame(row.sealed, change.sealed) && row.patient === change.patient;
  }
  const row: SealedRow | undefined = await database[change.table].get(change.id);
  if (change.tag === 'remove')
    return row === undefined || (change.expected !== undefined && row.version !== change.expected);
  return row !== undefined && (row.version > change.version || isSame(row.sealed, change.sealed));
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
