import { forPerson } from '$part/kernel';
import type { Person } from '$part/kernel';
import type { Pack } from '$part/knowledge';
import type { Observation } from '$part/schema';
import type { PackIndex } from '../pack-index';
import { passes } from './threshold';

export interface Measured {
  /** Latest plausible value of each measure taken now. */
  readonly values: Readonly<Record<string, number>>;
  /** Findings that the values of now decide. A measure that was not taken decides nothing: missing is not normal. */
  readonly now: ReadonlyMap<string, 'present' | 'absent'>;
  /** Findings that a value from earlier in this illness showed; it cannot show their absence. */
  readonly earlier: ReadonlySet<string>;
}

/** What the measures say, `observations` being in the order of `relevant`. */
export function measured(
  observations: readonly Observation[],
  pack: Pack,
  index: PackIndex,
  person: Person
): Measured {
  const latest = new Map<string, Observation>();
  const before: { id: string; value: number }[] = [];
  const taken = observations.filter((o) => o.subject.kind === 'measure' && o.when !== 'past');
  for (const observation of taken) {
    const { id } = observation.subject;
    const held = latest.get(id);
    if (observation.when === 'now' && (!held || observation.at >= held.at)) latest.set(id, observation);
    const value = plausible(index, observation);
    if (observation.when === 'earlier' && value !== undefined) before.push({ id, value });
  }
  const values: Record<string, number> = {};
  for (const id of [...latest.keys()].sort()) {
    const observation = latest.get(id);
    const value = observation && plausible(index, observation);
    if (value !== undefined) values[id] = value;
  }
  const now = new Map<string, 'present' | 'absent'>();
  const earlier = new Set<string>();
  const decide = (id: string, value: number, tell: (finding: string, present: boolean) => void) => {
    for (const { id: finding, present } of index.measure.get(id)?.findings ?? []) {
      const threshold = forPerson(present, person);
      const passed = threshold === undefined ? undefined : passes(threshold, value);
      if (passed !== undefined) tell(finding, passed);
    }
  };
  for (const { id } of pack.measures) {
    const value = values[id];
    if (value === undefined) continue;
    decide(id, value, (finding, present) => {
      // Where several measures decide one finding, any of them shows it.
      if (now.get(finding) !== 'present') now.set(finding, present ? 'present' : 'absent');
    });
  }
  for (const { id, value } of before) {
    decide(id, value, (finding, present) => {
      if (present) earlier.add(finding);
    });
  }
  return { values, now, earlier };
}

/** The value, unless it is unknown, taken back, or impossible: a slip of the keys must not raise an alarm. */
function plausible(index: PackIndex, { subject, state, value }: Observation): number | undefined {
  const measure = index.measure.get(subject.id);
  if (!measure || state !== 'present' || value === undefined || !Number.isFinite(value)) return undefined;
  const [low, high] = measure.plausible;
  return value >= low && value <= high ? value : undefined;
}
