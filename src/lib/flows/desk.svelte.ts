import { buildCodeIndex, type Pack } from '$part/knowledge';
import type { ModelState } from '$part/engine';
import { bilingual } from '$part/i18n';
import type { Language } from '$part/kernel';
import type { Mind } from './ask-again';
import type { DeskSession } from './desk-session';
import {
  correctEncounter,
  EncounterVersions,
  Replay,
  reopenDraft,
  startEncounter,
  type Encounter,
  type EncounterNeeds,
  type OpenFault
} from './encounter';
import {
  headOf,
  Merge,
  openFile,
  PatientPage,
  PatientSearch,
  Picks,
  Registration,
  Today,
  troubleOf,
  type PatientHead,
  type Trouble
} from './patients';

/** Which screen of the unlocked clinic is open. */
export type Place =
  'home' | 'register' | 'patient' | 'merge' | 'visit' | 'versions' | 'replay' | 'people' | 'settings';

export interface DeskTools {
  readonly session: DeskSession;
  readonly pack: Pack;
  readonly mind: Mind;
  readonly model: () => ModelState;
  /** Name of this build of the app. */
  readonly build: string;
  readonly language: () => Language;
}

/** The desk of an unlocked clinic: what lies on it, and the way from one screen to the next. Dropped whole at lock. */
export class Desk {
  place = $state<Place>('home');
  /** Why the last way was not open. */
  trouble = $state.raw<Trouble | undefined>();
  encounter = $state.raw<Encounter | undefined>();
  registration = $state.raw<Registration | undefined>();
  merge = $state.raw<Merge | undefined>();
  readonly session: DeskSession;
  readonly search: PatientSearch;
  readonly today: Today;
  readonly page: PatientPage;
  readonly picks: Picks;
  readonly versions: EncounterVersions;
  readonly replay: Replay;
  readonly #needs: EncounterNeeds;
  #versionsOf: string | undefined;

  constructor({ session, pack, mind, model, build, language }: DeskTools) {
    this.session = session;
    this.search = new PatientSearch(session);
    this.today = new Today(session, this.search);
    this.page = new PatientPage(session, this.search, pack);
    this.picks = new Picks(pack);
    const needs = { desk: session, pack, mind, model, build };
    this.#needs = { ...needs, language, search: this.search, codes: buildCodeIndex(pack) };
    this.versions = new EncounterVersions(session, pack);
    this.replay = new Replay(needs);
    void this.search.load().then(() => this.today.refresh());
  }

  home = async (): Promise<void> => {
    await this.#leave();
    this.place = 'home';
    await this.today.refresh();
  };

  /** @param typed what was searched for, which goes to its own field */
  register = async (typed: string): Promise<void> => {
    await this.#leave();
    this.registration = new Registration(this.session, this.search, typed);
    this.place = 'register';
  };

  openPatient = async (id: string): Promise<void> => {
    await this.#leave();
    this.place = 'patient';
    await this.page.open(id);
  };

  startMerge = async (): Promise<void> => {
    const { id } = this.page;
    if (id === undefined) return;
    const merge = new Merge(this.session, this.search);
    this.merge = merge;
    this.place = 'merge';
    await merge.start(id);
  };

  startVisit = async (): Promise<void> => {
    const { id } = this.page;
    if (id === undefined) return;
    const file = await openFile(this.session.store, this.search, id);
    if (file.ok) this.#show(startEncounter(this.#needs, file.value));
    else this.trouble = troubleOf(file.error);
  };

  goOn = async (draft: string): Promise<void> => {
    const opened = await reopenDraft(this.#needs, draft);
    if (opened.ok) this.#show(opened.value);
    else this.trouble = words(opened.error);
  };

  openVersions = async (id: string): Promise<void> => {
    await this.#leave();
    this.#versionsOf = id;
    this.place = 'versions';
    await this.versions.load(id);
  };

  correct = async (): Promise<void> => {
    if (this.#versionsOf === undefined) return;
    const opened = await correctEncounter(this.#needs, this.#versionsOf);
    if (opened.ok) this.#show(opened.value);
    else this.trouble = words(opened.error);
  };

  openReplay = async (): Promise<void> => {
    if (this.#versionsOf === undefined) return;
    this.place = 'replay';
    await this.replay.run(this.#versionsOf);
  };

  /** The strip of the open visit's patient. */
  get head(): PatientHead | undefined {
    const { encounter } = this;
    return encounter && headOf(encounter.patient.value, this.session.today(), undefined);
  }

  /** Saves the open visit; back to the list of today once it is on the disk. */
  save = async (): Promise<void> => {
    const { encounter } = this;
    if (!encounter || !(await encounter.save())) return;
    this.encounter = undefined;
    await this.home();
  };

  /** The draft as another window left it, in the place of this one. */
  takeTheirs = async (): Promise<void> => {
    const { encounter } = this;
    if (!encounter) return;
    await encounter.draft.stop();
    await this.goOn(encounter.id);
  };

  go = async (place: 'people' | 'settings'): Promise<void> => {
    await this.#leave();
    this.place = place;
  };

  /** Before the lock drops the keys: what was typed last goes to the disk. */
  close = async (): Promise<void> => {
    await this.encounter?.close();
  };

  #show(encounter: Encounter): void {
    this.trouble = undefined;
    this.encounter = encounter;
    this.place = 'visit';
  }

  async #leave(): Promise<void> {
    this.trouble = undefined;
    await this.close();
    this.encounter = undefined;
    this.registration = undefined;
    this.merge = undefined;
  }
}

function words(fault: OpenFault): Trouble {
  if (fault.tag !== 'no-patient') return troubleOf(fault);
  return { title: bilingual('encounter.fault'), help: bilingual('encounter.fault.no-patient') };
}
