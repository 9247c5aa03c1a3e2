import { firing, fold, indexOf } from '$part/diagnosis';
import type { ModelState } from '$part/engine';
import type { Bilingual } from '$part/kernel';
import type { Pack } from '$part/knowledge';
import type { Encounter as EncounterVersion, ShownList } from '$part/schema';
import type { ReadFault, WriteFault } from '$part/store';
import { askAgain, type Mind } from '../ask-again';
import type { DeskSession } from '../desk-session';
import { Names } from '../names';
import { type Compared, compareLists } from './compare-lists';
import { viewed } from './open-encounter';
import { shownList } from './shown-list';

export interface ReplayNeeds {
  readonly desk: DeskSession;
  readonly pack: Pack;
  readonly mind: Mind;
  readonly model: () => ModelState;
  readonly build: string;
}

export interface ReplayedRow {
  readonly id: string;
  readonly name: Bilingual;
  readonly mustNotMiss: boolean;
  readonly then: number | undefined;
  readonly now: number | undefined;
}

export type Replayed =
  | { readonly tag: 'waiting' }
  /** The visit was saved without a list, such as a refill. */
  | { readonly tag: 'no-list' }
  | { readonly tag: 'fault'; readonly fault: ReadFault | WriteFault }
  /** The engine gave no answer. */
  | { readonly tag: 'no-answer' }
  | {
      readonly tag: 'compared';
      readonly then: ShownList;
      readonly now: ShownList;
      readonly compared: Compared;
      readonly rows: readonly ReplayedRow[];
    };

/** Makes the list of a saved visit again, from what it stored, and holds it against the list that was shown. */
export class Replay {
  result = $state.raw<Replayed>({ tag: 'waiting' });
  readonly #needs: ReplayNeeds;
  readonly #names: Names;

  constructor(needs: ReplayNeeds) {
    this.#needs = needs;
    this.#names = new Names(needs.pack);
  }

  /** @param version the newest where none is given */
  run = async (id: string, version?: number): Promise<void> => {
    this.result = { tag: 'waiting' };
    const { desk } = this.#needs;
    const { encounters } = desk.store;
    const read = await (version === undefined ? encounters.get(id) : encounters.version(id, version));
    if (!read.ok) {
      this.result = { tag: 'fault', fault: read.error };
      return;
    }
    const seen = await viewed(desk, read.value);
    this.result = seen.ok ? await this.#replay(read.value.value) : { tag: 'fault', fault: seen.error };
  };

  async #replay(encounter: EncounterVersion): Promise<Replayed> {
    const { pack, mind, model, build } = this.#needs;
    const { shown: then, person, observations, note } = encounter;
    if (!then) return { tag: 'no-list' };
    const evidence = fold(observations, pack, person);
    // How much of the note was understood decides whether the list is to be trusted, and nothing of the list itself.
    const reading = note.trim() === '' ? undefined : await askAgain(mind, 'read', { note });
    const unread = reading?.ok ? reading.value.unread : 0;
    const answer = await askAgain(mind, 'infer', { evidence, person, prior: then.prior, unread });
    if (!answer.ok || (reading && !reading.ok)) return { tag: 'no-answer' };
    const differential = answer.value[then.prior];
    const danger = firing(pack.danger, evidence, person);
    const now = shownList({ differential, pack, model: model(), danger, build });
    if (!now) return { tag: 'no-answer' };
    return { tag: 'compared', then, now, compared: compareLists(then, now), rows: this.#rows(then, now) };
  }

  /** In the order in which they were shown, then those that would be shown only now. */
  #rows(then: ShownList, now: ShownList): ReplayedRow[] {
    const { condition } = indexOf(this.#needs.pack);
    const was = new Map(then.ranked.map((row) => [row.condition, row.probability]));
    const is = new Map(now.ranked.map((row) => [row.condition, row.probability]));
    return [...new Set([...was.keys(), ...is.keys()])].map((id) => ({
      id,
      name: this.#names.condition(id),
      mustNotMiss: condition.get(id)?.mustNotMiss ?? false,
      then: was.get(id),
      now: is.get(id)
    }));
  }
}
