import { err, ok, type Result } from '$part/kernel';
import type { Collection, IndexableType } from 'dexie';
import { type StoreFault, storeFaultOf } from './store-fault';

/** Rows that were read, and the keys of those whose bytes the browser cannot give (a blob file that is gone). */
export interface Rows<Row, Key> {
  readonly rows: readonly Row[];
  readonly unreadable: readonly Key[];
}

/** Reads all of a collection; where that fails, one by one, so that one bad row costs itself alone. */
export async function readRows<Row, Key extends IndexableType>(
  collection: () => Collection<Row, Key>,
  get: (key: Key) => PromiseLike<Row | undefined>
): Promise<Result<Rows<Row, Key>, StoreFault>> {
  try {
    return ok({ rows: await collection().toArray(), unreadable: [] });
  } catch (error) {
    const fault = storeFaultOf(error);
    if (fault.tag !== 'failed') return err(fault);
  }
  const rows: Row[] = [];
  const unreadable: Key[] = [];
  try {
    for (const key of await collection().primaryKeys()) {
      const row = await orUnreadable(get(key));
      if (row === 'unreadable') unreadable.push(key);
      else if (row !== undefined) rows.push(row);
    }
  } catch (error) {
    return err(storeFaultOf(error));
  }
  return ok({ rows, unreadable });
}

async function orUnreadable<Row>(reading: PromiseLike<Row>): Promise<Row | 'unreadable'> {
  try {
    return await reading;
  } catch (error) {
    if (storeFaultOf(error).tag === 'failed') return 'unreadable';
    throw error;
  }
}
