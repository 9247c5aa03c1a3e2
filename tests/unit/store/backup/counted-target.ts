import type { BackupTarget } from '$part/store/backup/backup-source';

export class Killed extends Error {}

/** Passes everything on, counts what writes, and dies at the write that is told. */
export class CountedTarget {
  writes = 0;
  #diesAt: number;
  readonly target: BackupTarget;

  constructor(inner: BackupTarget, diesAt = Infinity) {
    this.#diesAt = diesAt;
    const write = <T>(run: () => Promise<T>): Promise<T> => {
      if (this.writes >= this.#diesAt) return Promise.reject(new Killed());
      this.writes += 1;
      return run();
    };
    this.target = {
      head: () => inner.head(),
      count: (table) => inner.count(table),
      rows: (table, after) => inner.rows(table, after),
      get: (table, keys) => inner.get(table, keys),
      put: (table, changes) => write(() => inner.put(table, changes)),
      clear: (table) => write(() => inner.clear(table)),
      settleHead: () => write(() => inner.settleHead()),
      journal: {
        read: () => inner.journal.read(),
        write: (entry) => write(() => inner.journal.write(entry))
      },
      undo: {
        sink: (slot) => inner.undo.sink(slot),
        bytes: (slot) => inner.undo.bytes(slot),
        clear: (slot) => inner.undo.clear(slot)
      }
    };
  }
}
