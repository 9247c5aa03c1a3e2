import * as v from 'valibot';
import type { Frozen } from './frozen';
import { icd10, nationalCode, packId } from './ids';
import { line } from './texts';

/** A diagnosis as the doctor recorded it; the name stays readable whatever becomes of pack and code table. */
export const diagnosis = v.strictObject({
  condition: v.exactOptional(packId),
  icd10,
  nationalCode: v.exactOptional(nationalCode),
  name: line(200),
  certainty: v.picklist(['confirmed', 'suspected']),
  primary: v.boolean()
});
export type Diagnosis = Frozen<v.InferOutput<typeof diagnosis>>;

/** The diagnoses of a visit: none, or exactly one of them the primary one. */
export const diagnoses = v.pipe(
  v.array(diagnosis),
  v.maxLength(30),
  v.check(
    (all) => all.length === 0 || all.filter(({ primary }) => primary).length === 1,
    'expected one primary diagnosis'
  )
);
