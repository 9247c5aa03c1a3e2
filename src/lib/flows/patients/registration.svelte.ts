import type { Bilingual } from '$part/kernel';
import {
  type Grade,
  type Objection,
  parsePhone,
  type Patient,
  type PatientId,
  type Reason
} from '$part/schema';
import type { DeskSession } from '../desk-session';
import { DetailsForm, type Typed } from './details-form.svelte';
import { notAllowed, type Trouble, troubleOf } from './fault-words';
import { likelySame, type Match } from './likely-same';
import { writePatients } from './patient-file';
import type { PatientSearch } from './patient-search.svelte';
import { ageWords } from './patient-words';

/** Somebody on file who may be the newcomer. */
export interface DuplicateRow {
  readonly id: string;
  readonly name: string;
  readonly sex: Patient['sex'];
  readonly age: Bilingual;
  readonly village: string | undefined;
  readonly lastVisit: number | undefined;
  readonly grade: Grade;
  readonly reasons: readonly Reason[];
  readonly objections: readonly Objection[];
}

const NUMBER = /(?<!\d)\d{17}[\dxX](?![\dxX])/;
const OLD_NUMBER = /^\d{15}$/;

export type Saved =
  | { readonly tag: 'saved'; readonly id: PatientId }
  /** Something is missing or wrong; the fields say what. */
  | { readonly tag: 'incomplete' }
  /** Somebody on file is likely the same: open that record, or say that it is another person. */
  | { readonly tag: 'duplicate' }
  | { readonly tag: 'fault' };

/** A new patient, from one name to a saved record; those on file who may be the same are offered meanwhile. */
export class Registration {
  readonly form: DetailsForm;
  state = $state<'open' | 'saving' | 'saved'>('open');
  /** Saving was tried: from now on the fields say what they lack. */
  isTried = $state(false);
  trouble = $state.raw<Trouble | undefined>();

  readonly #session: DeskSession;
  readonly #search: PatientSearch;
  #matches = $state.raw<readonly Match[]>([]);
  #others = $state.raw<ReadonlySet<string>>(new Set());
  #looks = 0;
  #looking: Promise<void> | undefined;

  /** @param typed what was searched for and not found: a name, a resident's number or a telephone */
  constructor(session: DeskSession, search: PatientSearch, typed = '') {
    this.#session = session;
    this.#search = search;
    this.form = new DetailsForm(session.today());
    this.#take(typed);
    // The dictionary of readings comes while the name is typed.
    this.look();
  }

  get duplicates(): readonly DuplicateRow[] {
    return this.#matches
      .filter(({ patient }) => !this.#others.has(patient.id))
      .map(({ patient: { id, name, sex, birth, village }, grade, reasons, objections }) => ({
        id,
        name,
        sex,
        age: ageWords(birth, this.#session.today()),
        village,
        lastVisit: this.#search.entry(id)?.lastVisit,
        grade,
        reasons,
        objections
      }));
  }

  get villages(): readonly string[] {
    return this.#search.villages(this.form.village);
  }

  /** Something was typed or chosen. A number pasted behind a name goes to its own field. */
  enter = (change: Typed): void => {
    Object.assign(this.form, change);
    if (change.name !== undefined) this.#takeNumber(change.name);
    this.trouble = undefined;
    this.look();
  };

  /** Compares with those on file; the newest look wins. */
  look = (): void => {
    this.#looking = this.#look();
  };

  /** The one who was offered is somebody else. */
  anotherPerson = (id: string): void => {
    this.#others = new Set([...this.#others, id]);
  };

  /** Resolves once the record is on the disk, or says why it is not. */
  save = async (): Promise<Saved> => {
    if (this.state !== 'open') return { tag: 'incomplete' };
    this.isTried = true;
    this.trouble = undefined;
    const details = this.form.details;
    if (!details) return { tag: 'incomplete' };
    if (!this.#session.may('write')) {
      this.trouble = notAllowed();
      return { tag: 'fault' };
    }
    this.state = 'saving';
    // What was typed last may not have been compared yet.
    await (this.#looking ?? Promise.resolve());
    if (this.duplicates.some(({ grade }) => grade === 'same' || grade === 'likely')) {
      this.state = 'open';
      return { tag: 'duplicate' };
    }
    const id = this.#session.newId() as PatientId;
    const patient: Patient = { id, ...details, allergies: [], conditions: [], medicines: [] };
    const written = await writePatients(this.#session.store, this.#search, 'create', undefined, [
      { read: 0, patient }
    ]);
    if (!written.ok) {
      this.state = 'open';
      this.trouble = troubleOf(written.error);
      return { tag: 'fault' };
    }
    this.state = 'saved';
    return { tag: 'saved', id };
  };

  async #look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const { sex, fullName, number, phoneNumber, village, knownBirth } = this.form;
    const found = await likelySame(
      this.#session.store,
      this.#search,
      {
        name: fullName,
        otherNames: [],
        sex: sex ?? 'unknown',
        birth: knownBirth,
        ...(number === undefined ? {} : { residentId: number }),
        ...(phoneNumber === undefined ? {} : { phone: phoneNumber }),
        ...(village.trim() === '' ? {} : { village: village.trim() })
      },
      this.#session.today()
    );
    if (look === this.#looks) this.#matches = found;
  }

  /** Sorts out what was searched for: digits are a resident's number or a telephone, the rest is the name. */
  #take(typed: string): void {
    this.form.name = typed.trim();
    if (this.#takeNumber(typed)) return;
    if (OLD_NUMBER.test(typed.trim())) this.form.residentId = typed.trim();
    else if (parsePhone(typed).ok) this.form.phone = typed.trim();
    if (/^[\d\s-]*$/.test(typed)) this.form.name = '';
  }

  /** A whole resident's number beside the name, as a card reader or the clipboard gives it, goes to its own field. */
  #takeNumber(typed: string): boolean {
    const number = NUMBER.exec(typed.normalize('NFKC'))?.[0];
    if (number === undefined) return false;
    this.form.residentId = number;
    this.form.name = typed.normalize('NFKC').replace(number, ' ').replace(/\s+/gu, ' ').trim();
    return true;
  }
}
