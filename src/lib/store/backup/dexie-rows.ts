import { err, ok, type Result } from '$part/kernel';
import { type ChainHead, EMPTY_CHAIN } from '$part/security';
import type { Table } from 'dexie';
import type { Database } from '../database';
import type { KeyringDatabase } from '../keyring-database';
import { errorNames, storeFaultOf } from '../store-fault';
import type { BackupDatabase } from './backup-database';
import type { Row, RowKey } from './backup-row';
import type { BackupTarget, JournalEntry, RestoreJournal, RowChange, TargetFault } from './backup-source';
import { type BackupTable, keyOf } from './backup-tables';
import { DexieSlots } from './dexie-slots';
import { equalRows } from './row-codec';

/** Rows read in one go: about a megabyte of records. */
const BATCH = 500;

class ChangedMeanwhile extends Error {}

/** Rows of the clinic's database and of the backups' own, as backups read and write them. */
export class DexieRows implements BackupTarget {
  readonly journal: RestoreJournal;
  readonly undo: DexieSlots;
  readonly #database: Database;
  readonly #backup: BackupDatabase;
  readonly #keyring: Pick<KeyringDatabase, 'replaceAuditHead'>;

  constructor(
    database: Database,
    backup: BackupDatabase,
    keyring: Pick<KeyringDatabase, 'replaceAuditHead'>
  ) {
    this.#database = database;
    this.#backup = backup;
    this.#keyring = keyring;
    this.undo = new DexieSlots(backup);
    this.journal = {
      read: async () => (await backup.journal.get('restore'))?.entry ?? {},
      write: (entry: JournalEntry) => guarded(() => backup.journal.put({ name: 'restore', entry }))
    };
  }

  async head(): Promise<ChainHead> {
    const last = await this.#database.audit.orderBy('seq').last();
    return last ? { count: last.seq, hash: last.hash } : EMPTY_CHAIN;
  }

  count(table: BackupTable): Promise<number> {
    return this.#table(table).count();
  }

  async *rows(table: BackupTable, after?: RowKey): AsyncGenerator<readonly Row[]> {
    const all = this.#table(table);
    let from = after;
    for (;;) {
      const batch = await (from === undefined ? all.orderBy(':id') : all.where(':id').above(from))
        .limit(BATCH)
        .toArray();
      const last = batch.at(-1);
      if (!last) return;
      yield batch;
      from = keyOf(table, last);
    }
  }

  get(table: BackupTable, keys: readonly RowKey[]): Promise<readonly (Row | undefined)[]> {
    return this.#table(table).bulkGet([...keys]);
  }

  put(table: BackupTable, changes: readonly RowChange[]): Promise<Result<undefined, TargetFault>> {
    const rows = this.#table(table);
    const known = changes.filter(({ before }) => before !== undefined);
    const added = changes.filter(({ before }) => before === undefined);
    return guarded(() =>
      rows.db.transaction('rw', rows, async () => {
        if (known.length > 0) {
          const found = await rows.bulkGet(known.map(({ after }) => keyOf(table, after)));
          const isSame = known.every(({ before }, index) => {
            const row = found[index];
            return row !== undefined && before !== undefined && equalRows(row, before);
          });
          if (!isSame) throw new ChangedMeanwhile();
          await rows.bulkPut(known.map(({ after }) => after));
        }
        // Adding refuses a row that has come since.
        if (added.length > 0) await rows.bulkAdd(added.map(({ after }) => after));
      })
    );
  }

  clear(table: BackupTable): Promise<Result<undefined, TargetFault>> {
    return guarded(() => this.#table(table).clear());
  }

  async settleHead(): Promise<Result<undefined, TargetFault>> {
    return this.#keyring.replaceAuditHead(await this.head());
  }

  #table(name: BackupTable): Table<Row, RowKey> {
    const database = name === 'conflicts' || name === 'branches' ? this.#backup : this.#database;
    return database.table<Row, RowKey>(name);
  }
}

async function guarded(run: () => PromiseLike<unknown>): Promise<Result<undefined, TargetFault>> {
  try {
    await run();
    return ok(undefined);
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return err({ tag: 'changed' });
    const names = errorNames(error);
    if (names.includes('QuotaExceededError')) return err({ tag: 'full' });
    if (names.includes('BulkError') || names.includes('ConstraintError')) return err({ tag: 'changed' });
    return err(storeFaultOf(error));
  }
}
