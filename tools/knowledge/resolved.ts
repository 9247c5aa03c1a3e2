import type { Sources } from './load-sources';
import type { ConditionFile } from './condition-shape';

/** What is said of findings once core defaults are filled in; made once, asked often. */
export interface Resolver {
  readonly core: ReadonlySet<string>;
  /** Every p a condition has: its own, else its system's default of the core block. */
  readonly of: (condition: ConditionFile) => ReadonlyMap<string, number>;
  /** The core defaults of a system as they are written. */
  readonly defaultsOf: (system: string) => Readonly<Record<string, number>>;
  /** Default background of a finding; 0.001 for one that is not known. */
  readonly background: (finding: string) => number;
  readonly parentOf: ReadonlyMap<string, string>;
  readonly systemOf: ReadonlyMap<string, string>;
}

export function resolver(sources: Sources): Resolver {
  const parentOf = new Map(
    sources.findings.flatMap(({ value: f }) => (f.child_of ? [[f.id, f.child_of] as const] : []))
  );
  const defaults = new Map(sources.systems.map(({ value }) => [value.id, value.core]));
  const systemOf = new Map(sources.list.map(({ value, system }) => [value.id, system]));
  const backgrounds = new Map(
    sources.findings.map(({ value }) => [value.id, value.background.default ?? 0.001])
  );
  const cache = new Map<ConditionFile, ReadonlyMap<string, number>>();

  const of = (condition: ConditionFile): ReadonlyMap<string, number> => {
    const known = cache.get(condition);
    if (known) return known;
    const own = new Set([...Object.keys(condition.core), ...Object.keys(condition.findings)]);
    const p = new Map(Object.entries(defaults.get(systemOf.get(condition.id) ?? '') ?? {}));
    for (const [id, value] of Object.entries(condition.core)) p.set(id, value);
    for (const [id, { p: value }] of Object.entries(condition.findings)) p.set(id, value);
    // A default may not stand above the parent that the condition itself has lowered: no cough, no sputum.
    for (const id of p.keys()) {
      for (let parent = parentOf.get(id); parent && !own.has(id); parent = parentOf.get(parent)) {
        if (own.has(parent)) p.set(id, Math.min(p.get(id) ?? 0, p.get(parent) ?? 0));
      }
    }
    cache.set(condition, p);
    return p;
  };
  return {
    core: new Set(sources.core?.value ?? []),
    of,
    defaultsOf: (system) => defaults.get(system) ?? {},
    background: (finding) => backgrounds.get(finding) ?? 0.001,
    parentOf,
    systemOf
  };
}
