import type { Evidence, PriorKind } from '$part/diagnosis';
import { MAX_NOTE, firing, fold, indexOf, isStanding } from '$part/diagnosis';
import type { Clock, Language, Sex } from '$part/kernel';
import { type ConditionId, type Pack, searchFindings } from '$part/knowledge';
import type { Subject } from '$part/schema';
import { Answers } from './answers.svelte';
import type { Mind } from './ask-again';
import { type Decided, caseObservations, decision, latestDecisions } from './case-observations';
import { type AgeUnit, type Draft, EMPTY_DRAFT, isEmpty } from './draft';
import { Names } from './names';
import { personOf } from './person-of';
import { personView } from './person-view';
import { readingsOf } from './readings';
import { spanShift } from './shift-spans';
import { subjectKey } from './subject-key';
import { actView, differentialView, explanationView, openQuestion, questionView } from './views';
import { refusedView, vitalsView } from './vitals-view';

/** How long the doctor must pause before the note is read: shorter than is noticed, longer than between two keys. */
const READ_AFTER_MS = 150;
const FOUND = 8;
const UNDO_STEPS = 100;
/** Share of unread words from which the screen asks for the main points, once a note is long enough to judge. */
const MUCH_UNREAD = 0.7;
const LEAST_NOTE = 8;

type Step = { readonly draft: Draft; readonly newCase?: true };
type Said = 'case.new.done' | 'case.undone';

/**
 * One unsigned case on the screen: what was entered, what follows from it at once on the page (evidence, danger
 * signs), and what the engine answers (reading, list, questions, reasons).
 *
 * Undo takes entries off again, although decisions only ever grow: they become a record, which nothing is taken from,
 * when a visit is signed.
 */
export class Visit {
  #draft = $state.raw<Draft>(EMPTY_DRAFT);
  #steps = $state.raw<readonly Step[]>([]);
  readonly #answers: Answers;
  /** What the last step did, to be said once. */
  said = $state<Said | undefined>();

