import { gather } from '$part/kernel';
import type { FindingId } from '$part/knowledge';
import { DURATIONS } from '$part/knowledge';
import type { Observation } from '$part/schema';
import type { PackIndex } from '../pack-index';
import { ancestorsOf, descendantsOf, isStanding } from '../pack-index';
import type { Evidence, Timing } from './types';

type Part = keyof Timing;
const PARTS: readonly Part[] = ['onset', 'duration', 'course'];

/**
 * The chief complaint, which is the first current present finding of the telling, with its time course; and the
 * time course of every present finding. What is not said of the chief complaint itself is taken from its parents
 * and children, then from the longest present finding. Standing facts are neither ("diabetes for ten years").
 * `told` is in the order of `relevant`.
 */
export function complaint(
  told: readonly Observation[],
  present: readonly FindingId[],
  earlier: ReadonlySet<string>,
  index: PackIndex
): Pick<Evidence, 'chief' | 'onset' | 'duration' | 'course' | 'timing'> {
  const isPresent = new Set<string>(present);
  const said = new Map<string, Observation[]>();
  for (const observation of told) {
    const { kind, id } = observation.subject;
    if (observation.state !== 'present' || (kind !== 'finding' && kind !== 'value') || !isPresent.has(id))
      continue;
    gather(said, id, observation);
  }
  const timing: Record<string, Timing> = {};
  for (const id of [...said.keys()].sort()) {
    const time = timeOf(said.get(id) ?? []);
    if (time) timing[id] = time;
  }

  const ids = [...said.keys()] as FindingId[];
  const illness = ids.filter((id) => !isStanding(index, id));
  const chief = illness.find((id) => !earlier.has(id)) ?? illness[0] ?? ids[0];
  if (!chief) return { timing };
  const length = (id: string) => DURATIONS.findIndex((band) => band === timing[id]?.duration);
  const longest = [...illness].sort((a, b) => length(b) - length(a) || (a < b ? -1 : 1));
  const sources = [chief, ...ancestorsOf(index, chief), ...descendantsOf(index, chief), ...longest];
  const first = <P extends Part>(part: P) => {
    const value = sources.map((id) => timing[id]?.[part]).find((stated) => stated !== undefined);
    return value === undefined ? {} : { [part]: value };
  };
  return { chief, ...first('onset'), ...first('duration'), ...first('course'), timing };
}

/** The latest answer counts first; of what the note says, the longest, which is that of the whole illness. */
function timeOf(said: readonly Observation[]): Timing | undefined {
  const length = (o: Observation) => DURATIONS.findIndex((band) => band === o.duration);
  const answers = said
    .filter((o) => o.source.kind !== 'note')
    .sort((a, b) => b.at - a.at || length(b) - length(a));
  const notes = said.filter((o) => o.source.kind === 'note').sort((a, b) => length(b) - length(a));
  const parts = PARTS.flatMap((part) => {
    const value = [...answers, ...notes].map((o) => o[part]).find((stated) => stated !== undefined);
    return value === undefined ? [] : [[part, value] as const];
  });
  return parts.length ? (Object.fromEntries(parts) as Timing) : undefined;
}
