import { bilingual } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import type { Patient } from '$part/schema';
import { type Field, fieldKey, fieldWords } from './patient-words';
import { changedFields } from './three-way';

/** A fact that two windows left different. */
export interface ConflictField {
  readonly field: Field;
  readonly label: Bilingual;
  readonly before: Bilingual;
  readonly mine: Bilingual;
  readonly theirs: Bilingual;
  /** Changed in both windows: only one of the two can stay, but in lists. */
  readonly isBoth: boolean;
}

export function conflictFields(base: Patient, mine: Patient, theirs: Patient): readonly ConflictField[] {
  const [here, there] = [new Set(changedFields(base, mine)), new Set(changedFields(base, theirs))];
  return [...new Set([...here, ...there])].map((field) => ({
    field,
    label: bilingual(fieldKey(field)),
    before: fieldWords(base, field),
    mine: fieldWords(mine, field),
    theirs: fieldWords(theirs, field),
    isBoth: here.has(field) && there.has(field)
  }));
}
