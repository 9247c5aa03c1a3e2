import type { Sources } from './load-sources';
import { farFromReference } from './reference-frequencies';
import type { Resolver } from './resolved';
import { separators } from './separators';
import type { ConditionFile } from './condition-shape';

/** What a reviewer should look at; none of it stops a build (AUTHORING section 7). */
export interface ReviewList {
  readonly title: string;
  readonly items: readonly string[];
}

/** Steps of the scale (AUTHORING section 1). */
export const STEPS = [0, 0.02, 0.1, 0.3, 0.6, 0.85, 0.97] as const;
const CLOSE = 0.9;

/** All lists; `month` is the present month as `2028-11`, `reference` a folder of published frequencies. */
export function reviewLists(
  sources: Sources,
  resolve: Resolver,
  month: string,
  reference: string | undefined
): ReviewList[] {
  const conditions = sources.conditions.map((row) => row.value);
  const written = new Set(conditions.map((c) => c.id));
  const lists: ReviewList[] = [
    {
      title: 'conditions without a written neighbour',
      items: conditions.filter((c) => !c.near.some((id) => written.has(id))).map((c) => c.id)
    },
    {
      title: `pairs closer than cosine ${CLOSE} without a separator`,
      items: closePairs(sources, resolve, conditions)
    },
    { title: 'findings that no condition uses', items: unusedFindings(sources, resolve, conditions) },
    { title: 'numbers between the steps without a study', items: betweenSteps(conditions) },
    {
      title: 'complaints that cannot be asked (no question)',
      items: sources.findings
        .filter(({ value }) => value.kind === 'symptom' && !value.ask)
        .map(({ value }) => value.id)
    },
    {
      title: 'expired reviews',
      items: conditions.filter((c) => c.review.expires < month).map((c) => `${c.id} (${c.review.expires})`)
    }
  ];
  if (reference !== undefined) {
    lists.push({
      title: 'numbers far from reference frequencies',
      items: farFromReference(reference, sources, resolve)
    });
  }
  return lists;
}

/** One number a finding, and one a described slot value: p of the finding times the share of the value. */
function vectorOf(condition: ConditionFile, resolve: Resolver): Map<string, number> {
  const vector = new Map(resolve.of(condition));
  for (const [finding, slots] of Object.entries(condition.attributes)) {
    for (const [slot, shares] of Object.entries(slots)) {
      for (const [value, share] of Object.entries(shares)) {
        vector.set(`${finding}/${slot}/${value}`, share * (vector.get(finding) ?? 0));
      }
    }
  }
  return vector;
}

const norm = (vector: ReadonlyMap<string, number>) =>
  Math.sqrt([...vector.values()].reduce((sum, x) => sum + x * x, 0));

function closePairs(sources: Sources, resolve: Resolver, conditions: readonly ConditionFile[]): string[] {
  const findings = new Map(sources.findings.map(({ value }) => [value.id, value]));
  const all = conditions.filter((c) => !c.other).map((c) => ({ c, vector: vectorOf(c, resolve) }));
  const norms = all.map(({ vector }) => norm(vector));
  return all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b, offset) => {
      let dot = 0;
      for (const [id, value] of a.vector) dot += value * (b.vector.get(id) ?? 0);
      const cosine = dot / ((norms[i] ?? 0) * (norms[i + 1 + offset] ?? 0));
      if (!(cosine > CLOSE) || separators(a.c, b.c, resolve, findings).length > 0) return [];
      return [`${a.c.id} ~ ${b.c.id} (${cosine.toFixed(3)})`];
    })
  );
}

function unusedFindings(sources: Sources, resolve: Resolver, conditions: readonly ConditionFile[]): string[] {
  const used = new Set<string>(resolve.core);
  for (const c of conditions) {
    const tables = [c.core, c.findings, c.given, c.presents_as, c.attributes];
    for (const id of tables.flatMap((table) => Object.keys(table))) used.add(id);
    for (const id of [...c.required, ...c.confirms, ...(c.known_as ? [c.known_as] : [])]) used.add(id);
  }
  return sources.findings.map(({ value }) => value.id).filter((id) => !used.has(id));
}

const onStep = (p: number) => STEPS.some((step) => Math.abs(step - p) < 1e-9);

function betweenSteps(conditions: readonly ConditionFile[]): string[] {
  return conditions.flatMap((c) => [
    ...Object.entries(c.core).flatMap(([id, p]) => (onStep(p) ? [] : [`${c.id} core.${id} ${p}`])),
    ...Object.entries(c.findings).flatMap(([id, { p, grade }]) =>
      onStep(p) || grade === 'study' ? [] : [`${c.id} findings.${id} ${p} (${grade})`]
    )
  ]);
}
