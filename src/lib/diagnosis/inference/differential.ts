import type { Person } from '$part/kernel';
import { firing } from '../danger/evaluate';
import { factorise } from '../evidence/factorise';
import type { Evidence } from '../evidence/types';
import { abstains } from './abstain';
import { conditionMass, conditionsOf } from './conditions';
import { logLikelihood, posterior } from './exact';
import type { Model } from './model';
import { logPrior } from './prior';
import type { Differential, InferenceCase, PriorKind, Ranked } from './types';
import { urgencyOf } from './urgency';

/** Every condition with any mass, most probable first, ties by id, summing to 1. */
export function rank(model: Model, candidates: ArrayLike<number>): Ranked[] {
  const mass = conditionMass(model.tables, candidates);
  const total = mass.reduce((sum, share) => sum + share, 0);
  if (!(total > 0)) return [];
  return conditionsOf(model.tables)
    .ids.map((condition, at) => ({ condition, probability: (mass[at] ?? 0) / total }))
    .filter(({ probability }) => probability > 0)
    .sort((a, b) => b.probability - a.probability || (a.condition < b.condition ? -1 : 1));
}

/**
 * The differential that a posterior over candidates (in the order of `tables.candidates`) amounts to, wherever it
 * was computed.
 */
export function diagnose(
  model: Model,
  input: InferenceCase,
  prior: PriorKind,
  candidates: ArrayLike<number>,
  backend: Differential['backend']
): Differential {
  const ranked = rank(model, candidates);
  const fired = firing(model.pack.danger, input.evidence, input.person);
  const abstain = abstains(model, input, candidates, ranked);
  const urgency = urgencyOf(model, input, ranked, fired, abstain !== undefined);
  return { prior, ranked, urgency, ...(abstain ? { abstain } : {}), backend };
}

/** The posterior over candidates by exact inference in float64. */
export function exactPosterior(
  model: Model,
  evidence: Evidence,
  person: Person,
  prior: PriorKind
): Float64Array {
  const { pack, tables, scalars } = model;
  const likelihood = logLikelihood(tables, factorise(evidence, person, pack, tables), scalars);
  return posterior(
    likelihood,
    logPrior(pack, tables, person, evidence.known, prior, scalars),
    scalars.temperature
  );
}

/** Both differentials by plain inference: what the app shows where the compiled model does not answer. */
export function infer(model: Model, input: InferenceCase): { clinic: Differential; flat: Differential } {
  const { pack, tables, scalars } = model;
  const { evidence, person } = input;
  const likelihood = logLikelihood(tables, factorise(evidence, person, pack, tables), scalars);
  const under = (prior: PriorKind) => {
    const weights = logPrior(pack, tables, person, evidence.known, prior, scalars);
    return diagnose(model, input, prior, posterior(likelihood, weights, scalars.temperature), 'plain');
  };
  return { clinic: under('clinic'), flat: under('flat') };
}
