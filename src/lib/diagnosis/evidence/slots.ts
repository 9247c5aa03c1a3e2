import { gather } from '$part/kernel';
import type { Observation } from '$part/schema';
import type { PackIndex } from '../pack-index';
import type { Claim, Verdict } from './claims';
import { claimOf, standing, weigh } from './claims';

export interface SlotVerdict {
  readonly finding: string;
  readonly slot: string;
  readonly value: string;
  readonly verdict: Verdict;
  readonly tense: 'now' | 'earlier';
  readonly kept: readonly Claim[];
}

/**
 * What is said of the values of slots. Of a slot that holds one value an author's latest choice replaces his
 * earlier ones; two values still standing are a conflict and say nothing of either, but the finding is there.
 */
export function slotVerdicts(observations: readonly Observation[], index: PackIndex): SlotVerdict[] {
  const slots = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.subject.kind !== 'value') continue;
    const key = `${observation.subject.id}/${observation.subject.slot}`;
    gather(slots, key, observation);
  }
  return [...slots.keys()].sort().flatMap((key) => verdictsOf(slots.get(key) ?? [], index));
}

function verdictsOf(observations: readonly Observation[], index: PackIndex): SlotVerdict[] {
  const [first] = observations;
  if (first?.subject.kind !== 'value') return [];
  const { id: finding, slot } = first.subject;
  const one = index.finding.get(finding)?.slots?.find((s) => s.name === slot)?.mode === 'one-of';
  const chosen = one ? withoutReplaced(observations) : observations;
  const values = new Map<string, Observation[]>();
  for (const observation of chosen) {
    if (observation.subject.kind !== 'value') continue;
    gather(values, observation.subject.value, observation);
  }
  const verdicts = [...values.keys()].sort().map((value): SlotVerdict => {
    const said = values.get(value) ?? [];
    const now = said.filter((o) => o.when === 'now' || o.state === 'withdrawn');
    const current = weigh(standing(now.map(claimOf)));
    if (current.verdict !== 'unsaid') return { finding, slot, value, tense: 'now', ...current };
    const before = said.filter((o) => o.when === 'earlier' || o.state === 'withdrawn');
    return { finding, slot, value, tense: 'earlier', ...weigh(standing(before.map(claimOf))) };
  });
  const present = verdicts.filter((v) => v.verdict === 'present').length;
  if (!one || present < 2) return verdicts;
  return verdicts.map((v) => (v.verdict === 'present' ? { ...v, verdict: 'conflict' } : v));
}

/** Without the values an author has since replaced by choosing another of the same slot. */
function withoutReplaced(observations: readonly Observation[]): readonly Observation[] {
  const chosenAt = new Map<string, number>();
  for (const { state, source, author, at } of observations) {
    if (state !== 'present' || source.kind === 'note') continue;
    chosenAt.set(author, Math.max(at, chosenAt.get(author) ?? -Infinity));
  }
  return observations.filter(({ state, source, author, at }) => {
    const replaced = chosenAt.get(author);
    return state !== 'present' || replaced === undefined || (source.kind !== 'note' && at >= replaced);
  });
}
