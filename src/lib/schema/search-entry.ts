import * as v from 'valibot';
import type { Frozen } from './frozen';
import { type PatientId, count, rowId } from './ids';
import { SEXES } from './patient';
import type { RecordKind } from './record';
import { line } from './texts';

/** Readings of a name multiply; the search bounds them well below. */
const MOST_KEYS = 200;

export const searchEntry = v.strictObject({
  id: rowId<PatientId>(),
  name: line(80),
  /** Readings of all names in pinyin, syllables divided by blanks. */
  keys: v.pipe(v.array(line(200)), v.maxLength(MOST_KEYS)),
  /** Resident's number and telephones, whose ends are searched. */
  numbers: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\dX-]{4,24}$/, 'expected digits'))), v.maxLength(20)),
  sex: v.picklist(SEXES),
  birthYear: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1800), v.maxValue(2999))),
  village: v.exactOptional(line(80)),
  mergedInto: v.exactOptional(rowId<PatientId>()),
  /** Milliseconds since 1970. */
  lastVisit: v.exactOptional(count)
});
/** What a search block holds of one patient. */
export type SearchEntry = Frozen<v.InferOutput<typeof searchEntry>>;

export const SEARCH_ENTRY: RecordKind<SearchEntry> = {
  name: 'search-entry',
  scope: 'record',
  version: 1,
  validator: searchEntry,
  migrations: [],
  example: {
    id: '9b2d7c3a-4e5f-4a61-8b72-1d3c5e7f9a03' as PatientId,
    name: '单小兰',
    keys: ['shan xiao lan', 'dan xiao lan'],
    numbers: ['13800000000'],
    sex: 'female',
    birthYear: 1962,
    village: '李庄',
    lastVisit: 1_773_019_800_000
  }
};
