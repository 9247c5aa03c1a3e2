import * as v from 'valibot';
import type { Frozen } from './frozen';
import { nationalCode } from './ids';
import type { RecordKind } from './record';
import { line } from './texts';

const pinyin = v.pipe(v.string(), v.maxLength(400), v.regex(/^[a-z0-9 ]*$/, 'expected pinyin'));

/** A row of the national code table that an administrator imported; nothing of patients. */
const validator = v.strictObject({
  code: nationalCode,
  name: line(200),
  /** Of the pinyin of the name, in small letters. */
  initials: pinyin,
  full: v.exactOptional(pinyin)
});
export type CodeRow = Frozen<v.InferOutput<typeof validator>>;

export const CODE_ROW: RecordKind<CodeRow> = {
  name: 'code-row',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: { code: 'J06.900', name: '急性上呼吸道感染', initials: 'jxshxdgr' }
};
