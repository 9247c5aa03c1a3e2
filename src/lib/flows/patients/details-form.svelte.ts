import { bilingual, type MessageKey } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import {
  type Birth,
  birthLikeness,
  cleanLine,
  cleanProse,
  type IsoDay,
  parsePhone,
  parseResidentId,
  type Patient,
  plusMonths
} from '$part/schema';
import { birthEntry, birthText } from './birth-entry';
import { ageWords, birthWords } from './patient-words';

/** Of a day that the child is due: no pregnancy lasts longer from now. */
const LONGEST_PREGNANCY_MONTHS = 10;

/** What a form must have before it is saved. */
export type Missing = 'name' | 'sex' | 'birth';
/** Facts that a form of details may set; all others of a patient stay as they are. */
export type Details = Pick<
  Patient,
  | 'name'
  | 'otherNames'
  | 'sex'
  | 'birth'
  | 'residentId'
  | 'phone'
  | 'village'
  | 'ethnicity'
  | 'guardian'
  | 'pregnantUntil'
  | 'note'
>;

/** The fields that are typed into. */
export type Typed = Partial<
  Pick<
    DetailsForm,
    | 'name'
    | 'isUnnamed'
    | 'otherNames'
    | 'residentId'
    | 'birth'
    | 'chosenSex'
    | 'phone'
    | 'village'
    | 'ethnicity'
    | 'guardian'
    | 'guardianPhone'
    | 'pregnantUntil'
    | 'note'
  >
>;
export type Problem = 'residentId' | 'birth' | 'phone' | 'guardianPhone' | 'pregnantUntil';

/** Who a patient is, as it is typed: texts in, facts or sentences of what is wrong out. */
export class DetailsForm {
  name = $state('');
  /** A newborn: the name is that of the mother or father, until it has its own. */
  isUnnamed = $state(false);
  otherNames = $state('');
  residentId = $state('');
  /** A date, or as much of it as is known, or an age. */
  birth = $state('');
  /** As chosen by hand; undefined leaves it to the resident's number. */
  chosenSex = $state<Patient['sex'] | undefined>();
  phone = $state('');
  village = $state('');
  ethnicity = $state('');
  guardian = $state('');
  guardianPhone = $state('');
  pregnantUntil = $state('');
  note = $state('');

  readonly #today: IsoDay;
  readonly #before: Patient | undefined;

  /** @param before the patient whose details are edited */
  constructor(today: IsoDay, before?: Patient) {
    this.#today = today;
    this.#before = before;
    if (!before) return;
    this.name = before.name;
    this.otherNames = before.otherNames.join(' / ');
    this.residentId = before.residentId ?? '';
    this.birth = birthText(before.birth);
    this.chosenSex = before.sex;
    this.phone = before.phone ?? '';
    this.village = before.village ?? '';
    this.ethnicity = before.ethnicity ?? '';
    this.guardian = before.guardian?.name ?? '';
    this.guardianPhone = before.guardian?.phone ?? '';
    this.pregnantUntil = before.pregnantUntil ?? '';
    this.note = before.note;
  }

