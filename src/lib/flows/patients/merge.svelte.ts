import { bilingual } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import { likeness, type Likeness, type Patient, type PatientId } from '$part/schema';
import type { NameKeys } from '$part/store/search/name-keys';
import type { DeskSession } from '../desk-session';
import { notAllowed, type Trouble, troubleOf } from './fault-words';
import { comparable } from './likely-same';
import { openFile, type PatientFile, writePatients } from './patient-file';
import type { PatientSearch } from './patient-search.svelte';
import { type Field, fieldKey, FIELDS, fieldWords } from './patient-words';
import { wholePatient } from './whole-patient';

/** A fact of both records side by side, and what it will be. */
export interface MergeField {
  readonly field: Field;
  readonly label: Bilingual;
  readonly kept: Bilingual;
  readonly other: Bilingual;
  readonly result: Bilingual;
  readonly differs: boolean;
}

interface Side {
  readonly file: PatientFile;
  readonly visits: number;
}

/**
 * Two records that are one patient. Merging writes a pointer in the one that is given up and nothing else of it, so
 * both can be taken apart again exactly; what the patient then is, is read from both (whole-patient.ts).
 */
export class Merge {
  state = $state<'loading' | 'choose' | 'compare' | 'saving' | 'done'>('loading');
  trouble = $state.raw<Trouble | undefined>();
  #kept = $state.raw<Side | undefined>();
  #other = $state.raw<Side | undefined>();
  #keys = $state.raw<NameKeys | undefined>();

  readonly #session: DeskSession;
  readonly #search: PatientSearch;

  constructor(session: DeskSession, search: PatientSearch) {
    this.#session = session;
    this.#search = search;
  }

  get kept() {
    return this.#shown(this.#kept);
  }
  get other() {
    return this.#shown(this.#other);
  }

  #fields = $derived.by((): readonly MergeField[] => {
    const [kept, other] = [this.#kept?.file.whole, this.#other?.file.whole];
    if (!kept || !other) return [];
    const result = this.#result(kept, other);
    return FIELDS.filter((field) => field !== 'mergedInto')
      .map((field) => {
        const [a, b] = [fieldWords(kept, field), fieldWords(other, field)];
        const label = bilingual(fieldKey(field));
        return { field, label, kept: a, other: b, result: fieldWords(result, field), differs: a.zh !== b.zh };
      })
      .filter((one) => one.kept.zh !== '' || one.other.zh !== '');
  });
  get fields() {
    return this.#fields;
  }

  #likeness = $derived.by((): Likeness | undefined => {
    const [kept, other, keys] = [this.#kept?.file.whole, this.#other?.file.whole, this.#keys];
    if (!kept || !other || !keys) return undefined;
    return likeness(comparable(kept, keys), comparable(other, keys), this.#session.today());
  });
  /** What says that they are one; undefined where nothing does. */
  get likeness() {
    return this.#likeness;
  }

  /** The record that the doctor came from; it is kept unless the two are swapped. */
  start = async (id: string): Promise<void> => {
    this.#other = undefined;
    this.#keys = await this.#search.keys();
    this.#kept = await this.#open(id);
    this.state = 'choose';
  };

  /** The other record; one that is already the same is refused. */
  choose = async (id: string): Promise<void> => {
    const other = await this.#open(id);
    if (!other) return;
    if (other.file.own.id === this.#kept?.file.own.id) {
      this.trouble = { title: bilingual('patients.merge.same'), help: bilingual('patients.merge.same.help') };
      return;
    }
    this.#other = other;
    this.state = 'compare';
  };

  swap = (): void => {
    [this.#kept, this.#other] = [this.#other, this.#kept];
  };

  back = (): void => {
    this.#other = undefined;
    this.trouble = undefined;
    this.state = 'choose';
  };

  /** Merges; the id of the patient that both are now, or undefined where nothing was written. */
  confirm = async (): Promise<PatientId | undefined> => {
    const [kept, other] = [this.#kept?.file.own, this.#other?.file.own];
    if (!kept || !other || this.state !== 'compare') return undefined;
    if (!this.#session.may('write')) {
      this.trouble = notAllowed();
      return undefined;
    }
    this.state = 'saving';
    // Both are written, so that neither can be changed or merged elsewhere meanwhile.
    const written = await writePatients(this.#session.store, this.#search, 'merge', undefined, [
      { read: kept.version, patient: kept.value },
      { read: other.version, patient: { ...other.value, mergedInto: kept.value.id } }
    ]);
    if (written.ok) {
      this.state = 'done';
      return kept.value.id;
    }
    this.trouble = troubleOf(written.error);
    this.state = 'compare';
    if (written.error.tag === 'conflict') {
      // Shown as they stand now, to be looked at once more.
      [this.#kept, this.#other] = [await this.#read(kept.id), await this.#read(other.id)];
      if (!this.#kept || !this.#other) this.state = 'choose';
    }
    return undefined;
  };

  #result(kept: Patient, other: Patient): Patient {
    return wholePatient(kept, [other]);
  }

  #shown(side: Side | undefined) {
    if (!side) return undefined;
    const { id, name } = side.file.whole;
    return { id: id as string, name, visits: side.visits };
  }

  async #open(id: string): Promise<Side | undefined> {
    this.trouble = undefined;
    return this.#read(id);
  }

  async #read(id: string): Promise<Side | undefined> {
    const { store } = this.#session;
    const file = await openFile(store, this.#search, id);
    if (!file.ok) {
      this.trouble = troubleOf(file.error);
      return undefined;
    }
    let visits = 0;
    for (const one of [file.value.own, ...file.value.merged]) {
      const read = await store.encounters.ofPatient(one.id);
      if (read.ok) visits += read.value.records.length;
    }
    return { file: file.value, visits };
  }
}
