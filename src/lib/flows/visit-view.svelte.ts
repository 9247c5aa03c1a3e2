import type { Evidence, PriorKind } from '$part/diagnosis';
import { MAX_NOTE, indexOf } from '$part/diagnosis';
import type { Clock, Language } from '$part/kernel';
import { type FindingId, type Pack, searchFindings } from '$part/knowledge';
import type { Observation } from '$part/schema';
import { Answers } from './answers.svelte';
import type { Mind } from './ask-again';
import type { Background } from './background';
import { latestDecisions } from './case-observations';
import { CaseState } from './case-state.svelte';
import { type Draft, EMPTY_DRAFT, isEmpty } from './draft';
import { Names } from './names';
import { personView } from './person-view';
import { subjectKey } from './subject-key';
import { actView, differentialView, explanationView, openQuestion, questionView } from './views';
import { refusedView, vitalsView } from './vitals-view';

const FOUND = 8;
/** Share of unread words from which the screen asks for the main points, once a note is long enough to judge. */
const MUCH_UNREAD = 0.7;
const LEAST_NOTE = 8;

/** What a screen shows of one open case; what is done to it is in Visit. */
export class VisitView {
  protected entered = $state.raw<Draft>(EMPTY_DRAFT);
  readonly pack: Pack;
  readonly background: Background;
  protected readonly names: Names;
  protected readonly answers: Answers;
  protected readonly state: CaseState;

  constructor(pack: Pack, mind: Mind, clock: Clock, background: Background, prior: PriorKind) {
    this.pack = pack;
    this.background = background;
    this.names = new Names(pack);
    this.answers = new Answers(
      mind,
      () => ({ stated: this.stated, evidence: this.evidence, person: this.taken.person }),
      prior
    );
    this.state = new CaseState({
      pack,
      names: this.names,
      answers: this.answers,
      background,
      // The month gives the season its weight; a case is not open long enough for it to change.
      month: new Date(clock.now()).getMonth() + 1,
      draft: () => this.entered
    });
  }

  /** Nothing was entered. */
  get isEmpty(): boolean {
    return isEmpty(this.entered);
  }

  get draft(): Draft {
    return this.entered;
  }

  /** A job failed; what was entered is safe. */
  get failed(): boolean {
    return this.answers.failed;
  }

  get stated(): boolean {
    return this.state.stated;
  }

  get evidence(): Evidence {
    return this.state.evidence;
  }

  /** Everything that was stated; evidence is its fold. */
  get observations(): readonly Observation[] {
    return this.state.observations;
  }

  /** The person as inference takes it. */
  get taken() {
    return this.state.taken;
  }

  /** The note as it is read and recorded. */
  get readNote(): string {
    return this.state.note;
  }

  get note() {
    const { note } = this.entered;
    const unread = note.trim().length >= LEAST_NOTE && (this.state.reading?.unread ?? 0) >= MUCH_UNREAD;
    return {
      text: note,
      marks: this.state.marks,
      refused: refusedView(this.state.reading?.refused ?? [], this.pack.measures),
      tooLong: note.length > MAX_NOTE ? { count: note.length, limit: MAX_NOTE } : undefined,
      unread
    };
  }

  get chips() {
    return this.state.readings.chips;
  }

  get person() {
    return personView(this.entered, this.taken);
  }

  #vitals = $derived.by(() =>
    vitalsView(this.pack.measures, this.entered, this.evidence.measures, this.taken.person)
  );
  get vitals() {
    return this.#vitals;
  }

  get dangers() {
    return this.state.danger.map(({ id, name, advice, urgency }) => ({ id, name, advice, urgency }));
  }

  get prior(): PriorKind {
    return this.answers.prior;
  }

  #list = $derived.by(() => {
    const { differential } = this.answers;
    return differential && differentialView(differential, indexOf(this.pack), this.names);
  });
  get list() {
    return this.#list;
  }

  /** What the list shows, as it was answered. */
  get differential() {
    return this.answers.differential;
  }

  get question() {
    const { next, rankedFor, ranking, differential } = this.answers;
    // While a new ranking is on its way the card stays as it was: a question of the old ranking that moved up
    // would be taken away again from under the finger.
    const question = next && openQuestion(next, (ranking ? rankedFor : undefined) ?? this.evidence);
    if (!question) return undefined;
    const answered = ranking ? this.#answerTo(question.finding) : undefined;
    return {
      ...questionView(question, differential, indexOf(this.pack), this.names),
      pending: ranking,
      ...(answered ? { answered } : {})
    };
  }

  /** Why nothing is asked: enough was, nothing helps, or the next question is still being looked for. */
  get asking(): 'nothing-stated' | 'thinking' | 'settled' | 'nothing-helps' | 'asking' {
    if (!this.stated) return 'nothing-stated';
    if (this.question) return 'asking';
    return this.answers.next?.stop ?? 'thinking';
  }

  get asked() {
    const latest = latestDecisions(this.entered.decisions, subjectKey);
    return [...latest.values()].flatMap(({ subject, source, state }) =>
      source.kind === 'asked' && state !== 'withdrawn'
        ? [{ finding: subject.id, name: this.names.finding(subject.id), state }]
        : []
    );
  }

  #answerTo(finding: FindingId) {
    const { present, absent, unknown } = this.evidence;
    if (present.includes(finding)) return 'present' as const;
    if (absent.includes(finding)) return 'absent' as const;
    return unknown.includes(finding) ? ('unknown' as const) : undefined;
  }

  get notExcluded() {
    return (this.answers.next?.notExcluded ?? []).map((id) => ({
      id: id as string,
      name: this.names.condition(id)
    }));
  }

  get act() {
    const { differential, next } = this.answers;
    return differential && actView(differential, next?.notExcluded ?? [], indexOf(this.pack), this.names);
  }

  get opened(): string | undefined {
    return this.answers.opened;
  }

  get explanation() {
    const { explained, opened } = this.answers;
    if (!explained || explained.condition !== opened) return undefined;
    return explanationView(explained, this.evidence, this.taken.person, indexOf(this.pack), this.names);
  }

  /** Findings for a search box, with those already stated marked. */
  search = (query: string, language: Language) => {
    const stated = new Set<string>([...this.evidence.present, ...this.evidence.absent]);
    return searchFindings(this.pack, query, language, FOUND).map(({ finding, matched }) => ({
      id: finding.id as string,
      name: finding.name,
      matched,
      stated: stated.has(finding.id)
    }));
  };
}