  #number = $derived.by(() => {
    const typed = this.residentId.trim();
    return typed === '' ? undefined : parseResidentId(typed, this.#today);
  });
  #typedBirth = $derived.by(() => birthEntry(this.birth, this.#today));
  #typedPhone = $derived.by(() => (this.phone.trim() === '' ? undefined : parsePhone(this.phone)));
  #typedGuardianPhone = $derived.by(() =>
    this.guardianPhone.trim() === '' ? undefined : parsePhone(this.guardianPhone)
  );
  #due = $derived.by(() =>
    this.pregnantUntil.trim() === '' ? undefined : dueDay(this.pregnantUntil, this.#today)
  );

  /** As chosen, else as the resident's number says. */
  get sex(): Patient['sex'] | undefined {
    return this.chosenSex ?? (this.#number?.ok ? this.#number.value.sex : undefined);
  }
  get isSexFromNumber(): boolean {
    return this.chosenSex === undefined && this.sex !== undefined;
  }

  #known = $derived.by((): Birth | undefined => {
    const typed = this.#typedBirth;
    if (!typed.ok) return undefined;
    if (typed.value) return typed.value;
    if (this.#number?.ok) return { kind: 'date', date: this.#number.value.birth };
    // An age that was told on another day is no text to be typed again.
    return this.#before?.birth.kind === 'age' ? this.#before.birth : undefined;
  });
  get knownBirth(): Birth | undefined {
    return this.#known;
  }

  /** How the birth was understood, to be read back: "63 years · born 1962-03-09". */
  get birthSays(): Bilingual | undefined {
    const birth = this.#known;
    if (!birth) return undefined;
    const [age, born] = [ageWords(birth, this.#today), birthWords(birth)];
    return { zh: `${age.zh} · ${born.zh}`, en: `${age.en} · ${born.en}` };
  }
  get isBirthFromNumber(): boolean {
    return this.birth.trim() === '' && this.#number?.ok === true;
  }

  /** The name that will be written. */
  get fullName(): string {
    const name = cleanLine(this.name);
    return this.isUnnamed && name !== '' ? childOf(name, this.sex) : name;
  }

  /** What is wrong with what was typed, by field. Whatever is wrong is not taken. */
  get problems(): Readonly<Partial<Record<Problem, Bilingual>>> {
    const [number, birth] = [this.#number, this.#typedBirth];
    const [phone, other] = [this.#typedPhone, this.#typedGuardianPhone];
    const due = this.#due;
    return {
      ...(number && !number.ok ? { residentId: bilingual(`patients.number.${number.error}`) } : {}),
      ...(birth.ok ? {} : { birth: bilingual(`patients.birth.${birth.error}`) }),
      ...(phone && !phone.ok ? { phone: bilingual(`patients.phone.${phone.error}`) } : {}),
      ...(other && !other.ok ? { guardianPhone: bilingual(`patients.phone.${other.error}`) } : {}),
      ...(due === 'unreadable' ? { pregnantUntil: bilingual('patients.pregnant.unreadable') } : {})
    };
  }

  /** What does not go together; it may still be saved, since either may be the slip. */
  get doubts(): readonly Bilingual[] {
    const number = this.#number;
    if (!number?.ok) return [];
    const typed = this.#typedBirth.ok ? this.#typedBirth.value : undefined;
    const likeness = typed && birthLikeness(typed, { kind: 'date', date: number.value.birth });
    const keys: MessageKey[] = [];
    // A year or an age is always only near to a day.
    if (typed && (likeness === 'different' || (likeness === 'near' && typed.kind === 'date')))
      keys.push('patients.number.other-birth');
    if (this.chosenSex !== undefined && this.chosenSex !== 'unknown' && this.chosenSex !== number.value.sex)
      keys.push('patients.number.other-sex');
    return keys.map((key) => bilingual(key));
  }

  get missing(): readonly Missing[] {
    return [
      ...(this.fullName === '' ? (['name'] as const) : []),
      ...(this.sex === undefined ? (['sex'] as const) : []),
      ...(this.#known === undefined ? (['birth'] as const) : [])
    ];
  }

  /** The number as it is stored, once it is right. */
  get number(): string | undefined {
    return this.#number?.ok ? this.#number.value.number : undefined;
  }
  get phoneNumber(): string | undefined {
    return this.#typedPhone?.ok ? this.#typedPhone.value.number : undefined;
  }

  /** All facts, where nothing is missing and nothing wrong. */
  get details(): Details | undefined {
    const [sex, birth] = [this.sex, this.#known];
    if (sex === undefined || birth === undefined || this.fullName === '') return undefined;
    if (Object.keys(this.problems).length > 0) return undefined;
    const [village, ethnicity] = [cleanLine(this.village), cleanLine(this.ethnicity)];
    const guardian = this.#guardian();
    const due = this.#due;
    const [number, phone] = [this.number, this.phoneNumber];
    return {
      name: this.fullName,
      otherNames: this.otherNames
        .split(/[/、,，;；]/u)
        .map(cleanLine)
        .filter((name) => name !== ''),
      sex,
      birth,
      ...(number === undefined ? {} : { residentId: number }),
      ...(phone === undefined ? {} : { phone }),
      ...(village === '' ? {} : { village }),
      ...(ethnicity === '' ? {} : { ethnicity }),
      ...(guardian ? { guardian } : {}),
      ...(due === undefined || due === 'unreadable' || sex === 'male' ? {} : { pregnantUntil: due }),
      note: cleanProse(this.note)
    };
  }

  #guardian(): Patient['guardian'] {
    const name = cleanLine(this.isUnnamed && this.guardian.trim() === '' ? this.name : this.guardian);
    if (name === '') return undefined;
    const phone = this.#typedGuardianPhone;
    const relation = this.#before?.guardian?.name === name ? this.#before.guardian.relation : undefined;
    return {
      name,
      ...(relation === undefined ? {} : { relation }),
      ...(phone?.ok ? { phone: phone.value.number } : {})
    };
  }
}

/** A newborn before it has a name: 张三之子, "Son of Anna". */
export function childOf(parent: string, sex: Patient['sex'] | undefined): string {
  const kind = sex === 'male' || sex === 'female' ? sex : 'unknown';
  const words = bilingual(`patients.child.${kind}`, { name: parent });
  return /\p{Script=Han}/u.test(parent) ? words.zh : words.en;
}

function dueDay(text: string, today: IsoDay): IsoDay | 'unreadable' {
  const typed = birthLike(text);
  const last = plusMonths(today, LONGEST_PREGNANCY_MONTHS);
  return typed !== undefined && typed <= last ? typed : 'unreadable';
}

/** A whole day of the calendar in any of the ways in which a birth is typed. */
function birthLike(text: string): IsoDay | undefined {
  const parsed = birthEntry(text, '2999-12-31' as IsoDay);
  return parsed.ok && parsed.value?.kind === 'date' ? parsed.value.date : undefined;
}

const OPTIONAL = ['residentId', 'phone', 'village', 'ethnicity', 'guardian', 'pregnantUntil'];

/** What a form may leave out, because its field was emptied. */
export const withoutOptional = (patient: Patient): Patient =>
  Object.fromEntries(
    Object.entries(patient).filter(([field]) => !OPTIONAL.includes(field))
  ) as unknown as Patient;
