import { indexOf } from '$part/diagnosis';
import type { Language } from '$part/kernel';
import type { CodeRow, Condition, FoundCode, Pack } from '$part/knowledge';
import { cleanLine, type Diagnosis } from '$part/schema';

/** A diagnosis before it has its place among the others. */
export type Named = Omit<Diagnosis, 'primary' | 'certainty'>;

const LONGEST_NAME = 200;
/** ICD-10's own code for an illness that is named nowhere. */
const UNSPECIFIED = { icd10: 'R69', nationalCode: 'R69.x00' };
/** Category and first digit, which the national edition shares with WHO's; `.x` says that WHO has no digit there. */
const WHO = /^([A-Z]\d\d)(?:\.(\d))?/;

const nameOf = (text: string) => cleanLine(text).slice(0, LONGEST_NAME).trim();

/** A condition of the pack: in Chinese by the name that the national edition gives its code. */
export function ofCondition({ id, name, national, icd10 }: Condition, language: Language): Named {
  return {
    condition: id,
    icd10: icd10[0] ?? UNSPECIFIED.icd10,
    nationalCode: national.code,
    name: nameOf(language === 'zh' ? national.name || name.zh : name.en)
  };
}

/** A row of the national table; undefined where its code has no counterpart in WHO's edition. */
export function ofRow({ code, name }: CodeRow): Named | undefined {
  const [, category, digit] = WHO.exec(code) ?? [];
  if (category === undefined) return undefined;
  const icd10 = digit === undefined ? category : `${category}.${digit}`;
  return { icd10, nationalCode: code.replaceAll('†', '+'), name: nameOf(name) };
}

export const ofFound = (found: FoundCode, language: Language): Named | undefined =>
  found.from === 'pack' ? ofCondition(found.condition, language) : ofRow(found.row);

/**
 * What no code was found for, under the code for other diseases of the system that the list points to, else under that
 * of an illness not specified. Free text without a code is no diagnosis.
 */
export function ofText(text: string, pack: Pack, likeliest: string | undefined): Named | undefined {
  const name = nameOf(text);
  if (name === '') return undefined;
  const system = indexOf(pack).condition.get(likeliest ?? '')?.system;
  const other = pack.conditions.find((condition) => condition.other && condition.system === system);
  if (!other) return { ...UNSPECIFIED, name };
  return {
    condition: other.id,
    icd10: other.icd10[0] ?? UNSPECIFIED.icd10,
    nationalCode: other.national.code,
    name
  };
}
