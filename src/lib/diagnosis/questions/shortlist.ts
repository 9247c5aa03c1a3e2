import type { Person } from '$part/kernel';
import type { Cost, Finding } from '$part/knowledge';
import type { Evidence } from '../evidence/types';
import { conditionsOf } from '../inference/conditions';
import type { Model } from '../inference/model';
import type { PriorKind } from '../inference/types';
import { informationBits } from './gain';
import type { Feared } from './must-not-miss';
import { feared, worthForFeared } from './must-not-miss';
import type { Outlook } from './outlook';
import { alreadySaid, outlook } from './outlook';
import type { NextQuestions, Question } from './types';

/** What a bit is worth by what it costs to get (AUTHORING section 2). */
const COST_WEIGHT: Readonly<Record<Cost, number>> = {
  free: 1,
  instrument: 0.7,
  laboratory: 0.3,
  imaging: 0.2
};
/** Probability of the first condition from which no more is asked for its sake. */
const SETTLED = 0.9;
/** Bits below which a question does not help. */
export const LEAST_GAIN = 0.02;
/** Share of a question's value from which it is asked for the must-not-miss condition it tells apart. */
const FOR_ITS_SAKE = 1 / 3;
/** Conditions among which the two are sought that a question tells apart. */
const TOP = 5;
/** Questions weighed a second time by their outcomes, unless more are wanted; a batch of 100 rows holds fifty. */
const WEIGHED_TWICE = 16;
const BATCH = 50;
/** Findings weighed between two pauses. */
const STEP = 64;

export interface QuestionCase {
  readonly evidence: Evidence;
  readonly person: Person;
  readonly prior: PriorKind;
  /** Over candidates, from whatever computed it. */
  readonly posterior: ArrayLike<number>;
}

/** A question weighed by exact information alone, before the differentials after its answers are known. */
export interface Shortlisted extends Omit<Question, 'afterYes' | 'afterNo'> {
  /** Weight of cost, and what it is worth for the must-not-miss conditions, in bits: value = weight (gain + worth). */
  readonly weight: number;
  readonly worth: number;
}
export type Shortlist = Omit<NextQuestions, 'questions'> & { readonly questions: readonly Shortlisted[] };

/** The questions of an interview: what can be asked or looked at. */
export const isQuestion = (finding: Finding): boolean => finding.ask !== undefined && !isTest(finding);
/** What has to be measured or sent for: ranked by itself, with the same weights of cost. */
export const isTest = (finding: Finding): boolean =>
  finding.kind === 'test' || finding.kind === 'measurement';

/**
 * The questions worth weighing by their outcomes, best first by exact expected information, from the findings that
 * `pool` admits: enough to choose `limit` from. None where the case is settled: the first condition at 0.9 and no
 * must-not-miss condition open beside it.
 */
export function shortlist(
  model: Model,
  input: QuestionCase,
  limit: number,
  pool: (finding: Finding) => boolean = isQuestion
): Shortlist {
  const steps = shortlistInSteps(model, input, limit, pool);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same with a pause after every few milliseconds of work, for a worker that must let more urgent jobs in. */
export function* shortlistInSteps(
  model: Model,
  input: QuestionCase,
  limit: number,
  pool: (finding: Finding) => boolean = isQuestion
): Generator<undefined, Shortlist> {
  const view = outlook(model, input.evidence, input.person, input.posterior);
  const open = feared(model, view);
  const notExcluded = open.map(({ condition }) => condition);
  const order = [...view.conditions.keys()].sort((a, b) => (view.mass[b] ?? 0) - (view.mass[a] ?? 0));
  const [first] = order;
  if (first === undefined) return { questions: [], stop: 'nothing-helps', notExcluded };
  const sure = (view.mass[first] ?? 0) >= SETTLED;
  if (sure && open.every(({ place }) => place === first))
    return { questions: [], stop: 'settled', notExcluded };

  const said = alreadySaid(model, input.evidence);
  const questions: Shortlisted[] = [];
  const top = order.slice(0, TOP);
  const yes = new Float64Array(view.conditions.length);
  for (const [at, finding] of model.pack.findings.entries()) {
    if (at % STEP === STEP - 1) yield;
    if (!pool(finding) || said.has(finding.id)) continue;
    view.yes(finding, yes);
    const question = weigh(model, view, open, top, finding, yes);
    if (question) questions.push(question);
  }
  questions.sort((a, b) => b.value - a.value || (a.finding < b.finding ? -1 : 1));
  const size = Math.min(BATCH, Math.max(WEIGHED_TWICE, limit));
  return {
    questions: questions.slice(0, size),
    ...(questions.length === 0 && { stop: 'nothing-helps' as const }),
    notExcluded
  };
}

/** One question weighed; undefined where it neither helps nor can exclude what must not be missed. */
function weigh(
  model: Model,
  view: Outlook,
  open: readonly Feared[],
  top: readonly number[],
  finding: Finding,
  yes: Float64Array
): Shortlisted | undefined {
  const chance = yes.reduce((sum, share) => sum + share, 0);
  const gain = informationBits(view.mass, yes);
  const { worth, most } = worthForFeared(open, yes, chance);
  const excludes = most !== undefined && worth >= FOR_ITS_SAKE * (gain + worth);
  if (gain < LEAST_GAIN && !excludes) return undefined;
  const separates = separated(model, view, top, yes);
  const weight = COST_WEIGHT[finding.cost];
  return {
    finding: finding.id,
    value: weight * (gain + worth),
    gain,
    weight,
    worth,
    chance,
    ...(separates ? { separates } : {}),
    ...(excludes ? { excludes: most } : {})
  };
}

/** Of the first conditions, the two whose chance of a yes differs most, the one a yes favours first. */
function separated(
  model: Model,
  view: Outlook,
  top: readonly number[],
  yes: Float64Array
): Question['separates'] {
  const { ids } = conditionsOf(model.tables);
  const chance = (place: number) => (yes[place] ?? 0) / (view.mass[place] ?? 1);
  const byChance = [...top].sort((a, b) => chance(b) - chance(a));
  const [most, least] = [byChance[0], byChance.at(-1)].map(
    (place) => ids[view.conditions[place ?? -1] ?? -1]
  );
  return most !== undefined && least !== undefined && most !== least ? [most, least] : undefined;
}