  readonly pack: Pack;
  readonly #clock: Clock;
  readonly #names: Names;
  #time = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pack: Pack, mind: Mind, clock: Clock, open?: Draft) {
    this.pack = pack;
    this.#answers = new Answers(mind, () => ({
      stated: this.stated,
      evidence: this.#evidence,
      person: this.#taken.person
    }));
    this.#clock = clock;
    this.#names = new Names(pack);
    if (open) {
      this.#draft = open;
      this.#time =
        1 +
        Math.max(0, ...open.decisions.map(({ at }) => at), ...Object.values(open.vitals).map(({ at }) => at));
      void this.#readNote();
    }
  }

  #reading = $derived.by(() => this.#answers.read?.reading);
  #observations = $derived.by(() => {
    const { measures } = this.pack;
    return caseObservations(this.#draft, this.#reading?.observations ?? [], measures);
  });
  /** The month gives the season its weight; a case is not open long enough for it to change. */
  #taken = $derived.by(() =>
    personOf(this.#draft, this.#reading, new Date(this.#clock.now()).getMonth() + 1)
  );
  #evidence: Evidence = $derived.by(() => fold(this.#observations, this.pack, this.#taken.person));
  #danger = $derived.by(() => firing(this.pack.danger, this.#evidence, this.#taken.person));
  #readings = $derived.by(() =>
    readingsOf({
      read: this.#reading?.observations ?? [],
      decisions: this.#draft.decisions,
      evidence: this.#evidence,
      names: this.#names,
      isStanding: (id) => isStanding(indexOf(this.pack), id)
    })
  );

  get draft(): Draft {
    return this.#draft;
  }

  /** A job failed; what was entered is safe. */
  get failed(): boolean {
    return this.#answers.failed;
  }

  /** Whether anything at all is stated that a list could rest on. */
  get stated(): boolean {
    const { present, absent, unknown, groupsAbsent, measures } = this.#evidence;
    const count = present.length + absent.length + unknown.length + groupsAbsent.length;
    return count + Object.keys(measures).length > 0;
  }

  get evidence(): Evidence {
    return this.#evidence;
  }

  get note() {
    const { note } = this.#draft;
    const unread = note.trim().length >= LEAST_NOTE && (this.#reading?.unread ?? 0) >= MUCH_UNREAD;
    return {
      text: note,
      marks: this.#marks,
      refused: refusedView(this.#reading?.refused ?? [], this.pack.measures),
      tooLong: note.length > MAX_NOTE ? { count: note.length, limit: MAX_NOTE } : undefined,
      unread
    };
  }

  #marks = $derived.by(() => {
    const shifted = spanShift(this.#answers.read?.note ?? '', this.#draft.note);
    return this.#readings.marks.flatMap((mark) => {
      const span = shifted(mark.span);
      return span ? [{ ...mark, span }] : [];
    });
  });

  get chips() {
    return this.#readings.chips;
  }

  get person() {
    return personView(this.#draft, this.#taken);
  }

  #vitals = $derived.by(() =>
    vitalsView(this.pack.measures, this.#draft, this.#evidence.measures, this.#taken.person)
  );
  get vitals() {
    return this.#vitals;
  }

  get dangers() {
    return this.#danger.map(({ id, name, advice, urgency }) => ({ id, name, advice, urgency }));
  }

  get prior(): PriorKind {
    return this.#answers.prior;
  }

  #list = $derived.by(() => {
    const { differential } = this.#answers;
    return differential && differentialView(differential, indexOf(this.pack), this.#names);
  });
  get list() {
    return this.#list;
  }

  get question() {
    const { next, differential } = this.#answers;
    const question = next && openQuestion(next, this.#evidence);
    return question && questionView(question, differential, indexOf(this.pack), this.#names);
  }

  /** Why nothing is asked: enough was, nothing helps, or the next question is still being looked for. */
  get asking(): 'nothing-stated' | 'thinking' | 'settled' | 'nothing-helps' | 'asking' {
    if (!this.stated) return 'nothing-stated';
    if (this.question) return 'asking';
    return this.#answers.next?.stop ?? 'thinking';
  }

  get asked() {
    const latest = latestDecisions(this.#draft.decisions, subjectKey);
    return [...latest.values()].flatMap(({ subject, source, state }) =>
      source.kind === 'asked' && state !== 'withdrawn'
        ? [{ finding: subject.id, name: this.#names.finding(subject.id), state }]
        : []
    );
  }

  get notExcluded() {
    return (this.#answers.next?.notExcluded ?? []).map((id) => ({
      id: id as string,
      name: this.#names.condition(id)
    }));
  }

  get act() {
    const { differential, next } = this.#answers;
    return differential && actView(differential, next?.notExcluded ?? [], indexOf(this.pack), this.#names);
  }

  get opened(): string | undefined {
    return this.#answers.opened;
  }

  get explanation() {
    const { explained, opened } = this.#answers;
    if (!explained || explained.condition !== opened) return undefined;
    return explanationView(explained, this.#evidence, this.#taken.person, indexOf(this.pack), this.#names);
  }

  get canUndo(): boolean {
    const step = this.#steps.at(-1);
    // Once a new case holds something, bringing the old one back would throw that away.
    return step !== undefined && (!step.newCase || isEmpty(this.#draft));
  }

  /** The note as it stands after a key; it is read once the keys pause. */
  write = (note: string): void => {
    this.#draft = { ...this.#draft, note };
    this.said = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readNote(), READ_AFTER_MS);
  };

  /** Corrects a reading, or states a finding: of the patient, now. */
  decide = (subject: Subject, state: Decided, source: 'asked' | 'added' = 'added'): void => {
    this.#step();
    const stated = decision(subject, state, source, this.#tick());
    const { decisions } = this.#draft;
    this.#enter({
      decisions: [...decisions, state === 'present' ? { ...stated, ...this.#measured(subject) } : stated]
    });
  };

  answer = (finding: string, state: Decided): void =>
    this.decide({ kind: 'finding', id: finding }, state, 'asked');

  enterAge = (text: string, unit: AgeUnit): void => {
    const { age } = this.#draft;
    if (age.text === text && age.unit === unit) return;
    this.#step();
    this.#enter({ age: { text, unit } });
  };

  /** @param sex undefined: not stated */
  enterSex = (sex: Sex | undefined): void => {
    this.#step();
    const { sex: _, ...rest } = this.#draft;
    this.#draft = rest;
    this.#enter(sex ? { sex } : {});
  };

  enterPregnant = (pregnant: boolean | undefined): void => {
    this.#step();
    const { pregnant: _, ...rest } = this.#draft;
    this.#draft = rest;
    this.#enter(pregnant === undefined ? {} : { pregnant });
  };

  enterVital = (id: string, text: string): void => {
    const { vitals } = this.#draft;
    if ((vitals[id]?.text ?? '') === text) return;
    this.#step();
    this.#enter({ vitals: { ...vitals, [id]: { text, at: this.#tick() } } });
  };

  open = (condition: string | undefined): void => {
    this.#answers.open(condition as ConditionId | undefined);
  };

  choosePrior = (prior: PriorKind): void => {
    this.#answers.choosePrior(prior);
  };

  /** The same case once more, after something else than the case has changed. */
  thinkAgain = (): void => void this.#answers.think();

  undo = (): void => {
    const step = this.#steps.at(-1);
    if (!step || !this.canUndo) return;
    this.#steps = this.#steps.slice(0, -1);
    this.said = 'case.undone';
    if (step.newCase) {
      this.#draft = step.draft;
      void this.#readNote();
      return;
    }
    // The note has an undo of its own in the text field; a decision taken back must not take words with it.
    this.#draft = { ...step.draft, note: this.#draft.note };
    void this.#answers.think();
  };

  newCase = (): void => {
    this.#steps = isEmpty(this.#draft) ? [] : [{ draft: this.#draft, newCase: true }];
    this.#draft = EMPTY_DRAFT;
    this.#answers.opened = undefined;
    this.#answers.failed = false;
    this.said = 'case.new.done';
    void this.#readNote();
  };

  search = (query: string, language: Language) => {
    const stated = new Set<string>([...this.#evidence.present, ...this.#evidence.absent]);
    return searchFindings(this.pack, query, language, FOUND).map(({ finding, matched }) => ({
      id: finding.id as string,
      name: finding.name,
      matched,
      stated: stated.has(finding.id)
    }));
  };

  #tick(): number {
    this.#time += 1;
    return this.#time;
  }

  /** A number taken back and then accepted again keeps the value that the note gives it. */
  #measured(subject: Subject): { value?: number; unit?: string } {
    if (subject.kind !== 'measure') return {};
    const said = this.#reading?.observations.findLast(
      (one) => one.subject.kind === 'measure' && one.subject.id === subject.id
    );
    return {
      ...(said?.value === undefined ? {} : { value: said.value }),
      ...(said?.unit === undefined ? {} : { unit: said.unit })
    };
  }

  #step(): void {
    const kept = this.#steps.filter((step) => !step.newCase).slice(1 - UNDO_STEPS);
    this.#steps = [...kept, { draft: this.#draft }];
    this.said = undefined;
  }

  #enter(change: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...change };
    void this.#answers.think();
  }

  #readNote(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#answers.readNote(this.#draft.note, () => this.#draft.note);
  }
}
