import { err, type Result } from '$part/kernel';
import type { Patient } from '$part/schema';
import type { Opened, WriteFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import { type ConflictField, conflictFields } from './conflict';
import { notAllowed, type Trouble, troubleOf } from './fault-words';
import { type NewVersion, writePatients } from './patient-file';
import type { PatientSearch } from './patient-search.svelte';
import { changedFields, threeWay } from './three-way';

interface Conflict {
  readonly base: Patient;
  readonly mine: Patient;
  readonly theirs: Opened<Patient>;
}

/** A patient was changed in another window meanwhile: what stands here and there. */
export interface ConflictView {
  readonly fields: readonly ConflictField[];
  /** Who changed it there, and when. */
  readonly by: string | undefined;
  readonly at: number;
}

/** Writes new versions of patients' records, and holds both sides where two windows wrote at once. */
export class RecordChanges {
  isSaving = $state(false);
  trouble = $state.raw<Trouble | undefined>();
  readonly #session: DeskSession;
  readonly #search: PatientSearch;
  #conflict = $state.raw<Conflict | undefined>();

  constructor(session: DeskSession, search: PatientSearch) {
    this.#session = session;
    this.#search = search;
  }

  get conflict(): ConflictView | undefined {
    const conflict = this.#conflict;
    if (!conflict) return undefined;
    const { by } = conflict.theirs;
    return {
      fields: conflictFields(conflict.base, conflict.mine, conflict.theirs.value),
      by: this.#session.users.find(({ id }) => id === by.author)?.name,
      at: Date.parse(by.at)
    };
  }

  forget(): void {
    this.trouble = undefined;
    this.#conflict = undefined;
  }

  /** Writes a new version of a record; true once it is on the disk. */
  async change(base: Opened<Patient>, next: Patient, reason: string): Promise<boolean> {
    this.trouble = undefined;
    if (changedFields(base.value, next).length === 0) return true;
    const written = await this.#write('change', reason, [{ read: base.version, patient: next }]);
    if (written.ok) return true;
    const theirs = isConflict(written.error) ? await this.#session.store.patients.get(base.id) : undefined;
    if (theirs?.ok) this.#conflict = { base: base.value, mine: next, theirs: theirs.value };
    else this.#tell(written.error);
    return false;
  }

  /** Mine on top of theirs, or theirs alone; true where the conflict is over. */
  async settle(keep: 'mine' | 'theirs'): Promise<boolean> {
    const conflict = this.#conflict;
    if (!conflict) return false;
    this.#conflict = undefined;
    if (keep === 'theirs') return true;
    const { base, mine, theirs } = conflict;
    return this.change(theirs, threeWay(base, mine, theirs.value), 'conflict settled');
  }

  /** Several versions at once, where a conflict only means to look again. */
  async merge(reason: string, versions: readonly NewVersion[]): Promise<boolean> {
    this.trouble = undefined;
    const written = await this.#write('merge', reason, versions);
    if (!written.ok) this.#tell(written.error);
    return written.ok;
  }

  async #write(
    action: 'change' | 'merge',
    reason: string,
    versions: readonly NewVersion[]
  ): Promise<Result<unknown, WriteFault | 'not-allowed'>> {
    if (!this.#session.may('write')) return err('not-allowed');
    this.isSaving = true;
    const written = await writePatients(this.#session.store, this.#search, action, reason, versions);
    this.isSaving = false;
    return written;
  }

  #tell(fault: WriteFault | 'not-allowed'): void {
    this.trouble = fault === 'not-allowed' ? notAllowed() : troubleOf(fault);
  }
}

const isConflict = (fault: WriteFault | 'not-allowed'): boolean =>
  fault !== 'not-allowed' && fault.tag === 'conflict';
