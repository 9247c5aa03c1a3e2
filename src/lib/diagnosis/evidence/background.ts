import type { Person } from '$part/kernel';
import type { PackIndex } from '../pack-index';
import { descendantsOf } from '../pack-index';
import { valueFor } from '../person-table';

/** A finding so rare that it has no figure is still found in one visit of a thousand for something else. */
const LEAST = 0.001;
/** Above this the odds against background lose their meaning. */
const MOST = 0.98;

/**
 * b~ of AUTHORING section 5: P(finding recorded in this person, attending for something else), raised by known
 * diseases. A parent has at least the background of its children. Of two known diseases of which one is a kind of
 * the other, the more specific one raises.
 */
export function backgroundsFor(
  index: PackIndex,
  person: Person,
  known: readonly string[]
): (finding: string) => number {
  const isKnown = new Set(known);
  const memo = new Map<string, number>();
  const own = (id: string): number => {
    const raising = (index.raisedBy.get(id) ?? []).filter((r) => isKnown.has(r.known));
    const specific = raising.filter(
      (r) => !raising.some((other) => descendantsOf(index, r.known).includes(other.known))
    );
    const bare = valueFor(index.background.get(id) ?? [], person) ?? LEAST;
    return specific.reduce((raised, { p }) => 1 - (1 - raised) * (1 - p), bare);
  };
  return (id) => {
    let background = memo.get(id);
    if (background === undefined) {
      const all = [id, ...descendantsOf(index, id)].map(own);
      background = Math.min(MOST, Math.max(LEAST, ...all));
      memo.set(id, background);
    }
    return background;
  };
}
