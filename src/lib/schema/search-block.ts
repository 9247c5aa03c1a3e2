import * as v from 'valibot';
import type { Frozen } from './frozen';
import type { RecordKind } from './record';
import { SEARCH_ENTRY, searchEntry } from './search-entry';

export const PATIENTS_A_BLOCK = 1_000;

/** Entries that are sealed together: opening one block takes as long as opening one entry. */
const validator = v.strictObject({ entries: v.pipe(v.array(searchEntry), v.maxLength(PATIENTS_A_BLOCK)) });
export type SearchBlock = Frozen<v.InferOutput<typeof validator>>;

export const SEARCH_BLOCK: RecordKind<SearchBlock> = {
  name: 'search-block',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: { entries: [SEARCH_ENTRY.example] }
};
