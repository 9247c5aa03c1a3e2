import { gather } from '$part/kernel';
import type { Condition, ConditionId, Finding, FindingId, Pack } from './types';

/** Look-ups of one pack; made once where the pack is loaded and handed on. */
export interface PackQueries {
  readonly findingById: (id: string) => Finding | undefined;
  readonly conditionById: (id: string) => Condition | undefined;
  /** The finding of which this is a special case. */
  readonly parentOf: (id: string) => FindingId | undefined;
  /** Its special cases, ordered by id. */
  readonly childrenOf: (id: string) => readonly FindingId[];
  /** Parent, its parent, and so on; nearest first. */
  readonly ancestorsOf: (id: string) => readonly FindingId[];
  readonly neighboursOf: (id: string) => readonly ConditionId[];
}

export function packQueries(pack: Pack): PackQueries {
  const findings = new Map<string, Finding>(pack.findings.map((finding) => [finding.id, finding]));
  const conditions = new Map<string, Condition>(
    pack.conditions.map((condition) => [condition.id, condition])
  );
  const children = new Map<string, FindingId[]>();
  for (const { id, childOf } of pack.findings) {
    if (childOf !== undefined) gather(children, childOf, id);
  }
  const parentOf = (id: string) => findings.get(id)?.childOf;
  const ancestorsOf = (id: string) => {
    const above: FindingId[] = [];
    for (let up = parentOf(id); up !== undefined && !above.includes(up); up = parentOf(up)) above.push(up);
    return above;
  };
  return {
    findingById: (id) => findings.get(id),
    conditionById: (id) => conditions.get(id),
    parentOf,
    childrenOf: (id) => children.get(id) ?? [],
    ancestorsOf,
    neighboursOf: (id) => (conditions.get(id)?.near ?? []).filter((near) => conditions.has(near))
  };
}
