import type { PriorKind } from '$part/diagnosis';
import type { Purpose } from '$part/schema';
import type { WriteFault } from '$part/store';
import type { Entered } from './encounter-draft';
import { EncounterView } from './encounter-view.svelte';
import { codeOf } from './known-facts';
import { recordFact } from './record-fact';
import { saveEncounter } from './save-encounter';
import { shownList } from './shown-list';
import { toVersion } from './to-version';

/** How long a save waits for the last reading and its list: never so long that a doctor is kept from his work. */
const SETTLE_MS = 1_000;

/** One visit with a patient, from its purpose to the saved version: the case, and what a record needs beyond it. */
export class Encounter extends EncounterView {
  /** Something was entered while a save was under way. */
  #isBehind = false;

  choosePurpose = (purpose: Purpose): void => this.enter({ purpose });
  writePlan = (plan: string): void => this.enter({ plan });

  writeReason = (reason: string): void => {
    const { amends } = this.rest;
    if (amends) this.enter({ amends: { ...amends, reason } });
  };

  /** Opens the list, with what was thought before, or passing it over. */
  answerBefore = (): void => this.#openList(this.before.chosen);
  passBefore = (): void => this.#openList([]);

  /** @param reason as a code */
  stayWith = (reason: string, text = ''): void => this.enter({ override: { reason, text } });

  chooseRates = (prior: PriorKind): void => this.visit.choosePrior(prior);

  /** Writes a fact that this visit found into the patient's record, at once. */
  send = async (finding: string): Promise<void> => {
    const { desk, language, pack } = this.needs;
    const name = this.names.finding(finding)[language()];
    this.sendFault = undefined;
    const written = await recordFact(desk, this.patient.id, { finding, name, ...codeOf(pack, finding) });
    if (written.ok) this.patient = written.value;
    else this.sendFault = written.error;
  };

  /** Saves and signs; true only once it is on the disk. */
  save = async (): Promise<boolean> => {
    if (this.saving.tag === 'saving' || this.saving.tag === 'saved') return false;
    const why = this.refusal;
    if (why) {
      this.saving = { tag: 'refused', why };
      return false;
    }
    this.saving = { tag: 'saving' };
    const isInStep = await this.visit.settle(SETTLE_MS);
    const { desk, language, search } = this.needs;
    const savedAt = new Date(desk.clock.now()).toISOString();
    const version = toVersion({
      entered: this.entered,
      base: this.base,
      visit: this.visit,
      shown: isInStep ? this.#shown() : undefined,
      reasonableness: this.reasonableness,
      savedAt,
      language: language(),
      isToConfirm: !this.rights.maySign
    });
    if (!version) throw new Error('a visit without a purpose is refused');
    const written = await saveEncounter({
      desk,
      version,
      draft: this.draft,
      patient: this.patient,
      search,
      base: this.base,
      reason: this.rest.amends?.reason ?? ''
    });
    if (written.ok) {
      this.saving = { tag: 'saved', version: version.version };
      return true;
    }
    this.saving = { tag: 'fault', fault: written.error };
    // The fault stays in sight.
    if (this.#isBehind) this.draft.keep();
    return false;
  };

  /** Throws the open visit away; a saved version that it corrects stays. */
  discard = async (): Promise<WriteFault | undefined> => {
    await this.draft.stop();
    const { store } = this.needs.desk;
    if (this.draft.version === 0) return undefined;
    const written = await store.commit([store.drafts.remove(this.id, this.draft.version)]);
    return written.ok ? undefined : written.error;
  };

  /** Before the desk is left or locked: what was typed last goes to the disk. */
  close = async (): Promise<WriteFault | undefined> => {
    const fault = await this.draft.flush();
    await this.draft.stop();
    return fault;
  };

  #shown() {
    const { differential, dangers: danger, pack } = this.visit;
    if (!this.isOpen || !differential) return undefined;
    return shownList({ differential, pack, model: this.model, danger, build: this.needs.build });
  }

  #openList(diagnoses: Entered['diagnoses']): void {
    const at = new Date(this.needs.desk.clock.now()).toISOString();
    this.enter({ askedBefore: { at, diagnoses } });
    this.diagnoses.begin(diagnoses);
  }

  /** A save takes the draft with it; what comes in meanwhile is kept if it fails. */
  protected override changed(): void {
    if (this.saving.tag === 'saved') return;
    this.#isBehind = this.saving.tag === 'saving';
    if (!this.#isBehind) super.changed();
  }
}
