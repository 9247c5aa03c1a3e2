import {
  type DiagnosisSession,
  type Differential,
  firing,
  fold,
  indexOf,
  type PriorKind,
  type Reading
} from '$part/diagnosis';
import { caseObservations } from '$part/flows/case-observations';
import { type Draft, EMPTY_DRAFT } from '$part/flows/draft';
import { ofCondition } from '$part/flows/encounter/diagnosis-of';
import type { Entered } from '$part/flows/encounter/encounter-draft';
import { backgroundOf } from '$part/flows/encounter/known-facts';
import { needsDifferential } from '$part/flows/encounter/purposes';
import { reasonableness } from '$part/flows/encounter/reasonableness';
import { shownList } from '$part/flows/encounter/shown-list';
import { toVersion } from '$part/flows/encounter/to-version';
import { personOf } from '$part/flows/person-of';
import type { Person } from '$part/kernel';
import type { Pack } from '$part/knowledge';
import type { Diagnosis, Encounter, EncounterId, Patient, Purpose } from '$part/schema';
import type { Chance } from './chance';
import { inventCase, type InventedCase } from './invented-cases';

type Unsigned = Omit<Encounter, 'signature'>;
interface Thought {
  readonly invented: InventedCase;
  readonly draft: Draft;
  readonly reading: Reading;
  readonly differential: Differential | undefined;
}

const PRIOR: PriorKind = 'clinic';
const SAVED_AFTER_MS = 4 * 60_000;
const CONTEXT = {
  cancelled: () => false,
  breathe: () => Promise.resolve(),
  now: () => performance.now()
};

/** How often a patient comes for what, and what is then written without a differential. */
const NEW: readonly (readonly [Purpose, number])[] = [
  ['new-problem', 0.8],
  ['return-visit', 0.1],
  ['dressing-or-injection', 0.05],
  ['vaccination', 0.03],
  ['certificate', 0.02]
];
const CHRONIC: readonly (readonly [Purpose, number])[] = [
  ['refill', 0.7],
  ['return-visit', 0.1],
  ['new-problem', 0.2]
];
const ROUTINE: Readonly<Partial<Record<Purpose, string>>> = {
  'dressing-or-injection': '伤口换药，无红肿渗出。',
  vaccination: '接种疫苗，无发热，观察30分钟无不适。',
  certificate: '体检开证明，无不适。'
};
const PLANS = [
  '多饮水，休息，3天不好转复诊',
  '按时服药，1周后复诊',
  '如加重随时来诊或去县医院',
  '清淡饮食，注意保暖'
];

/** So many different cases for one age, sex and month; then they come again, each with another patient. */
const CASES_A_KIND = 3;

/** Visits as a doctor would have made them: invented notes, read and thought about by the app's own code. */
export class VisitMaker {
  readonly #chance: Chance;
  readonly #session: DiagnosisSession;
  readonly #isRepeating: boolean;
  readonly #thoughts = new Map<string, Thought[]>();

  /** @param isRepeating whether cases of people alike may be the same, which saves reading each note anew */
  constructor(chance: Chance, session: DiagnosisSession, isRepeating: boolean) {
    this.#chance = chance;
    this.#session = session;
    this.#isRepeating = isRepeating;
  }

