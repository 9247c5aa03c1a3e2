import type { ModelState } from '$part/engine';
import { indexOf, isStanding } from '$part/diagnosis';
import type { Language } from '$part/kernel';
import type { CodeIndex, Pack } from '$part/knowledge';
import type { Encounter as EncounterVersion, EncounterId, Patient, Purpose } from '$part/schema';
import type { Opened, ReadFault, WriteFault } from '$part/store';
import type { Mind } from '../ask-again';
import type { Background } from '../background';
import type { DeskSession } from '../desk-session';
import { Names } from '../names';
import type { PatientSearch } from '../patients/patient-search.svelte';
import { Visit } from '../visit.svelte';
import { isBlindVisit } from './blind-visit';
import { DiagnosisEntry } from './diagnosis-entry.svelte';
import { DraftKeeping } from './draft-keeping.svelte';
import { type Entered, toDraft } from './encounter-draft';
import { holds, isForRecord } from './known-facts';
import { needsDifferential } from './purposes';
import { type Reasonableness, reasonableness } from './reasonableness';
import { corrects, type Refusal, refusal, type Rights } from './to-version';

/** What a visit is given by whoever opens it. */
export interface EncounterNeeds {
  readonly desk: DeskSession;
  readonly pack: Pack;
  readonly mind: Mind;
  /** What computes the list at the moment. */
  readonly model: () => ModelState;
  /** Name of this build of the app. */
  readonly build: string;
  readonly codes: CodeIndex;
  readonly language: () => Language;
  readonly search: Pick<PatientSearch, 'mergedInto' | 'change'>;
}

export interface Opening {
  readonly patient: Opened<Patient>;
  readonly entered: Entered;
  /** Of the draft on the disk, 0 for none. */
  readonly draftVersion: number;
  readonly background: Background;
  /** The version that is corrected or confirmed. */
  readonly base?: EncounterVersion;
}

export type Saving =
  | { readonly tag: 'open' }
  | { readonly tag: 'saving' }
  /** On the disk, and read back. */
  | { readonly tag: 'saved'; readonly version: number }
  | { readonly tag: 'refused'; readonly why: Refusal }
  | { readonly tag: 'fault'; readonly fault: WriteFault };

/** One visit with a patient as a screen shows it; what is done to it is in Encounter. */
export class EncounterView {
  readonly id: EncounterId;
  readonly startedAt: string;
  readonly visit: Visit;
  readonly diagnoses: DiagnosisEntry;
  /** What the doctor thinks before the list opens. */
  readonly before: DiagnosisEntry;
  readonly draft: DraftKeeping;
  /** The version that is corrected or confirmed. */
  readonly base: EncounterVersion | undefined;
  saving = $state.raw<Saving>({ tag: 'open' });
  patient = $state.raw<Opened<Patient>>() as Opened<Patient>;
  /** What could not be sent to the patient's record. */
  sendFault = $state.raw<WriteFault | ReadFault | undefined>();
  /** What was entered beside the case and its diagnoses, which keep their own. */
  protected rest = $state.raw<Entered>() as Entered;
  protected readonly needs: EncounterNeeds;
  protected readonly names: Names;
  /** What computed the list that stands. */
  protected model: ModelState;

  constructor(needs: EncounterNeeds, { patient, entered, draftVersion, background, base }: Opening) {
    const { desk, pack, mind, codes, language } = needs;
    this.needs = needs;
    this.names = new Names(pack);
    this.model = needs.model();
    this.id = entered.id;
    this.startedAt = entered.startedAt;
    this.base = base;
    this.patient = patient;
    this.rest = entered;
    const watched: Mind = {
      ask: async (kind, input) => {
        const answer = await mind.ask(kind, input);
        if (kind === 'infer') this.model = needs.model();
        return answer;
      }
    };
    const onChange = () => this.changed();
    this.visit = new Visit(pack, watched, desk.clock, entered.open, {
      background,
      prior: entered.prior,
      onChange
    });
    const parts = { pack, codes, language };
    this.diagnoses = new DiagnosisEntry(
      {
        ...parts,
        candidates: () => (this.list?.rows ?? []).map(({ id }) => id),
        onChange: () => this.enter({ override: undefined })
      },
      entered.diagnoses
    );
    this.before = new DiagnosisEntry({ ...parts, candidates: () => [], onChange: () => undefined });
    this.draft = new DraftKeeping(desk.store, draftVersion, () => toDraft(this.entered));
  }

