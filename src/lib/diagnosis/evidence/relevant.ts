import type { Observation, ObservationId } from '$part/schema';
import type { PackIndex } from '../pack-index';
import { isStanding } from '../pack-index';

/** Risks that are facts about somebody else: of these alone, what family or contacts have is evidence. */
const OF_OTHERS = /^risk\.(family|contact|household|partner)-/;

/**
 * The observations that may speak of this patient in this illness, superseded ones left out, in an order of their
 * own so that the order they arrived in means nothing. Past episodes count for standing facts alone.
 */
export function relevant(observations: readonly Observation[], index: PackIndex): Observation[] {
  const superseded = new Set<ObservationId>(observations.flatMap((o) => o.supersedes ?? []));
  return observations
    .filter((o) => !superseded.has(o.id))
    .filter((o) => o.whose === 'patient' || (o.subject.kind === 'finding' && OF_OTHERS.test(o.subject.id)))
    .filter((o) => o.when !== 'past' || (o.subject.kind === 'finding' && isStanding(index, o.subject.id)))
    .sort(byTelling);
}

/**
 * The order of the telling: the note by its text, then answers and entries by time. The note comes first because
 * the complaint stands in it, and because it is read anew later than the answers that follow it.
 */
function byTelling(a: Observation, b: Observation): number {
  return place(a) - place(b) || from(a) - from(b) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function place({ source }: Observation): number {
  if (source.kind !== 'note') return 2;
  return source.style === 'narrative' ? 0 : 1;
}

const from = ({ source }: Observation) => (source.kind === 'note' ? source.span[0] : 0);