  get #pack(): Pack {
    return this.#session.pack;
  }

  /** One visit that began then, as its first version without a signature. */
  async make(patient: Patient, begins: number): Promise<Unsigned> {
    const { weighed, uuid } = this.#chance;
    const startedAt = new Date(begins).toISOString();
    const kinds = patient.conditions.length > 0 ? CHRONIC : NEW;
    const purpose = weighed(kinds, ([, share]) => share)?.[0] ?? 'new-problem';
    const background = backgroundOf(patient, startedAt);
    const month = new Date(begins).getMonth() + 1;
    const { person } = personOf(EMPTY_DRAFT, undefined, month, background);
    const thought = needsDifferential(purpose)
      ? await this.#thoughtOf(person, background.known)
      : await this.#routine(patient, purpose, person);
    const { invented, draft, reading, differential } = thought;
    const known = background.known.filter((id) => indexOf(this.#pack).finding.has(id));
    const observations = caseObservations(draft, reading.observations, this.#pack.measures, known);
    const evidence = fold(observations, this.#pack, person);
    const danger = firing(this.#pack.danger, evidence, person);
    const diagnoses = this.#diagnosesOf(patient, purpose, invented);
    const entered: Entered = {
      id: uuid() as EncounterId,
      patient: patient.id,
      purpose,
      startedAt,
      open: draft,
      prior: PRIOR,
      diagnoses,
      plan: this.#chance.pick(PLANS),
      askedBefore: undefined,
      override: undefined,
      amends: undefined
    };
    const judged = reasonableness({
      pack: this.#pack,
      diagnoses,
      ranked: differential?.ranked,
      evidence,
      person,
      isDanger: danger.length > 0
    });
    const version = toVersion({
      entered,
      base: undefined,
      visit: { taken: { person, mayBePregnant: false }, readNote: draft.note, observations },
      shown:
        differential &&
        shownList({ differential, pack: this.#pack, model: { tag: 'waiting' }, danger, build: 'demo' }),
      reasonableness: judged,
      savedAt: new Date(begins + SAVED_AFTER_MS).toISOString(),
      language: 'zh',
      isToConfirm: false
    });
    if (!version) throw new Error('a visit has a purpose');
    return version;
  }

  async #thoughtOf(person: Person, known: readonly string[]): Promise<Thought> {
    const key = JSON.stringify([person, known]);
    const thoughts = this.#thoughts.get(key) ?? [];
    if (this.#isRepeating && thoughts.length >= CASES_A_KIND) return this.#chance.pick(thoughts);
    const invented = inventCase(this.#chance, this.#pack, person);
    const draft = draftOf(invented);
    const reading = await this.#read(draft.note);
    const observations = caseObservations(
      draft,
      reading.observations,
      this.#pack.measures,
      known.filter((id) => indexOf(this.#pack).finding.has(id))
    );
    const evidence = fold(observations, this.#pack, person);
    const answer = await this.#session.answer(
      'infer',
      { evidence, person, prior: PRIOR, unread: reading.unread },
      CONTEXT
    );
    if (answer === 'cancelled') throw new Error('nobody cancels');
    const thought = { invented, draft, reading, differential: answer[PRIOR] };
    if (this.#isRepeating) this.#thoughts.set(key, [...thoughts, thought]);
    return thought;
  }

  async #routine(patient: Patient, purpose: Purpose, person: Person): Promise<Thought> {
    const names = patient.conditions.map(({ name }) => name).join('、');
    const invented = inventCase(this.#chance, this.#pack, person);
    const note = ROUTINE[purpose] ?? `${names || invented.condition.name.zh}复诊取药，病情平稳，无不适。`;
    const draft = draftOf({ ...invented, note });
    return {
      invented: { ...invented, note },
      draft,
      reading: await this.#read(note),
      differential: undefined
    };
  }

  async #read(note: string): Promise<Reading> {
    const reading = await this.#session.answer('read', { note }, CONTEXT);
    if (reading === 'cancelled') throw new Error('nobody cancels');
    return reading;
  }

  #diagnosesOf({ conditions }: Patient, purpose: Purpose, { condition }: InventedCase): Diagnosis[] {
    const [chronic] = conditions;
    if (purpose === 'vaccination' || purpose === 'certificate') return [];
    if (purpose === 'dressing-or-injection')
      return [{ icd10: 'Z48.0', name: '伤口敷料更换', certainty: 'confirmed', primary: true }];
    if (purpose === 'refill' && chronic?.icd10 !== undefined)
      return [{ icd10: chronic.icd10, name: chronic.name, certainty: 'confirmed', primary: true }];
    const certainty = this.#chance.is(0.8) ? 'confirmed' : 'suspected';
    return [{ ...ofCondition(condition, 'zh'), certainty, primary: true }];
  }
}

const draftOf = ({ note, vitals }: InventedCase): Draft => ({
  ...EMPTY_DRAFT,
  note,
  vitals: Object.fromEntries(
    Object.entries(vitals).map(([id, text], at) => [id, { text, at: at + 1 }] as const)
  )
});
