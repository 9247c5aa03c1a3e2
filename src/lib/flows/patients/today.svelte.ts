import type { Bilingual } from '$part/kernel';
import type { Patient, Purpose } from '$part/schema';
import type { DeskSession } from '../desk-session';
import { type Trouble, troubleOf } from './fault-words';
import type { PatientSearch } from './patient-search.svelte';
import { ageWords } from './patient-words';

/** Units of a note that tell which open case it is. */
const EXCERPT = 24;

interface Who {
  readonly patient: string | undefined;
  readonly name: string | undefined;
  readonly sex: Patient['sex'] | undefined;
  readonly age: Bilingual | undefined;
}

export interface TodayVisit extends Who {
  readonly id: string;
  readonly startedAt: number;
  readonly purpose: Purpose;
  /** The primary one first. */
  readonly diagnoses: readonly string[];
  readonly danger: boolean;
  readonly corrected: boolean;
}

export interface OpenDraft extends Who {
  readonly id: string;
  readonly startedAt: number;
  readonly keptAt: number;
  readonly purpose: Purpose | undefined;
  readonly excerpt: string;
  /** Name of whoever wrote it last, where that is somebody else. */
  readonly by: string | undefined;
}

/** Who was seen today, the latest first, and what is still open. */
export class Today {
  state = $state<'loading' | 'ready' | 'fault'>('loading');
  trouble = $state.raw<Trouble | undefined>();
  visits = $state.raw<readonly TodayVisit[]>([]);
  drafts = $state.raw<readonly OpenDraft[]>([]);
  /** Visits and drafts that do not open. */
  damaged = $state(0);

  readonly #session: DeskSession;
  readonly #search: Pick<PatientSearch, 'finalOf'>;
  #reads = 0;

  constructor(session: DeskSession, search: Pick<PatientSearch, 'finalOf'>) {
    this.#session = session;
    this.#search = search;
  }

  /** After unlock, and after each save. */
  refresh = async (): Promise<void> => {
    this.#reads += 1;
    const read = this.#reads;
    const { store, today, users, user } = this.#session;
    const [day, drafts] = await Promise.all([store.encounters.ofDay(today()), store.drafts.all()]);
    if (!day.ok || !drafts.ok) {
      const fault = day.ok ? (drafts.ok ? undefined : drafts.error) : day.error;
      if (read !== this.#reads || !fault) return;
      this.state = 'fault';
      this.trouble = troubleOf(fault);
      return;
    }
    const known = new Map<string, Promise<Who>>();
    const who = (id: string | undefined): Promise<Who> => {
      if (id === undefined) return Promise.resolve(NOBODY);
      const found = known.get(id) ?? this.#who(id);
      known.set(id, found);
      return found;
    };
    const visits = await Promise.all(
      day.value.records.map(async ({ value, version }): Promise<TodayVisit> => ({
        ...(await who(value.patient)),
        id: value.id,
        startedAt: Date.parse(value.startedAt),
        purpose: value.purpose,
        diagnoses: namesOf(value.diagnoses),
        danger: (value.shown?.danger.length ?? 0) > 0,
        corrected: version > 1
      }))
    );
    const open = await Promise.all(
      drafts.value.records.map(async ({ value, by }): Promise<OpenDraft> => ({
        ...(await who(value.patient)),
        id: value.id,
        startedAt: Date.parse(value.startedAt),
        keptAt: Date.parse(by.at),
        purpose: value.purpose,
        excerpt: value.note.replace(/\s+/gu, ' ').trim().slice(0, EXCERPT),
        by: by.author === user.id ? undefined : users.find(({ id }) => id === by.author)?.name
      }))
    );
    if (read !== this.#reads) return;
    this.visits = visits.reverse();
    this.drafts = open.sort((a, b) => b.keptAt - a.keptAt);
    this.damaged = day.value.faults.length + drafts.value.faults.length;
    this.state = 'ready';
    this.trouble = undefined;
  };

  async #who(id: string): Promise<Who> {
    const final = this.#search.finalOf(id);
    const read = await this.#session.store.patients.get(final);
    if (!read.ok) return { ...NOBODY, patient: final };
    const { name, sex, birth } = read.value.value;
    return { patient: final, name, sex, age: ageWords(birth, this.#session.today()) };
  }
}

const NOBODY: Who = { patient: undefined, name: undefined, sex: undefined, age: undefined };

/** Names of diagnoses, the primary one first. */
export const namesOf = (
  diagnoses: readonly { readonly name: string; readonly primary: boolean }[]
): readonly string[] =>
  [...diagnoses].sort((a, b) => Number(b.primary) - Number(a.primary)).map(({ name }) => name);
