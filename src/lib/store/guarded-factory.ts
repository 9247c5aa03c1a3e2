/** What Dexie is allowed to do with the browser's IndexedDB for one database. */
export interface Guard {
  /** The only native version that may be opened. */
  readonly nativeVersion: number;
  /** False where the database must be there already: then it is never made anew. */
  mayCreate: boolean;
  /** What was refused in the last opening. */
  refused: 'newer' | 'lost' | 'patched' | undefined;
}

/** `dataLoss` is Chromium's own: 'total' where it found the files corrupt and wiped them. */
interface ChromiumVersionChange extends IDBVersionChangeEvent {
  readonly dataLoss?: 'none' | 'total';
}

export type OpenFactory = Pick<IDBFactory, 'open'>;

/**
 * Dexie meets a database that is newer than the code by opening it without a version, and one whose tables differ by
 * patching it under a version of its own; both would let old code write into a new schema. And a database that was
 * wiped looks to it like a first start. This stands between: only the very version, and no new one where one must be.
 */
export function guardedFactory(factory: OpenFactory, guard: Guard): OpenFactory {
  return {
    open(name: string, version?: number): IDBOpenDBRequest {
      if (version === undefined) {
        guard.refused = 'newer';
        throw new DOMException('newer than this build', 'VersionError');
      }
      if (version !== guard.nativeVersion) {
        guard.refused = 'patched';
        throw new DOMException('other tables than this build has', 'InvalidStateError');
      }
      const request = factory.open(name, version);
      request.addEventListener('upgradeneeded', (event: ChromiumVersionChange) => {
        if (event.oldVersion !== 0 || (guard.mayCreate && event.dataLoss !== 'total')) return;
        guard.refused = 'lost';
        event.stopImmediatePropagation();
        request.transaction?.abort();
      });
      return request;
    }
  };
}

/** How much of a database is on the disk. */
export type Trace = 'absent' | 'empty' | 'filled';

/** Looks without making a database, and whatever its version is; filled means a row in that table. */
export function traceOf(factory: OpenFactory, name: string, table: string): Promise<Trace> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onerror = () => {
      if (isNew) resolve('absent');
      else reject(request.error ?? new Error('not opened'));
    };
    request.onsuccess = () => {
      const database = request.result;
      const settle = (trace: Trace) => {
        database.close();
        resolve(trace);
      };
      database.onversionchange = () => database.close();
      if (!database.objectStoreNames.contains(table)) {
        settle(database.objectStoreNames.length > 0 ? 'filled' : 'empty');
        return;
      }
      const counting = database.transaction(table).objectStore(table).count();
      counting.onsuccess = () => settle(counting.result > 0 ? 'filled' : 'empty');
      // Rows that cannot be counted are there.
      counting.onerror = () => settle('filled');
    };
  });
}
