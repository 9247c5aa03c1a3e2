import { err, ok, type Result } from '$part/kernel';
import type { RecordKind } from '$part/schema';
import type { Table } from 'dexie';
import type { PlainTable, SealedRow } from './database';
import { type Listing, listing } from './listing';
import { readRows } from './read-rows';
import { type Opened, openValue } from './sealed-payload';
import type { Session } from './session';
import { type ReadFault, type StoreFault, storeFaultOf } from './store-fault';

/** Rows of one kind, one for each id, sealed for {table, id, version}. Reads; writing is a Change given to `commit`. */
export class SealedTable<T> {
  protected readonly session: Session;
  protected readonly name: PlainTable;
  protected readonly kind: RecordKind<T>;

  constructor(session: Session, name: PlainTable, kind: RecordKind<T>) {
    this.session = session;
    this.name = name;
    this.kind = kind;
  }

  async get(id: string): Promise<Result<Opened<T>, ReadFault>> {
    let row: SealedRow | undefined;
    try {
      row = await this.rows.get(id);
    } catch (error) {
      const fault = storeFaultOf(error);
      return err(fault.tag === 'failed' ? { tag: 'damaged' } : fault);
    }
    return row ? this.open(row) : err({ tag: 'missing' });
  }

  /** In the order of their ids, which are random: for lists that are searched or sorted by the caller. */
  async page(after: string | undefined, limit: number): Promise<Result<Listing<T>, StoreFault>> {
    const from = () =>
      (after === undefined ? this.rows.orderBy(':id') : this.rows.where(':id').above(after)).limit(limit);
    const read = await readRows(from, (id) => this.rows.get(id));
    if (!read.ok) return read;
    return ok(await this.list(read.value.rows, read.value.unreadable));
  }

  async all(): Promise<Result<Listing<T>, StoreFault>> {
    const read = await readRows(
      () => this.rows.toCollection(),
      (id) => this.rows.get(id)
    );
    if (!read.ok) return read;
    return ok(await this.list(read.value.rows, read.value.unreadable));
  }

  protected get rows(): Table<SealedRow, string> {
    return this.session.database[this.name];
  }

  protected async open(row: SealedRow): Promise<Result<Opened<T>, ReadFault>> {
    const { id, version, sealed } = row;
    const read = await openValue(this.session.key, { table: this.name, id, version }, this.kind, sealed);
    if (read.ok) this.session.clock.observe(read.value.by.clock);
    return read;
  }

  protected async list(rows: readonly SealedRow[], unreadable: readonly string[]): Promise<Listing<T>> {
    const answers = rows.map(async (row) => ({
      id: row.id,
      version: row.version,
      read: await this.open(row)
    }));
    return listing(await Promise.all(answers), unreadable);
  }
}
