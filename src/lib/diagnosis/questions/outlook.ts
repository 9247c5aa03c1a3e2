import { gather } from '$part/kernel';
import type { Person } from '$part/kernel';
import type { Finding } from '$part/knowledge';
import { backgroundsFor } from '../evidence/background';
import { factorise } from '../evidence/factorise';
import type { Evidence } from '../evidence/types';
import { conditionsOf } from '../inference/conditions';
import { logLikelihood, mixed } from '../inference/exact';
import type { Model } from '../inference/model';
import { givenFactors } from '../inference/prior';
import { ancestorsOf, descendantsOf, indexOf } from '../pack-index';

/** Candidates below this share of the posterior cannot change what is worth asking. */
const LEAST_MASS = 1e-6;
const CLOSE = 1e-6;

/** The candidates that matter, gathered by condition, and their chance of a yes to any question. */
export interface Outlook {
  /** Conditions with any mass, by place in `conditionsOf(tables).ids`, and their mass, summing to 1. */
  readonly conditions: readonly number[];
  readonly mass: Float64Array;
  /** Mass x P(yes) of each of `conditions`, given all that is known; `into` is written over. */
  yes(finding: Finding, into: Float64Array): void;
}

/**
 * What each condition expects of a question not yet asked: P(present) with the person's background; of a child of a
 * present parent P(child) / P(parent); in a cluster with what is known of its latent; of a standing fact
 * times the factor by which it multiplies the prior.
 */
export function outlook(
  model: Model,
  evidence: Evidence,
  person: Person,
  posterior: ArrayLike<number>
): Outlook {
  const { pack, tables, scalars } = model;
  const index = indexOf(pack);
  const count = tables.candidates.length;
  const { of } = conditionsOf(tables);
  const kept = [...tables.candidates.keys()].filter((k) => (posterior[k] ?? 0) > LEAST_MASS);
  const total = kept.reduce((sum, k) => sum + (posterior[k] ?? 0), 0);
  const conditions = [...new Set(kept.map((k) => of[k] ?? 0))];
  const placeOf = new Map(conditions.map((condition, place) => [condition, place]));
  const place = Int32Array.from(kept, (k) => placeOf.get(of[k] ?? 0) ?? 0);
  const weight = Float64Array.from(kept, (k) => (posterior[k] ?? 0) / total);
  const mass = new Float64Array(conditions.length);
  weight.forEach((share, at) => {
    mass[place[at] ?? 0] = (mass[place[at] ?? 0] ?? 0) + share;
  });

  const background = backgroundsFor(index, person, evidence.known);
  const isPresent = new Set<string>(evidence.present);
  const latent = latents(model, evidence, person);
  const given = new Map<string, { at: number; factor: number }[]>();
  kept.forEach((k, at) => {
    const { condition, cause } = tables.candidates[k] ?? {};
    const bearer = index.condition.get(cause ?? condition ?? '');
    if (!bearer) return;
    const multiplied = (known: readonly string[]) =>
      givenFactors(bearer, new Set(known), index).reduce((product, { factor }) => product * factor, 1);
    const counted = multiplied(evidence.known);
    for (const id of Object.keys(bearer.given)) {
      const factor = multiplied([...evidence.known, id]) / counted;
      gather(given, id, { at, factor });
    }
  });
  const chance = new Float64Array(kept.length);

  return {
    conditions,
    mass,
    yes(finding, into) {
      const column = tables.columnOf.get(finding.id) ?? 0;
      const b = background(finding.id);
      const cluster = tables.clusterOf[column] ?? 0;
      const parent = ancestorsOf(index, finding.id).find((up) => isPresent.has(up));
      const parentColumn = parent === undefined ? 0 : (tables.columnOf.get(parent) ?? 0);
      const parentBackground = parent === undefined ? 0 : background(parent);
      const shares = latent.get(cluster);
      kept.forEach((k, at) => {
        const p = tables.p[column * count + k] ?? 0;
        if (parent !== undefined) {
          chance[at] =
            mixed(p, b, scalars.nu) /
            mixed(tables.p[parentColumn * count + k] ?? 0, parentBackground, scalars.nu);
        } else if (shares) {
          const pi = tables.pi[cluster * count + k] ?? 1;
          const share = shares[k] ?? 1;
          chance[at] = share * mixed(p / pi, b, scalars.nu) + (1 - share) * b;
        } else {
          chance[at] = mixed(p, b, scalars.nu);
        }
      });
      for (const { at, factor } of given.get(finding.id) ?? []) chance[at] = (chance[at] ?? 0) * factor;
      into.fill(0);
      chance.forEach((yes, at) => {
        const to = place[at] ?? 0;
        into[to] = (into[to] ?? 0) + (weight[at] ?? 0) * Math.min(1 - CLOSE, Math.max(CLOSE, yes));
      });
    }
  };
}

/** P(latent on | evidence) of every candidate, for the clusters of which anything is stated. */
function latents(model: Model, evidence: Evidence, person: Person): Map<number, Float64Array> {
  const { pack, tables, scalars } = model;
  const count = tables.candidates.length;
  const sums = new Map<number, Float64Array>();
  logLikelihood(tables, factorise(evidence, person, pack, tables), scalars, ({ cluster }, weights) => {
    if (cluster === 0) return;
    const sum = sums.get(cluster);
    if (!sum) sums.set(cluster, weights);
    else weights.forEach((weight, k) => (sum[k] = (sum[k] ?? 0) + weight));
  });
  for (const [cluster, sum] of sums) {
    sum.forEach((ln, k) => {
      const pi = tables.pi[cluster * count + k] ?? 1;
      const on = pi * Math.exp(ln);
      sum[k] = pi >= 1 ? 1 : on / (on + 1 - pi);
    });
  }
  return sums;
}

/** Findings of which nothing need be asked: said in any way, or settled by what is said of others. */
export function alreadySaid(model: Model, evidence: Evidence): Set<string> {
  const index = indexOf(model.pack);
  const denied = evidence.groupsAbsent.flatMap((id) => index.group.get(id)?.members ?? []);
  const below = [...evidence.absent, ...denied].flatMap((id) => [id, ...descendantsOf(index, id)]);
  const above = evidence.present.flatMap((id) => [id, ...ancestorsOf(index, id)]);
  return new Set<string>([...below, ...above, ...evidence.unknown, ...evidence.conflicts]);
}
