import type { PriorKind } from '$part/diagnosis';
import type { Clock, Sex } from '$part/kernel';
import type { ConditionId, Pack } from '$part/knowledge';
import type { Subject } from '$part/schema';
import type { Mind } from './ask-again';
import { type Background, NO_BACKGROUND } from './background';
import { type Decided, decision } from './case-observations';
import { type AgeUnit, type Draft, EMPTY_DRAFT, isEmpty } from './draft';
import { UndoSteps } from './undo-steps.svelte';
import { VisitView } from './visit-view.svelte';

/** How long the doctor must pause before the note is read: shorter than is noticed, longer than between two keys. */
const READ_AFTER_MS = 150;

type Said = 'case.new.done' | 'case.undone';

export interface VisitOptions {
  /** What the patient's record says. */
  readonly background?: Background;
  readonly prior?: PriorKind;
  /** Told after each entry. */
  readonly onChange?: () => void;
}

/**
 * One unsigned case on the screen: what was entered, what follows from it at once on the page (evidence, danger
 * signs), and what the engine answers (reading, list, questions, reasons).
 *
 * Undo takes entries off again, although decisions only ever grow: they become a record, which nothing is taken from,
 * when a visit is signed.
 */
export class Visit extends VisitView {
  readonly #steps = new UndoSteps();
  readonly #onChange: () => void;
  /** What the last step did, to be said once. */
  said = $state<Said | undefined>();
  #time = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pack: Pack, mind: Mind, clock: Clock, open?: Draft, options: VisitOptions = {}) {
    super(pack, mind, clock, options.background ?? NO_BACKGROUND, options.prior ?? 'clinic');
    this.#onChange = options.onChange ?? (() => undefined);
    if (open) {
      this.entered = open;
      this.#time =
        1 +
        Math.max(0, ...open.decisions.map(({ at }) => at), ...Object.values(open.vitals).map(({ at }) => at));
      void this.#readNote();
    }
  }

  get canUndo(): boolean {
    return this.#steps.can(isEmpty(this.entered));
  }

  /** The note as it stands after a key; it is read once the keys pause. */
  write = (note: string): void => {
    this.#put({ ...this.entered, note });
    this.said = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readNote(), READ_AFTER_MS);
  };

  /** Corrects a reading, or states a finding: of the patient, now. */
  decide = (subject: Subject, state: Decided, source: 'asked' | 'added' = 'added'): void => {
    this.#step();
    const stated = decision(subject, state, source, this.#tick());
    const { decisions } = this.entered;
    this.#enter({
      decisions: [...decisions, state === 'present' ? { ...stated, ...this.#measured(subject) } : stated]
    });
  };

  answer = (finding: string, state: Decided): void =>
    this.decide({ kind: 'finding', id: finding }, state, 'asked');

  enterAge = (text: string, unit: AgeUnit): void => {
    const { age } = this.entered;
    if (age.text === text && age.unit === unit) return;
    this.#step();
    this.#enter({ age: { text, unit } });
  };

  /** @param sex undefined: not stated */
  enterSex = (sex: Sex | undefined): void => {
    this.#step();
    const { sex: _, ...rest } = this.entered;
    this.#enter(sex ? { sex } : {}, rest);
  };

  enterPregnant = (pregnant: boolean | undefined): void => {
    this.#step();
    const { pregnant: _, ...rest } = this.entered;
    this.#enter(pregnant === undefined ? {} : { pregnant }, rest);
  };

  enterVital = (id: string, text: string): void => {
    const { vitals } = this.entered;
    if ((vitals[id]?.text ?? '') === text) return;
    this.#step();
    this.#enter({ vitals: { ...vitals, [id]: { text, at: this.#tick() } } });
  };

  /** A known fact of the patient's record does not count in this visit, or counts again. */
  strike = (finding: string, isStruck: boolean): void => {
    const others = (this.entered.struck ?? []).filter((id) => id !== finding);
    this.#step();
    this.#enter({ struck: isStruck ? [...others, finding] : others });
  };

  open = (condition: string | undefined): void => {
    this.answers.open(condition as ConditionId | undefined);
  };

  choosePrior = (prior: PriorKind): void => {
    this.answers.choosePrior(prior);
    this.#onChange();
  };

  /** The same case once more, after something else than the case has changed. */
  thinkAgain = (): void => void this.answers.think();

  /** Reads what was typed last and waits for the list, no longer than this; whether all of it is in step. */
  settle = (ms: number): Promise<boolean> => {
    if (!this.answers.isInStep(this.readNote)) void this.#readNote();
    return this.answers.settled(() => this.readNote, ms);
  };

  undo = (): void => {
    if (!this.canUndo) return;
    const step = this.#steps.pop();
    if (!step) return;
    this.said = 'case.undone';
    if (step.newCase) {
      this.#put(step.draft);
      void this.#readNote();
      return;
    }
    // The note has an undo of its own in the text field; a decision taken back must not take words with it.
    this.#put({ ...step.draft, note: this.entered.note });
    void this.answers.think();
  };

  newCase = (): void => {
    this.#steps.begin(isEmpty(this.entered) ? undefined : this.entered);
    this.#put(EMPTY_DRAFT);
    this.answers.opened = undefined;
    this.answers.failed = false;
    this.said = 'case.new.done';
    void this.#readNote();
  };

  #tick(): number {
    this.#time += 1;
    return this.#time;
  }

  /** A number taken back and then accepted again keeps the value that the note gives it. */
  #measured(subject: Subject): { value?: number; unit?: string } {
    if (subject.kind !== 'measure') return {};
    const said = this.state.reading?.observations.findLast(
      (one) => one.subject.kind === 'measure' && one.subject.id === subject.id
    );
    return {
      ...(said?.value === undefined ? {} : { value: said.value }),
      ...(said?.unit === undefined ? {} : { unit: said.unit })
    };
  }

  #step(): void {
    this.#steps.push(this.entered);
    this.said = undefined;
  }

  #enter(change: Partial<Draft>, onto: Draft = this.entered): void {
    this.#put({ ...onto, ...change });
    void this.answers.think();
  }

  #put(draft: Draft): void {
    this.entered = draft;
    this.#onChange();
  }

  #readNote(): Promise<void> {
    clearTimeout(this.#timer);
    return this.answers.readNote(this.readNote, () => this.readNote);
  }
}