  /** All that was entered, as it stands. */
  get entered(): Entered {
    const { draft: open, prior } = this.visit;
    return { ...this.rest, open, prior, diagnoses: this.diagnoses.chosen };
  }

  get purpose(): Purpose | undefined {
    return this.rest.purpose;
  }

  get plan(): string {
    return this.rest.plan;
  }

  /** Why a signed version is corrected, as typed so far; undefined where none is. */
  get reason(): string | undefined {
    return corrects(this.base) ? this.rest.amends?.reason : undefined;
  }

  /** Whether the list belongs to this visit at all. */
  get hasList(): boolean {
    return needsDifferential(this.purpose);
  }

  /** Whether the doctor is still to say what he thinks, before list, questions and reasons open. */
  get isBlind(): boolean {
    const { askedBefore, amends } = this.rest;
    return this.hasList && !amends && askedBefore === undefined && isBlindVisit(this.id);
  }

  protected get isOpen(): boolean {
    return this.hasList && !this.isBlind;
  }

  get list() {
    return this.isOpen ? this.visit.list : undefined;
  }
  get question() {
    return this.isOpen ? this.visit.question : undefined;
  }
  get asking() {
    return this.isOpen ? this.visit.asking : ('nothing-stated' as const);
  }
  get act() {
    return this.isOpen ? this.visit.act : undefined;
  }
  get explanation() {
    return this.isOpen ? this.visit.explanation : undefined;
  }

  get reasonableness(): Reasonableness | undefined {
    const { pack, evidence, dangers, taken, differential } = this.visit;
    return reasonableness({
      pack,
      diagnoses: this.diagnoses.chosen,
      ranked: this.isOpen ? differential?.ranked : undefined,
      evidence,
      person: taken.person,
      isDanger: dangers.length > 0
    });
  }

  /** The code of the reason why the doctor stays with his diagnosis. */
  get override(): string | undefined {
    return this.rest.override?.reason;
  }

  /** Facts of the record that this visit started from. */
  get known() {
    const { background, draft } = this.visit;
    const struck = new Set(draft.struck);
    return background.known.map((id) => ({
      id,
      name: this.names.finding(id),
      isStruck: struck.has(id)
    }));
  }

  /** Standing facts that this visit found and the patient's record does not hold. */
  get news() {
    const { evidence, background, pack } = this.visit;
    const old = new Set(background.known);
    const index = indexOf(pack);
    const record = this.patient.value;
    return evidence.known
      .filter((id) => isForRecord(id) && isStanding(index, id) && !old.has(id) && !holds(record, id))
      .map((id) => ({ id: id as string, name: this.names.finding(id) }));
  }

  get rights(): Rights {
    const { may } = this.needs.desk;
    return { mayWrite: may('write'), maySign: may('sign') };
  }

  /** What the button that ends the visit does. */
  get ending(): 'save' | 'correction' | 'confirm' | 'trainee' {
    if (!this.rights.maySign) return 'trainee';
    if (!this.base) return 'save';
    return corrects(this.base) ? 'correction' : 'confirm';
  }

  get refusal(): Refusal | undefined {
    return refusal(this.entered, this.base, this.rights);
  }

  protected enter(change: Partial<Entered>): void {
    this.rest = { ...this.rest, ...change };
    this.changed();
  }

  /** After each entry. */
  protected changed(): void {
    if (this.saving.tag !== 'open') this.saving = { tag: 'open' };
    this.draft.keep();
  }
}
