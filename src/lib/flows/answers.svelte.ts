import type { Differential, Evidence, Explanation, NextQuestions, PriorKind, Reading } from '$part/diagnosis';
import { MAX_NOTE } from '$part/diagnosis';
import type { Person } from '$part/kernel';
import type { ConditionId } from '$part/knowledge';
import { type Mind, askAgain } from './ask-again';

const QUESTIONS = 6;

/** The open case as the engine is asked about it. */
export interface OpenCase {
  /** Whether anything at all is stated that a list could rest on. */
  readonly stated: boolean;
  readonly evidence: Evidence;
  readonly person: Person;
}

/**
 * What the engine has answered about the open case: the reading of its note, the list, the next questions, the
 * reasons. An answer to what is no longer asked is dropped.
 */
export class Answers {
  read = $state.raw<{ readonly note: string; readonly reading: Reading } | undefined>();
  inferred = $state.raw<{ readonly clinic: Differential; readonly flat: Differential } | undefined>();
  next = $state.raw<NextQuestions | undefined>();
  /** The evidence that `next` was ranked for. */
  rankedFor = $state.raw<Evidence | undefined>();
  /** The case has changed since `next` was ranked, and a new ranking is on its way. */
  ranking = $state(false);
  explained = $state.raw<Explanation | undefined>();
  /** The condition whose reasons are shown. */
  opened = $state<ConditionId | undefined>();
  prior = $state<PriorKind>('clinic');
  /** A job failed; what was entered is safe. */
  failed = $state(false);

  readonly #mind: Mind;
  readonly #open: () => OpenCase;
  #turn = 0;
  /** The turn that the list answers. */
  #inferredTurn = 0;
  readonly #waiting = new Set<() => void>();

  /** @param open the case as it stands now, read at each question */
  constructor(mind: Mind, open: () => OpenCase, prior: PriorKind = 'clinic') {
    this.#mind = mind;
    this.#open = open;
    this.prior = prior;
  }

  /** Whether the note was read as it stands and the list follows from the case as it stands, or there is none to make. */
  isInStep(note: string): boolean {
    const isRead = note.trim() === '' ? this.read === undefined : this.read?.note === note;
    return isRead && this.#inferredTurn === this.#turn;
  }

  /** Waits until `isInStep`, but not longer than this; whether it came to that. */
  async settled(note: () => string, ms: number): Promise<boolean> {
    let late = false;
    let end: () => void = () => undefined;
    const timer = setTimeout(() => {
      late = true;
      end();
    }, ms);
    while (!late && !this.isInStep(note()))
      await new Promise<void>((resolve) => {
        end = resolve;
        this.#waiting.add(resolve);
      });
    clearTimeout(timer);
    return this.isInStep(note());
  }

  #stepped(turn: number): void {
    this.#inferredTurn = turn;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  get differential(): Differential | undefined {
    return this.inferred?.[this.prior];
  }

  choosePrior(prior: PriorKind): void {
    this.prior = prior;
    this.ranking = this.#open().stated;
    void this.#explain(this.#turn);
    void this.#rank(this.#turn);
  }

  open(condition: ConditionId | undefined): void {
    this.opened = condition;
    void this.#explain(this.#turn);
  }

  /** @param current the note as it stands when the answer comes */
  async readNote(note: string, current: () => string): Promise<void> {
    if (note.trim() === '') {
      this.read = undefined;
      return this.think();
    }
    const answer = await askAgain(this.#mind, 'read', { note: note.slice(0, MAX_NOTE) });
    if (!answer.ok) {
      this.failed = answer.error.tag !== 'superseded';
      return;
    }
    // A note that was cleared meanwhile (a new case) has not superseded anything.
    if (note !== current() && current().trim() === '') return;
    this.failed = false;
    this.read = { note, reading: answer.value };
    await this.think();
  }

  async think(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    if (!this.#open().stated) {
      this.inferred = undefined;
      this.next = undefined;
      this.explained = undefined;
      this.ranking = false;
      this.#stepped(turn);
      return;
    }
    this.ranking = true;
    const unread = this.read?.reading.unread ?? 0;
    const answer = await askAgain(this.#mind, 'infer', { ...this.#case(), unread });
    if (turn !== this.#turn) return;
    if (!answer.ok) {
      this.failed = answer.error.tag !== 'superseded';
      this.ranking = !this.failed;
      return;
    }
    this.failed = false;
    this.inferred = answer.value;
    this.#stepped(turn);
    await Promise.all([this.#explain(turn), this.#rank(turn)]);
  }

  async #explain(turn: number): Promise<void> {
    const condition = this.opened;
    if (!condition || !this.#open().stated) return;
    const answer = await askAgain(this.#mind, 'explain', { ...this.#case(), condition });
    if (turn !== this.#turn || condition !== this.opened) return;
    if (answer.ok) this.explained = answer.value;
    else this.failed = answer.error.tag !== 'superseded';
  }

  async #rank(turn: number): Promise<void> {
    if (!this.#open().stated) return;
    const asked = this.#case();
    const answer = await askAgain(this.#mind, 'rank', { ...asked, limit: QUESTIONS });
    if (turn !== this.#turn || asked.prior !== this.prior) return;
    if (answer.ok) {
      this.next = answer.value;
      this.rankedFor = asked.evidence;
      this.ranking = false;
      return;
    }
    this.failed = answer.error.tag !== 'superseded';
    // A failed ranking must not lock the card for good.
    this.ranking = !this.failed;
  }

  #case() {
    const { evidence, person } = this.#open();
    return { evidence, person, prior: this.prior };
  }
}
