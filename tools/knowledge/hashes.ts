import type { Json } from '$part/kernel';
import { canonicalJson } from '$part/kernel';
import type { Pack } from '$part/knowledge';
import { createHash } from 'node:crypto';

export type BarePack = Omit<Pack, 'packHash' | 'modelInputHash'>;

const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(value as Json))
    .digest('hex');

/** Of everything in the pack: names, words, doses, sources as well. */
export function packHash(pack: BarePack): string {
  const { ...all } = pack as BarePack & Partial<Pick<Pack, 'packHash' | 'modelInputHash'>>;
  delete all.packHash;
  delete all.modelInputHash;
  return sha256(all);
}

/**
 * Of what the model and its prior are made from: ids, backgrounds, hierarchy, slots, clusters, groups, raised
 * backgrounds, core defaults, priors and frequencies. A corrected name, word, question, source, alias or review
 * date changes nothing here, so that it needs no new model.
 */
export function modelInputHash(pack: BarePack): string {
  return sha256({
    format: pack.format,
    core: pack.core,
    systems: pack.systems.map(({ id, core }) => ({ id, core })),
    findings: pack.findings.map(({ id, background, childOf, slots, timed, raises }) => ({
      id,
      background,
      childOf,
      slots,
      timed,
      raises
    })),
    groups: pack.groups.map(({ id, members }) => ({ id, members })),
    clusters: pack.clusters.map(({ id, members }) => ({ id, members })),
    conditions: pack.conditions.map((c) => ({
      id: c.id,
      system: c.system,
      perThousandVisits: c.perThousandVisits,
      prevalence: c.prevalence,
      given: c.given,
      presentsAs: c.presentsAs,
      onset: c.onset,
      duration: c.duration,
      course: c.course,
      core: c.core,
      findings: Object.fromEntries(Object.entries(c.findings).map(([id, { p }]) => [id, p])),
      attributes: c.attributes,
      groups: c.groups,
      complicationOf: c.complicationOf,
      knownAs: c.knownAs,
      clusters: c.clusters,
      required: c.required
    })),
    visits: { person: pack.visits.person, season: pack.visits.season }
  });
}
