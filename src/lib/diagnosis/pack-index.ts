import { gather } from '$part/kernel';
import type { Condition, Finding, Group, Measure, Pack } from '$part/knowledge';
import type { PersonTable } from './person-table';
import { personTable } from './person-table';

/** Look-ups that evidence, questions and explanation need of a pack again and again. */
export interface PackIndex {
  readonly finding: ReadonlyMap<string, Finding>;
  readonly condition: ReadonlyMap<string, Condition>;
  readonly group: ReadonlyMap<string, Group>;
  readonly measure: ReadonlyMap<string, Measure>;
  /** Findings above and below each finding, nearest first; findings without any are left out. */
  readonly ancestors: ReadonlyMap<string, readonly string[]>;
  readonly descendants: ReadonlyMap<string, readonly string[]>;
  /** Background of each finding by age and sex. */
  readonly background: ReadonlyMap<string, PersonTable<number>>;
  /** Known diseases that raise the background of a finding, with P(finding | that disease). */
  readonly raisedBy: ReadonlyMap<string, readonly { readonly known: string; readonly p: number }[]>;
}

const NONE: readonly string[] = [];

/** One index a pack: packs are immutable, so the memo can never be stale. */
const made = new WeakMap<Pack, PackIndex>();

/** The index of a pack, made at the first call (about a millisecond) and kept with the pack. */
export function indexOf(pack: Pack): PackIndex {
  const known = made.get(pack);
  if (known) return known;
  const index = build(pack);
  made.set(pack, index);
  return index;
}

function build(pack: Pack): PackIndex {
  const finding = new Map<string, Finding>(pack.findings.map((f) => [f.id, f]));
  const ancestors = new Map<string, string[]>();
  const descendants = new Map<string, string[]>();
  for (const { id, childOf } of pack.findings) {
    const chain: string[] = [];
    for (let up: string | undefined = childOf; up; up = finding.get(up)?.childOf) {
      // A circle is refused when the pack is validated; a pack made in memory must not hang here.
      if (up === id || chain.includes(up)) break;
      chain.push(up);
    }
    if (chain.length) ancestors.set(id, chain);
  }
  const depth = (id: string) => ancestors.get(id)?.length ?? 0;
  for (const [id, chain] of [...ancestors].sort(([a], [b]) => depth(a) - depth(b))) {
    for (const up of chain) gather(descendants, up, id);
  }
  const raisedBy = new Map<string, { known: string; p: number }[]>();
  for (const { id, raises } of pack.findings) {
    for (const [raised, p] of Object.entries(raises ?? {})) {
      gather(raisedBy, raised, { known: id, p });
    }
  }
  return {
    finding,
    condition: new Map(pack.conditions.map((c) => [c.id, c])),
    group: new Map(pack.groups.map((g) => [g.id, g])),
    measure: new Map(pack.measures.map((m) => [m.id, m])),
    ancestors,
    descendants,
    background: new Map(pack.findings.map((f) => [f.id, personTable(f.background)])),
    raisedBy
  };
}

export const ancestorsOf = (index: PackIndex, id: string): readonly string[] =>
  index.ancestors.get(id) ?? NONE;
export const descendantsOf = (index: PackIndex, id: string): readonly string[] =>
  index.descendants.get(id) ?? NONE;

/**
 * Whether a finding is a standing fact of the person (known disease, risk, medicine) and no part of the present
 * illness: it counts whenever it was, multiplies priors, raises backgrounds, and never is the chief complaint.
 */
export function isStanding(index: PackIndex, id: string): boolean {
  const kind = index.finding.get(id)?.kind;
  return kind === 'history' || kind === 'risk' || /^(hx|risk|rx)\./.test(id);
}
