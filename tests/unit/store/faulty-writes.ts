import { IDBObjectStore } from 'fake-indexeddb';
import { vi } from 'vitest';

/** Makes writes into one object store do something else, until it is restored. */
function instead(table: string, write: (store: globalThis.IDBObjectStore) => IDBRequest<IDBValidKey>) {
  let writes = 0;
  const { put, add } = IDBObjectStore.prototype;
  const stub = (real: typeof put) =>
    function (this: globalThis.IDBObjectStore, value: unknown, key?: IDBValidKey) {
      if (this.name !== table) return real.call(this, value, key);
      writes += 1;
      return write(this);
    };
  const spies = [
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(stub(put)),
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(stub(add))
  ];
  return {
    writes: () => writes,
    restore: () => spies.forEach((spy) => spy.mockRestore())
  };
}

/** Refused as a full disk does. */
export const failingWrites = (table: string) =>
  instead(table, () => {
    throw new DOMException('full', 'QuotaExceededError');
  });

/** Said to be written, and not. */
export const droppedWrites = (table: string) =>
  instead(table, (store) => store.count() as unknown as IDBRequest<IDBValidKey>);
