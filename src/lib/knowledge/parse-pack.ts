import type { Result } from '$part/kernel';
import { err, ok } from '$part/kernel';
import * as v from 'valibot';
import { packSchema } from './pack-schema';
import type { Pack } from './types';

/** Why a pack is refused: another format, a part of the wrong shape, or a reference that leads nowhere. */
export type PackFault =
  | { readonly kind: 'format'; readonly found: unknown }
  | { readonly kind: 'shape'; readonly path: string; readonly message: string }
  | { readonly kind: 'reference'; readonly path: string; readonly id: string };

/**
 * A compiled pack from JSON that came from disk or network. The page and the worker both ask this before they use
 * one. Its hashes are not recomputed here: whoever loads the bytes compares them with what it expects.
 */
export function parsePack(json: unknown): Result<Pack, PackFault> {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format !== 1) return err({ kind: 'format', found: format });
  const result = v.safeParse(packSchema, json, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    return err({ kind: 'shape', path: v.getDotPath(issue) ?? '', message: issue.message });
  }
  // The schema is the type without its brands; what was parsed is the caller's own object, not a copy of it.
  const pack = json as Pack;
  const fault = brokenReference(pack);
  return fault ? err(fault) : ok(pack);
}

function brokenReference(pack: Pack): PackFault | undefined {
  const findings = new Set<string>(pack.findings.map((f) => f.id));
  const values = new Set(pack.values.map((value) => value.id));
  const systems = new Set(pack.systems.map((system) => system.id));
  const groups = new Set(pack.groups.map((group) => group.id));
  const clusters = new Set(pack.clusters.map((cluster) => cluster.id));
  const conditions = new Set<string>(pack.conditions.map((c) => c.id));
  if (findings.size < pack.findings.length) return { kind: 'reference', path: 'findings', id: 'duplicate' };
  if (conditions.size < pack.conditions.length)
    return { kind: 'reference', path: 'conditions', id: 'duplicate' };

  const missing = (
    known: ReadonlySet<string>,
    ids: Iterable<string>,
    path: string
  ): PackFault | undefined => {
    for (const id of ids) if (!known.has(id)) return { kind: 'reference', path, id };
    return undefined;
  };
  const first = (faults: Iterable<PackFault | undefined>) => {
    for (const fault of faults) if (fault) return fault;
    return undefined;
  };
  function* faults() {
    yield missing(findings, pack.core, 'core');
    for (const group of pack.groups) yield missing(findings, group.members, `groups.${group.id}.members`);
    for (const cluster of pack.clusters)
      yield missing(findings, cluster.members, `clusters.${cluster.id}.members`);
    for (const system of pack.systems)
      yield missing(findings, Object.keys(system.core), `systems.${system.id}.core`);
    for (const measure of pack.measures) {
      yield missing(
        findings,
        measure.findings.map((f) => f.id),
        `measures.${measure.id}.findings`
      );
    }
    for (const finding of pack.findings) {
      const path = `findings.${finding.id}`;
      if (finding.childOf !== undefined) yield missing(findings, [finding.childOf], `${path}.childOf`);
      if (finding.absentGroup !== undefined)
        yield missing(groups, [finding.absentGroup], `${path}.absentGroup`);
      for (const slot of finding.slots ?? [])
        yield missing(values, slot.values, `${path}.slots.${slot.name}`);
    }
    for (const c of pack.conditions) {
      const path = `conditions.${c.id}`;
      yield missing(systems, [c.system], `${path}.system`);
      yield missing(clusters, c.clusters, `${path}.clusters`);
      yield missing(groups, Object.keys(c.groups), `${path}.groups`);
      for (const name of ['core', 'findings', 'given', 'presentsAs', 'attributes'] as const) {
        yield missing(findings, Object.keys(c[name]), `${path}.${name}`);
      }
      yield missing(findings, c.required, `${path}.required`);
      if (c.knownAs !== undefined) yield missing(findings, [c.knownAs], `${path}.knownAs`);
    }
  }
  return first(faults());
}
