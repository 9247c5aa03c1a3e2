import type { Condition, Pack } from '$part/knowledge';
import type { Evidence } from '$part/diagnosis/evidence/types';
import type { Scalars } from '$part/diagnosis/inference/types';

/**
 * The likelihood of AUTHORING section 5 written out a second time, literally and for one condition at a time: probabilities
 * multiplied, no tables, no odds, nothing relative to background. Findings without hierarchy, groups or known
 * diseases; `background` by finding. For comparison up to one constant for all conditions.
 */
export function directLikelihood(
  pack: Pack,
  condition: Condition,
  cause: Condition | undefined,
  evidence: Evidence,
  background: (finding: string) => number,
  { alpha, floor, nu }: Scalars
): number {
  const number = (c: Condition, f: string) =>
    c.findings[f]?.p ?? c.core[f] ?? pack.systems.find((s) => s.id === c.system)?.core[f] ?? 0;
  const p = (f: string) => 1 - (1 - number(condition, f)) * (cause ? 1 - number(cause, f) : 1);
  const P = (own: number, f: string) => (1 - nu) * (1 - (1 - own) * (1 - background(f))) + nu * background(f);
  const required = (f: string) => [condition, cause].some((c) => c?.required.some((r) => r === f));
  const L = (own: number, f: string, present: boolean) => {
    if (present) return P(own, f);
    // ln (1 - P) counts against what background alone would give, as every absent does.
    return required(f) ? (1 - P(own, f)) / (1 - background(f)) : Math.max((1 - own) ** alpha, floor);
  };
  const stated = [
    ...evidence.present.map((f) => [f, true] as const),
    ...evidence.absent.map((f) => [f, false] as const)
  ];
  let product = 1;
  const used = pack.clusters.filter((k) => [condition, cause].some((c) => c?.clusters.includes(k.id)));
  for (const cluster of used) {
    const members = stated.filter(([f]) => cluster.members.includes(f));
    const pi = Math.min(1, Math.max(...cluster.members.map(p)) / 0.97);
    const on = members.reduce((l, [f, present]) => l * L(p(f) / pi, f, present), 1);
    const off = members.reduce((l, [f, present]) => l * L(0, f, present), 1);
    product *= pi * on + (1 - pi) * off;
  }
  for (const [f, present] of stated) {
    if (!used.some((cluster) => cluster.members.includes(f))) product *= L(p(f), f, present);
  }
  for (const { finding, slot: name, value, present } of evidence.slots) {
    const slot = pack.findings.find((f) => f.id === finding)?.slots?.find((s) => s.name === name);
    const shares = condition.attributes[finding]?.[name];
    if (!slot || !shares) continue;
    const u = slot.background?.[value] ?? (slot.mode === 'one-of' ? 1 / slot.values.length : 0.15);
    const left = 1 - Object.values(shares).reduce((sum, share) => sum + share, 0);
    const unlisted = slot.mode === 'one-of' ? left / (slot.values.length - Object.keys(shares).length) : 0.05;
    const omega = Math.min(1 - nu, p(finding) / P(p(finding), finding));
    const chance = omega * (shares[value] ?? unlisted) + (1 - omega) * u;
    product *= present ? chance / u : (1 - chance) / (1 - u);
  }
  const time = (
    shares: Readonly<Partial<Record<string, number>>>,
    band: string | undefined,
    bands: number
  ) =>
    band === undefined || Object.keys(shares).length === 0
      ? 1
      : bands * (0.9 * (shares[band] ?? 0) + 0.1 / bands);
  return (
    product *
    time(condition.onset, evidence.onset, 4) *
    time(condition.duration, evidence.duration, 7) *
    time(condition.course, evidence.course, 4)
  );
}
