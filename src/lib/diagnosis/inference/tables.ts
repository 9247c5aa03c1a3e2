import type { Condition, ConditionId, Pack, Slot } from '$part/knowledge';
import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import type { PackIndex } from '../pack-index';
import { ancestorsOf, indexOf } from '../pack-index';
import { CLUSTER_CEILING } from './scalars';

/** One candidate of the posterior: a condition, or a declared pair whose mass goes to the complication. */
export interface Candidate {
  readonly condition: ConditionId;
  readonly cause?: ConditionId;
}

/**
 * The pack as dense tables, candidates along the second axis (row-major, `row * candidates.length + candidate`).
 * Made once from a pack by `tablesOf`; exact inference and the ONNX compiler read nothing else of it.
 */
export interface ModelTables {
  readonly candidates: readonly Candidate[];
  /** Columns of evidence: column 0 stands for nothing, then findings by id, then groups as `group:id`. */
  readonly columns: readonly string[];
  readonly columnOf: ReadonlyMap<string, number>;
  /** p(k, column), core defaults and pairs resolved, children at most their parents. */
  readonly p: Float64Array;
  /** 1 where the candidate requires the finding, or one that this column's denial denies as well. */
  readonly required: Uint8Array;
  /** Cluster of each column, 0 none. */
  readonly clusterOf: Uint8Array;
  /** Cluster ids; index 0 stands for none. */
  readonly clusters: readonly string[];
  /** pi(cluster, k); 1 where the candidate does not use the cluster; row 0 all 1. */
  readonly pi: Float64Array;
  /** Rows `finding/slot/value`; row 0 stands for nothing. */
  readonly slotRows: readonly string[];
  readonly slotRowOf: ReadonlyMap<string, number>;
  /** q(row, k), NaN where the candidate does not describe the slot (then q = u). */
  readonly q: Float64Array;
  /** Factor ln n(0.9 t + 0.1 / n) of each band: rows ONSETS, DURATIONS, COURSES in their order. */
  readonly timing: Float64Array;
}

/** Rows of `timing` where durations and courses begin. */
export const DURATION_ROW = ONSETS.length;
export const COURSE_ROW = ONSETS.length + DURATIONS.length;

/** q of a several-of value that a condition, describing the slot, leaves out: uncommon, not unheard of. */
const UNLISTED = 0.05;

/** What one condition says, resolved against its system; the parts of a pair are two of these. */
interface Described {
  readonly condition: Condition;
  readonly p: ReadonlyMap<string, number>;
  /** Findings it requires, with their parents and the groups that deny them: no wider denial gets round it. */
  readonly required: ReadonlySet<string>;
}

/**
 * p of every finding a condition says something of: its own number, else its system's core default. Numbers of its
 * own raise their parents ("productive cough" names cough) and cap the defaults of their children (a condition
 * that rarely has cough rarely has a productive one, whatever its system does), so that children stay at most
 * their parents.
 */
function describe(
  pack: Pack,
  index: PackIndex,
  defaults: Readonly<Record<string, number>>,
  condition: Condition
): Described {
  const p = new Map<string, number>(Object.entries(condition.core));
  for (const [id, finding] of Object.entries(condition.findings)) p.set(id, finding.p);
  const explicit = new Set(p.keys());
  const raiseParents = () => {
    for (const [id, value] of [...p]) {
      for (const parent of ancestorsOf(index, id)) {
        if ((p.get(parent) ?? 0) < value) p.set(parent, value);
      }
    }
  };
  raiseParents();
  for (const [id, value] of Object.entries(defaults)) {
    if (explicit.has(id)) continue;
    const cap = ancestorsOf(index, id).find((parent) => explicit.has(parent));
    const capped = cap === undefined ? value : Math.min(value, p.get(cap) ?? value);
    p.set(id, Math.max(capped, p.get(id) ?? 0));
  }
  raiseParents();
  inheritFromParents(index, p);
  const required = new Set<string>(condition.required.flatMap((id) => [id, ...ancestorsOf(index, id)]));
  for (const group of pack.groups) {
    p.set(
      `group:${group.id}`,
      condition.groups[group.id] ?? Math.max(0, ...group.members.map((m) => p.get(m) ?? 0))
    );
    if (group.members.some((m) => required.has(m))) required.add(`group:${group.id}`);
  }
  return { condition, p, required };
}

/**
 * A child that nobody gives a number for has its parent's, times the share of that child among people who have the
 * parent for any reason. At 0 a condition that names "fever" alone would lose to every other as soon as the fever
 * is stated to be high, because a present child silences its parent.
 */
function inheritFromParents(index: PackIndex, p: Map<string, number>): void {
  for (const { id, childOf, background } of index.finding.values()) {
    if (childOf === undefined || p.has(id)) continue;
    const parent = ancestorsOf(index, id).find((up) => p.has(up));
    const of = index.finding.get(parent ?? '');
    if (parent === undefined || !of) continue;
    const share = (background['default'] ?? 0) / Math.max(of.background['default'] ?? 1, 0.001);
    const inherited = (p.get(parent) ?? 0) * Math.min(1, share);
    if (inherited > 0) p.set(id, inherited);
  }
}

