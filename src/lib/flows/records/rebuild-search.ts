import type { Result } from '$part/kernel';
import type { Store, WriteFault } from '$part/store';
import { loadNameKeys } from '$part/store/search/name-keys';
import { rebuiltEntries } from '../patients/rebuilt-entries';

/** After a merge: what the search keeps, made anew from the patients. */
export async function rebuildSearch(store: Store): Promise<Result<undefined, WriteFault>> {
  const made = await rebuiltEntries(store, new Map(), loadNameKeys);
  return made.ok ? store.search.rebuild(made.value.entries) : made;
}
