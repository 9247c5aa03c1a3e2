import type { Result } from '$part/kernel';
import type {
  BackupTable,
  BackupTarget,
  DexieRows,
  RestoreJournal,
  Row,
  RowChange,
  RowKey,
  TargetFault
} from '$part/store/backup';

/** The tablet's rows, with a word for each batch that is read or written: a long restore is seen to go on. */
export class WatchedRows implements BackupTarget {
  readonly journal: RestoreJournal;
  readonly undo: DexieRows['undo'];
  readonly #rows: DexieRows;
  readonly #tell: (rows: number) => void;

  constructor(rows: DexieRows, tell: (rows: number) => void) {
    this.#rows = rows;
    this.#tell = tell;
    this.journal = rows.journal;
    this.undo = rows.undo;
  }

  head() {
    return this.#rows.head();
  }

  count(table: BackupTable): Promise<number> {
    return this.#rows.count(table);
  }

  async *rows(table: BackupTable, after?: RowKey): AsyncGenerator<readonly Row[]> {
    for await (const batch of this.#rows.rows(table, after)) {
      this.#tell(batch.length);
      yield batch;
    }
  }

  get(table: BackupTable, keys: readonly RowKey[]) {
    return this.#rows.get(table, keys);
  }

  async put(table: BackupTable, changes: readonly RowChange[]): Promise<Result<undefined, TargetFault>> {
    const put = await this.#rows.put(table, changes);
    this.#tell(changes.length);
    return put;
  }

  clear(table: BackupTable) {
    return this.#rows.clear(table);
  }

  settleHead() {
    return this.#rows.settleHead();
  }
}
