import { AUDIT_LINE } from './audit-line';
import { AUTHOR } from './author';
import { CODE_ROW } from './code-row';
import { DRAFT } from './draft';
import { ENCOUNTER } from './encounter';
import { PATIENT } from './patient';
import type { RecordKind } from './record';
import { SEARCH_BLOCK } from './search-block';
import { SEARCH_ENTRY } from './search-entry';
import { SETTING } from './setting';

/** Every kind of record that the app stores; the tests of tests/unit/schema walk through all of them. */
export const RECORD_KINDS: readonly RecordKind<unknown>[] = [
  PATIENT,
  ENCOUNTER,
  DRAFT,
  AUDIT_LINE,
  SETTING,
  SEARCH_ENTRY,
  SEARCH_BLOCK,
  AUTHOR,
  CODE_ROW
];
