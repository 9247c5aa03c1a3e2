import type { AuditLine } from '$part/schema';
import type { DeskSession } from '../desk-session';

/** Whom a line is about. */
export type AboutPatient =
  | { readonly tag: 'patient'; readonly id: string; readonly name: string }
  /** The row is not there any more, or does not open. */
  | { readonly tag: 'missing' | 'damaged'; readonly id: string }
  /** Whoever reads the audit may not see patients. */
  | { readonly tag: 'hidden' };

/** Names of the patients that lines are about, opened once each; only where the reader sees patients anyway. */
export class AuditNames {
  readonly #desk: DeskSession;
  readonly #known = new Map<string, Promise<AboutPatient>>();

  constructor(desk: DeskSession) {
    this.#desk = desk;
  }

  /** Undefined where a line is about no patient. */
  about({ table, id }: Pick<AuditLine, 'table' | 'id'>): Promise<AboutPatient> | undefined {
    if ((table !== 'patients' && table !== 'encounters') || id === undefined) return undefined;
    if (!this.#desk.may('write')) return Promise.resolve({ tag: 'hidden' });
    const key = `${table}/${id}`;
    const known = this.#known.get(key) ?? (table === 'patients' ? this.#patient(id) : this.#ofEncounter(id));
    this.#known.set(key, known);
    return known;
  }

  async #patient(id: string): Promise<AboutPatient> {
    const read = await this.#desk.store.patients.get(id);
    if (read.ok) return { tag: 'patient', id, name: read.value.value.name };
    return { tag: read.error.tag === 'missing' ? 'missing' : 'damaged', id };
  }

  async #ofEncounter(id: string): Promise<AboutPatient> {
    const read = await this.#desk.store.encounters.get(id);
    if (read.ok) return this.#patient(read.value.value.patient);
    return { tag: read.error.tag === 'missing' ? 'missing' : 'damaged', id };
  }
}
