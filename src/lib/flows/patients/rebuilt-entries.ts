import { ok, type Result } from '$part/kernel';
import type { SearchEntry } from '$part/schema';
import type { Store, StoreFault } from '$part/store';
import type { NameKeys } from '$part/store/search/name-keys';
import { searchEntryOf } from './search-entry-of';

const PAGE = 500;

export interface Rebuilt {
  readonly entries: readonly SearchEntry[];
  /** Patients whose record does not open; they stay findable where an entry of theirs is still known. */
  readonly damaged: number;
}

/**
 * What the search keeps of everybody, from the patients themselves.
 *
 * @param known entries that still open: they spare a look for the last visit
 */
export async function rebuiltEntries(
  store: Store,
  known: ReadonlyMap<string, SearchEntry>,
  keys: () => Promise<NameKeys>
): Promise<Result<Rebuilt, StoreFault>> {
  const made = new Map(known);
  let damaged = 0;
  for (let after: string | undefined; ;) {
    const page = await store.patients.page(after, PAGE);
    if (!page.ok) return page;
    const { records, faults } = page.value;
    damaged += faults.length;
    const nameKeys = records.length > 0 ? await keys() : undefined;
    for (const { id, value } of records) {
      const lastVisit = known.get(id)?.lastVisit ?? (await lastVisitOf(store, id));
      if (nameKeys) made.set(id, searchEntryOf(value, nameKeys, lastVisit));
    }
    const ids = [...records, ...faults].map(({ id }) => id).sort();
    after = ids.at(-1);
    if (ids.length < PAGE) return ok({ entries: [...made.values()], damaged });
  }
}

async function lastVisitOf(store: Store, id: string): Promise<number | undefined> {
  const visits = await store.encounters.ofPatient(id);
  const newest = visits.ok ? visits.value.records[0] : undefined;
  return newest && Date.parse(newest.value.startedAt);
}