const either = (a: number, b: number) => 1 - (1 - a) * (1 - b);

/** q(value | finding present because of the condition); NaN where the condition does not describe the slot. */
function slotQ(condition: Condition, finding: string, slot: Slot, value: string): number {
  const shares = condition.attributes[finding]?.[slot.name];
  if (!shares) return NaN;
  const listed = shares[value];
  if (listed !== undefined) return listed;
  if (slot.mode === 'several-of') return UNLISTED;
  const left = Math.max(0, 1 - Object.values(shares).reduce((sum, share) => sum + share, 0));
  return left / Math.max(1, slot.values.length - Object.keys(shares).length);
}

function timingRow(shares: Readonly<Partial<Record<string, number>>>, bands: readonly string[]): number[] {
  if (Object.keys(shares).length === 0) return bands.map(() => 0);
  return bands.map((band) => Math.log(bands.length * (0.9 * (shares[band] ?? 0) + 0.1 / bands.length)));
}

/** Builds the tables of a pack; some tens of milliseconds, once. */
export function tablesOf(pack: Pack): ModelTables {
  const index = indexOf(pack);
  const defaults = new Map(pack.systems.map((system) => [system.id, system.core]));
  const described = new Map(
    pack.conditions.map((c) => [c.id, describe(pack, index, defaults.get(c.system) ?? {}, c)])
  );
  const candidates: Candidate[] = pack.conditions.map((c) => ({ condition: c.id }));
  for (const condition of pack.conditions) {
    for (const cause of Object.keys(condition.complicationOf) as ConditionId[]) {
      if (described.has(cause)) candidates.push({ condition: condition.id, cause });
    }
  }
  const columns = ['', ...pack.findings.map((f) => f.id), ...pack.groups.map((g) => `group:${g.id}`)];
  const columnOf = new Map(columns.map((id, column) => [id, column]));
  const count = candidates.length;
  const slots = pack.findings.flatMap((f) =>
    (f.slots ?? []).flatMap((slot) => slot.values.map((value) => ({ finding: f.id, slot, value })))
  );
  const slotRows = ['', ...slots.map(({ finding, slot, value }) => `${finding}/${slot.name}/${value}`)];
  const clusters = ['', ...pack.clusters.map((c) => c.id)];
  const clusterOf = new Uint8Array(columns.length);
  pack.clusters.forEach((cluster, at) => {
    for (const member of cluster.members) clusterOf[columnOf.get(member) ?? 0] = at + 1;
  });
  clusterOf[0] = 0;

  const p = new Float64Array(columns.length * count);
  const required = new Uint8Array(columns.length * count);
  const pi = new Float64Array(clusters.length * count).fill(1);
  const q = new Float64Array(slotRows.length * count).fill(NaN);
  const timing = new Float64Array((COURSE_ROW + COURSES.length) * count);

  candidates.forEach((candidate, k) => {
    const parts = [candidate.condition, ...(candidate.cause ? [candidate.cause] : [])].flatMap(
      (id) => described.get(id) ?? []
    );
    const [main, cause] = parts;
    if (!main) return;
    for (const part of parts) {
      for (const [id, value] of part.p) {
        const cell = (columnOf.get(id) ?? 0) * count + k;
        p[cell] = part === main ? value : either(p[cell] ?? 0, value);
      }
      for (const id of part.required) required[(columnOf.get(id) ?? 0) * count + k] = 1;
    }
    p[k] = 0;
    required[k] = 0;
    pack.clusters.forEach((cluster, at) => {
      if (!parts.some((part) => part.condition.clusters.includes(cluster.id))) return;
      const highest = Math.max(0, ...cluster.members.map((m) => p[(columnOf.get(m) ?? 0) * count + k] ?? 0));
      if (highest > 0) pi[(at + 1) * count + k] = Math.min(1, highest / CLUSTER_CEILING);
    });
    slots.forEach(({ finding, slot, value }, at) => {
      const own = slotQ(main.condition, finding, slot, value);
      const inherited = Number.isNaN(own) && cause !== undefined;
      q[(at + 1) * count + k] = inherited ? slotQ(cause.condition, finding, slot, value) : own;
    });
    const { onset, duration, course } = main.condition;
    [...timingRow(onset, ONSETS), ...timingRow(duration, DURATIONS), ...timingRow(course, COURSES)].forEach(
      (factor, r) => {
        timing[r * count + k] = factor;
      }
    );
  });

  return {
    candidates,
    columns,
    columnOf,
    p,
    required,
    clusterOf,
    clusters,
    pi,
    slotRows,
    slotRowOf: new Map(slotRows.map((id, r) => [id, r])),
    q,
    timing
  };
}
