import type { FindingId } from '$part/knowledge';
import type { PackIndex } from '../pack-index';
import { ancestorsOf, descendantsOf, isStanding } from '../pack-index';
import type { Evidence } from './types';

/**
 * The evidence as it would be with one finding answered, whatever was said of it before: a yes brings its parents
 * with it, a no takes its children and their values away. For questions and for "what would change it".
 */
export function withAnswer(
  evidence: Evidence,
  index: PackIndex,
  finding: FindingId,
  state: 'present' | 'absent'
): Evidence {
  const yes = state === 'present';
  const settled = new Set<string>([
    finding,
    ...(yes ? ancestorsOf(index, finding) : descendantsOf(index, finding))
  ]);
  const without = (ids: readonly FindingId[]) => ids.filter((id) => !settled.has(id));
  const present = yes
    ? [...without(evidence.present), ...([...settled] as FindingId[])]
    : without(evidence.present);
  return {
    ...evidence,
    present,
    absent: yes ? without(evidence.absent) : [...without(evidence.absent), finding],
    unknown: without(evidence.unknown),
    earlier: without(evidence.earlier),
    conflicts: without(evidence.conflicts),
    known: present.filter((id) => isStanding(index, id)),
    slots: yes ? evidence.slots : evidence.slots.filter((slot) => !settled.has(slot.finding))
  };
}
