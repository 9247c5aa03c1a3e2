import type { Resolver } from './resolved';
import type { ConditionFile } from './condition-shape';
import type { FindingRow } from './shapes';

/** Odds that differ by this much separate two conditions (AUTHORING section 3). */
const RATIO = 3;
/** A separator has to be seen in at least one of ten of either, or it separates on paper only. */
const SEEN = 0.1;
const NU = 0.02;
/** As in the model: share of a value that a described several-of slot leaves out. */
const UNLISTED = 0.05;
const BACKGROUND_SEVERAL = 0.15;

const odds = (p: number) => Math.min(p, 0.999) / (1 - Math.min(p, 0.999));
const apart = (a: number, b: number) => {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high >= SEEN && odds(high) >= RATIO * odds(low);
};

/** P(value | finding) as the model will use it; the background of the value where the slot is not described. */
function valueShare(condition: ConditionFile, finding: FindingRow, slot: string, value: string): number {
  const declared = finding.slots?.[slot as keyof FindingRow['slots']] as
    { 'one-of'?: string[]; 'several-of'?: string[]; background?: Record<string, number> } | undefined;
  const oneOf = declared?.['one-of'];
  const shares = condition.attributes[finding.id]?.[slot as keyof (typeof condition.attributes)[string]] as
    Record<string, number> | undefined;
  if (!shares) return declared?.background?.[value] ?? (oneOf ? 1 / oneOf.length : BACKGROUND_SEVERAL);
  const own = shares[value];
  if (own !== undefined) return own;
  if (!oneOf) return UNLISTED;
  const left = Math.max(0, 1 - Object.values(shares).reduce((sum, share) => sum + share, 0));
  return left / Math.max(1, oneOf.length - Object.keys(shares).length);
}

/** Findings and slot values (`finding/slot/value`) whose odds differ threefold between two conditions. */
export function separators(
  a: ConditionFile,
  b: ConditionFile,
  resolve: Resolver,
  findings: ReadonlyMap<string, FindingRow>
): string[] {
  const pa = resolve.of(a);
  const pb = resolve.of(b);
  const result: string[] = [];
  const seen = (p: number | undefined, background: number) =>
    (1 - NU) * (1 - (1 - (p ?? 0)) * (1 - background)) + NU * background;
  for (const id of new Set([...pa.keys(), ...pb.keys()])) {
    const background = resolve.background(id);
    if (apart(seen(pa.get(id), background), seen(pb.get(id), background))) result.push(id);
  }
  for (const id of new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)])) {
    const finding = findings.get(id);
    // Where one of them hardly has the finding, the finding itself separates, not its attribute.
    if (!finding || Math.min(pa.get(id) ?? 0, pb.get(id) ?? 0) < SEEN) continue;
    for (const [name, slot] of Object.entries(finding.slots ?? {})) {
      for (const value of slot['one-of'] ?? slot['several-of'] ?? []) {
        if (apart(valueShare(a, finding, name, value), valueShare(b, finding, name, value))) {
          result.push(`${id}/${name}/${value}`);
        }
      }
    }
  }
  return result;
}
