import type { IsoDay } from './calendar-day';
import { birthLikeness } from './birth-likeness';
import type { Patient } from './patient';
import { parsePhone } from './phone';
import { parseResidentId } from './resident-id';

/** What two patients are compared by; someone who is being registered has no id yet, and numbers as typed. */
export interface Comparable extends Pick<Patient, 'name' | 'otherNames' | 'sex' | 'birth' | 'village'> {
  readonly residentId?: string;
  readonly phone?: string;
  /** Readings of the names in full, without tones; initials alone would make strangers alike. */
  readonly pinyin: readonly string[];
}

/** A patient on file. */
export interface OnFile extends Comparable {
  readonly id: Patient['id'];
  readonly mergedInto?: Patient['id'];
}

export type Reason = 'resident-id' | 'name' | 'pinyin' | 'birth' | 'birth-near' | 'phone' | 'village';
export type Objection = 'resident-id' | 'sex' | 'birth';

/**
 * `same`: number and name agree. `likely`: offered before registering goes on. `possible`:
 * offered beside it. `household`: one telephone, which families share; shown where it helps, never as a duplicate.
 */
export const GRADES = ['same', 'likely', 'possible', 'household'] as const;
export type Grade = (typeof GRADES)[number];

export interface Likeness {
  readonly grade: Grade;
  readonly reasons: readonly Reason[];
  /** What speaks against it, to be shown beside. */
  readonly objections: readonly Objection[];
}

/** How alike two patients are; undefined where nothing says that they are one. */
export function likeness(a: Comparable, b: Comparable, today: IsoDay): Likeness | undefined {
  const [idA, idB] = [numberOf(a, today), numberOf(b, today)];
  const [phoneA, phoneB] = [phoneOf(a), phoneOf(b)];
  const birth = birthLikeness(a.birth, b.birth);
  const isKnown = a.sex !== 'unknown' && b.sex !== 'unknown';
  const reasons = new Set<Reason>();
  const objections = new Set<Objection>();
  if (idA !== undefined && idB !== undefined) (idA === idB ? reasons : objections).add('resident-id');
  if (share(namesOf(a), namesOf(b))) reasons.add('name');
  else if (share(a.pinyin.map(plain), b.pinyin.map(plain))) reasons.add('pinyin');
  if (birth === 'same') reasons.add('birth');
  else if (birth === 'near') reasons.add('birth-near');
  else objections.add('birth');
  if (phoneA !== undefined && phoneA === phoneB) reasons.add('phone');
  if (a.village !== undefined && b.village !== undefined && plain(a.village) === plain(b.village))
    reasons.add('village');
  if (isKnown && a.sex !== b.sex) objections.add('sex');
  const grade = gradeOf(reasons, objections);
  return grade && { grade, reasons: [...reasons], objections: [...objections] };
}

function gradeOf(reasons: ReadonlySet<Reason>, objections: ReadonlySet<Objection>): Grade | undefined {
  const named = reasons.has('name') || reasons.has('pinyin');
  const born = reasons.has('birth') || reasons.has('birth-near');
  // A parent's number, or a twin's, is often given for a child: alone it does not make them one.
  if (reasons.has('resident-id')) return named ? 'same' : 'likely';
  const isHousehold = reasons.has('phone') ? 'household' : undefined;
  // Two valid numbers are two people, unless one of them was somebody else's.
  if (objections.has('resident-id'))
    return reasons.has('name') && reasons.has('birth') ? 'possible' : isHousehold;
  if (!born) return isHousehold;
  if (named) {
    // In a village many bear one name; a sure birth or a telephone tells them apart, the village does not.
    const isSure = reasons.has('birth') || (reasons.has('name') && reasons.has('phone'));
    return isSure && !objections.has('sex') ? 'likely' : 'possible';
  }
  // Twins: one birth, one telephone, one village, other names. A nickname looks the same, so they are offered.
  if (reasons.has('phone') && reasons.has('birth') && !objections.has('sex')) return 'possible';
  return isHousehold;
}

export interface Duplicate extends Likeness {
  readonly patient: OnFile;
}

/** Those on file who may be the newcomer, the likeliest first; whoever was merged into another is left out. */
export function duplicatesOf(
  newcomer: Comparable & { readonly id?: Patient['id'] },
  onFile: Iterable<OnFile>,
  today: IsoDay
): readonly Duplicate[] {
  const found: Duplicate[] = [];
  for (const patient of onFile) {
    if (patient.mergedInto !== undefined || patient.id === newcomer.id) continue;
    const alike = likeness(newcomer, patient, today);
    if (alike) found.push({ patient, ...alike });
  }
  const rank = ({ grade }: Duplicate) => GRADES.indexOf(grade);
  const weight = ({ reasons, objections }: Duplicate) => reasons.length - objections.length;
  return found.sort((a, b) => rank(a) - rank(b) || weight(b) - weight(a));
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}·•・.'-]/gu, '');
const namesOf = ({ name, otherNames }: Comparable) => [name, ...otherNames].map(plain);
const share = (a: readonly string[], b: readonly string[]) =>
  a.some((text) => text !== '' && b.includes(text));

/** An old number of 15 digits counts as the one of 18 that it became; one that is wrong counts as none. */
function numberOf({ residentId }: Comparable, today: IsoDay): string | undefined {
  const parsed = residentId === undefined ? undefined : parseResidentId(residentId, today);
  return parsed?.ok ? parsed.value.number : undefined;
}

function phoneOf({ phone }: Comparable): string | undefined {
  const parsed = phone === undefined ? undefined : parsePhone(phone);
  return parsed?.ok ? parsed.value.number : undefined;
}
