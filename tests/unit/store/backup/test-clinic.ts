import { type Bytes, type Row } from '$part/store/backup/backup-row';
import { BackupDatabase } from '$part/store/backup/backup-database';
import type { BackupTarget } from '$part/store/backup/backup-source';
import { BACKUP_TABLES, type BackupTable } from '$part/store/backup/backup-tables';
import { DexieRows } from '$part/store/backup/dexie-rows';
import { hex, joined, sha256 } from '$part/store/backup/hashes';
import { encodeRow } from '$part/store/backup/row-codec';
import { writeBackup } from '$part/store/backup/write-backup';
import { Database } from '$part/store/database';
import { ok } from '$part/kernel';
import type { ClinicKey } from '$part/security';
import { appendRow, type ChainHead, EMPTY_CHAIN, headOf } from '$part/security';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

const encoder = new TextEncoder();

/** A tablet: its two databases on one fake disk, and the head that the keyring's database would hold. */
export class Tablet {
  readonly factory: IDBFactory;
  database: Database;
  backup: BackupDatabase;
  target: DexieRows;
  settledHead: ChainHead | undefined;

  private constructor(factory: IDBFactory) {
    this.factory = factory;
    this.database = new Database({ factory, keyRange: IDBKeyRange });
    this.backup = new BackupDatabase({ factory, keyRange: IDBKeyRange });
    this.target = new DexieRows(this.database, this.backup, {
      replaceAuditHead: (head) => {
        this.settledHead = head;
        return Promise.resolve(ok(undefined));
      }
    });
  }

  static async start(factory = new IDBFactory()): Promise<Tablet> {
    const tablet = new Tablet(factory);
    for (const database of [tablet.database, tablet.backup]) {
      const started = await database.start(true, () => undefined);
      if (!started.ok) throw new Error(started.error.tag);
    }
    return tablet;
  }

  /** The same disk after the browser was closed or killed. */
  restarted(): Promise<Tablet> {
    this.database.end();
    this.backup.end();
    return Tablet.start(this.factory);
  }
}

/** A row of a sealed table. */
export async function sealedRow(
  key: ClinicKey,
  table: BackupTable,
  id: string,
  version: number,
  text: string,
  more: Row = {}
): Promise<Row> {
  return { id, version, sealed: await key.seal({ table, id, version }, encoder.encode(text)), ...more };
}

export const encounterRow = (key: ClinicKey, id: string, version: number, text: string, current: 0 | 1 = 1) =>
  sealedRow(key, 'encounters', id, version, text, { current, patient: `p-${id}`, day: 'd1' });

/** One audit line in the test's own clear words: `table/id` of the row that it says was changed, or '-'. */
export async function auditLine(key: ClinicKey, after: ChainHead, says: string): Promise<Row> {
  const id = crypto.randomUUID();
  const sealed = await key.seal({ table: 'audit', id, version: 1 }, encoder.encode(says));
  const row = appendRow(after, id, sealed);
  return { seq: row.seq, id, sealed: new Uint8Array(sealed), hash: new Uint8Array(row.hash) };
}

export const changedByOf = (key: ClinicKey) => async (line: Row) => {
  const text = new TextDecoder().decode(
    await key.open({ table: 'audit', id: String(line.id), version: 1 }, line.sealed as Bytes)
  );
  const [table, id] = text.split('/');
  return table !== undefined && id !== undefined ? { table, id } : undefined;
};

export async function appendAudit(tablet: Tablet, key: ClinicKey, ...says: readonly string[]): Promise<void> {
  let head = await tablet.target.head();
  for (const text of says) {
    const row = await auditLine(key, head, text);
    head = headOf(row as never);
    await tablet.target.put('audit', [{ before: undefined, after: row }]);
  }
}

export async function add(tablet: Tablet, table: BackupTable, ...rows: readonly Row[]): Promise<void> {
  const put = await tablet.target.put(
    table,
    rows.map((after) => ({ before: undefined, after }))
  );
  if (!put.ok) throw new Error(put.error.tag);
}

/** `count` rows over all tables that a clinic fills, with an audit line for every tenth. */
export async function fill(tablet: Tablet, key: ClinicKey, count: number, textBytes = 40): Promise<void> {
  const text = 'x'.repeat(textBytes);
  const share = Math.floor(count / 10);
  const made = async (table: BackupTable, rows: number, more: Row = {}) => {
    const all = [];
    for (let at = 0; at < rows; at += 1)
      all.push(await sealedRow(key, table, crypto.randomUUID(), 1 + (at % 3), `${at} ${text}`, more));
    await add(tablet, table, ...all);
  };
  await made('patients', 2 * share);
  await made('encounters', count - 5 * share, { current: 1, patient: 'p', day: 'd' });
  for (const table of ['drafts', 'settings'] as const) await made(table, Math.floor(share / 2));
  await add(
    tablet,
    'codes',
    ...Array.from({ length: share }, (_, at) => ({
      id: `c${at}`,
      data: { code: `A${at}`, name: '急性上呼吸道感染' }
    }))
  );
  let head = EMPTY_CHAIN;
  const lines: Row[] = [];
  for (let at = 0; at < share; at += 1) {
    const row = await auditLine(key, head, `patients/none-${at}`);
    head = headOf(row as never);
    lines.push(row);
  }
  await add(tablet, 'audit', ...lines);
}

export async function allRows(target: BackupTarget, table: BackupTable): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of target.rows(table)) rows.push(...batch);
  return rows;
}

/** Canonical hash of all tables, or of those given. */
export async function stateHash(
  target: BackupTarget,
  tables: readonly BackupTable[] = BACKUP_TABLES
): Promise<string> {
  const pieces: Uint8Array[] = [];
  for (const table of tables) {
    pieces.push(encoder.encode(table));
    for (const row of await allRows(target, table)) pieces.push(encodeRow(row));
  }
  return hex(await sha256(joined(pieces)));
}

export class Collected {
  readonly pieces: Bytes[] = [];
  aborted = false;
  readonly sink = new WritableStream<Bytes>({
    write: (bytes) => void this.pieces.push(bytes),
    abort: () => void (this.aborted = true)
  });
  get bytes(): Bytes {
    return joined(this.pieces);
  }
}

export const CLINIC = '3c1a9e55-7d20-4f0b-9c41-6e8a2b4d7f04';

export async function backupOf(
  tablet: Tablet,
  key: ClinicKey,
  { generation = 1, partBytes = 64 * 1024, clinic = CLINIC } = {}
): Promise<Bytes> {
  const file = new Collected();
  const header = {
    clinic,
    generation,
    madeAt: '2026-03-09T10:05:00.000Z',
    device: 'tablet-a',
    build: 'test',
    keyring: { users: ['opaque'] }
  };
  const written = await writeBackup(tablet.target, file.sink, { header, key, partBytes });
  if (!written.ok) throw new Error(written.error.tag);
  if (written.value.bytes !== file.bytes.length) throw new Error('told another length');
  return file.bytes;
}
