import type { Pack } from '$part/knowledge';
import { type Allergy, type Encounter, type KnownCondition, type Medicine, type Patient } from '$part/schema';
import type { Opened, ReadFault, StoreFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import { DetailsForm, type Typed, withoutOptional } from './details-form.svelte';
import { type Trouble, troubleOf } from './fault-words';
import { type FactList, removed, stopped, withAllergy, withCondition, withMedicine } from './fact-edits';
import { knownFacts } from './known-facts';
import { headOf } from './patient-head';
import { openFile, type PatientFile } from './patient-file';
import type { PatientSearch } from './patient-search.svelte';
import { type ConflictView, RecordChanges } from './record-changes.svelte';
import { threeWay, without } from './three-way';
import { timelineOf, trendsOf } from './timeline';
import { namesOf } from './today.svelte';

/** A fact of a list, and the record that it stands in: her own, or one that was merged into it. */
interface Listed<T> {
  readonly of: string;
  readonly value: T;
}

/** One patient: who she is, what is known of her, all her visits; and every change of that. */
export class PatientPage {
  state = $state<'closed' | 'loading' | 'ready' | 'fault'>('closed');
  /** The form of her details while they are edited. */
  editing = $state.raw<DetailsForm | undefined>();
  /** Saving the details was tried: from now on the fields say what they lack. */
  isTried = $state(false);

  readonly #session: DeskSession;
  readonly #search: PatientSearch;
  readonly #pack: Pack;
  #file = $state.raw<PatientFile | undefined>();
  #visits = $state.raw<readonly Opened<Encounter>[]>([]);
  #damaged = $state(0);
  #trouble = $state.raw<Trouble | undefined>();
  readonly #changes: RecordChanges;
  /** What the form was filled from: her record as it was then, and with what merged ones add. */
  #before: { readonly own: Opened<Patient>; readonly shown: Patient } | undefined;
  #opens = 0;

  constructor(session: DeskSession, search: PatientSearch, pack: Pack) {
    this.#session = session;
    this.#search = search;
    this.#pack = pack;
    this.#changes = new RecordChanges(session, search);
  }

  get mayWrite(): boolean {
    return this.#session.may('write');
  }

  /** Her id, which is another one than was asked for where that record was merged. */
  get id(): string | undefined {
    return this.#file?.own.id;
  }

  /** All that is known of her, merged records and all. */
  get patient(): Patient | undefined {
    return this.#file?.whole;
  }

  #head = $derived.by(() => {
    const file = this.#file;
    const [newest] = this.timeline;
    const [diagnosis] = newest ? namesOf(newest.diagnoses) : [];
    return file && headOf(file.whole, this.#session.today(), newest && { at: newest.startedAt, diagnosis });
  });
  get head() {
    return this.#head;
  }

  #facts = $derived.by(() => this.#file && knownFacts(this.#file.whole, this.#session.today()));
  /** What the next visit should know. */
  get facts() {
    return this.#facts;
  }

  #timeline = $derived.by(() =>
    timelineOf(this.#visits, {
      pack: this.#pack,
      merged: new Map(this.#file?.merged.map(({ id, value }) => [id, value.name])),
      users: this.#session.users
    })
  );
  get timeline() {
    return this.#timeline;
  }

  #trends = $derived.by(() => (this.#file ? trendsOf(this.#visits, this.#pack, this.#file.whole) : []));
  get trends() {
    return this.#trends;
  }

  /** Visits and merged records that do not open; all others are shown. */
  get damaged(): number {
    return this.#damaged;
  }

  get allergies(): readonly Listed<Allergy>[] {
    return this.#listed(({ allergies }) => allergies);
  }
  get conditions(): readonly Listed<KnownCondition>[] {
    return this.#listed(({ conditions }) => conditions);
  }
  get medicines(): readonly Listed<Medicine>[] {
    return this.#listed(({ medicines }) => medicines);
  }

  /** Records that were merged into hers; each can be taken apart again. */
  get merged(): readonly { readonly id: string; readonly name: string; readonly at: number }[] {
    return (this.#file?.merged ?? []).map(({ id, value, by }) => ({
      id,
      name: value.name,
      at: Date.parse(by.at)
    }));
  }

  /** Why the page, or the last change, failed. */
  get trouble(): Trouble | undefined {
    return this.#changes.trouble ?? this.#trouble;
  }
  get isSaving(): boolean {
    return this.#changes.isSaving;
  }
  /** She was changed in another window meanwhile. */
  get conflict(): ConflictView | undefined {
    return this.#changes.conflict;
  }

  /** Opens a patient; who looked is written down, once for each opening. */
  open = async (id: string): Promise<void> => {
    this.#opens += 1;
    this.state = 'loading';
    this.#trouble = undefined;
    this.#changes.forget();
    this.editing = undefined;
    this.#file = undefined;
    this.#visits = [];
    const file = await this.#read(id, this.#opens);
    if (!file) return;
    const viewed = [file.own, ...file.merged].map(({ id: seen, version }) => ({
      action: 'view' as const,
      table: 'patients' as const,
      id: seen,
      version
    }));
    const written = await this.#session.store.audit.record(...viewed);
    // Care goes on; that the line is missing is said.
    if (!written.ok) this.#trouble = troubleOf(written.error);
  };

  /** Reads her again, as after a visit was saved; no new opening. */
  refresh = async (): Promise<void> => {
    if (this.id !== undefined) await this.#read(this.id, this.#opens);
  };

  close = (): void => {
    this.#opens += 1;
    this.state = 'closed';
    this.#file = undefined;
    this.#visits = [];
    this.editing = undefined;
    this.#trouble = undefined;
    this.#changes.forget();
  };

  edit = (): void => {
    const file = this.#file;
    if (!file) return;
    // Of merged records only what fills a gap is in the form: their names and notes stay where they are.
    const { otherNames, note } = file.own.value;
    this.#before = { own: file.own, shown: { ...file.whole, otherNames, note } };
    this.isTried = false;
    this.editing = new DetailsForm(this.#session.today(), this.#before.shown);
  };
  enterDetails = (change: Typed): void => {
    if (this.editing) Object.assign(this.editing, change);
  };
  cancelEdit = (): void => {
    this.editing = undefined;
  };

  /** Writes the details that were changed; false where something is missing, wrong, or was not written. */
  saveDetails = async (): Promise<boolean> => {
    const before = this.#before;
    const details = this.editing?.details;
    this.isTried = true;
    if (!before || !details) return false;
    const mine = { ...withoutOptional(before.shown), ...details };
    const next = threeWay(before.shown, mine, before.own.value);
    const isDone = await this.#change(before.own, next, 'details');
    if (isDone) this.editing = undefined;
    return isDone;
  };

  addAllergy = (allergy: Omit<Allergy, 'notedAt'>): Promise<boolean> => {
    const notedAt = new Date(this.#session.clock.now()).toISOString();
    return this.#own('allergies', (own) => withAllergy(own, { ...allergy, notedAt }));
  };
  addCondition = (condition: KnownCondition): Promise<boolean> =>
    this.#own('conditions', (own) => withCondition(own, condition));
  addMedicine = (medicine: Medicine): Promise<boolean> =>
    this.#own('medicines', (own) => withMedicine(own, medicine));

  removeAllergy = (one: Listed<Allergy>): Promise<boolean> => this.#remove('allergies', one);
  removeCondition = (one: Listed<KnownCondition>): Promise<boolean> => this.#remove('conditions', one);
  removeMedicine = (one: Listed<Medicine>): Promise<boolean> => this.#remove('medicines', one);

  /** Asked, and none; or not asked after all. */
  stateNoAllergies = (none: boolean): Promise<boolean> => {
    if (none && this.allergies.length > 0) return Promise.resolve(false);
    return this.#own('allergies', (own) =>
      none ? { ...own, noKnownAllergies: true } : without(own, 'noKnownAllergies')
    );
  };
  /** From today on it is not taken any more; it stays in her record. */
  stopMedicine = ({ of, value }: Listed<Medicine>): Promise<boolean> =>
    this.#of(of, 'medicines', (record) => stopped(record, value, this.#session.today()));

  /** Mine on top of theirs, or theirs alone. */
  settle = async (keep: 'mine' | 'theirs'): Promise<boolean> => {
    const isOver = await this.#changes.settle(keep);
    if (!isOver) return false;
    this.editing = undefined;
    await this.refresh();
    return true;
  };

  /** Takes a merged record out again: both are as they were, with what was written since. */
  undoMerge = async (id: string): Promise<boolean> => {
    const file = this.#file;
    const other = file?.merged.find((one) => one.id === id);
    if (!file || !other) return false;
    const isDone = await this.#changes.merge('undone', [
      { read: file.own.version, patient: file.own.value },
      { read: other.version, patient: without(other.value, 'mergedInto') }
    ]);
    await this.refresh();
    return isDone;
  };

  #listed<T>(of: (patient: Patient) => readonly T[]): readonly Listed<T>[] {
    const file = this.#file;
    if (!file) return [];
    return [file.own, ...file.merged].flatMap(({ id, value }) =>
      of(value).map((one) => ({ of: id, value: one }))
    );
  }

  #remove(list: FactList, { of, value }: Listed<unknown>): Promise<boolean> {
    return this.#of(of, list, (record) => removed(record, list, value));
  }

  #own(reason: string, edit: (own: Patient) => Patient): Promise<boolean> {
    return this.#of(this.#file?.own.id, reason, edit);
  }

  #of(id: string | undefined, reason: string, edit: (record: Patient) => Patient): Promise<boolean> {
    const file = this.#file;
    const record = file && [file.own, ...file.merged].find((one) => one.id === id);
    return record ? this.#change(record, edit(record.value), reason) : Promise.resolve(false);
  }

  async #change(base: Opened<Patient>, next: Patient, reason: string): Promise<boolean> {
    const isDone = await this.#changes.change(base, next, reason);
    if (isDone) await this.refresh();
    return isDone;
  }

  async #read(id: string, opening: number): Promise<PatientFile | undefined> {
    const { store } = this.#session;
    const file = await openFile(store, this.#search, id);
    if (opening !== this.#opens) return undefined;
    if (!file.ok) return this.#fail(file.error);
    const ids = [file.value.own.id, ...file.value.merged.map((one) => one.id)];
    const visits: Opened<Encounter>[] = [];
    let damaged = file.value.damaged;
    for (const one of ids) {
      const read = await store.encounters.ofPatient(one);
      if (opening !== this.#opens) return undefined;
      if (!read.ok) return this.#fail(read.error);
      visits.push(...read.value.records);
      damaged += read.value.faults.length;
    }
    this.#file = file.value;
    this.#visits = visits;
    this.#damaged = damaged;
    this.state = 'ready';
    return file.value;
  }

  #fail(fault: ReadFault | StoreFault): undefined {
    this.state = 'fault';
    this.#trouble = troubleOf(fault);
    return undefined;
  }
}
