import { gather } from '$part/kernel';
import type { Observation } from '$part/schema';
import type { PackIndex } from '../pack-index';
import { ancestorsOf, isStanding } from '../pack-index';
import type { Claim, Verdict } from './claims';
import { claimOf, standing, weigh } from './claims';
import type { Measured } from './measured';
import type { SlotVerdict } from './slots';

type Tense = 'now' | 'earlier';

/** Author of what a measure decides; no person's id is empty. */
const MEASURE = '';
const SHOWN: Claim = { state: 'present', strength: 'explicit', author: MEASURE, at: Infinity, reach: 0 };

/**
 * The verdict on every finding that anything was said of, and on their parents; `earlier` holds those present that
 * were there earlier in this illness and are not now. Children are settled before their parents, so that only what
 * stands of a child speaks for the parent.
 */
export function findingVerdicts(
  told: readonly Observation[],
  slots: readonly SlotVerdict[],
  measures: Measured,
  index: PackIndex
): { verdicts: Map<string, Verdict>; earlier: Set<string> } {
  const own = { now: ownClaims(told, 'now', index), earlier: ownClaims(told, 'earlier', index) };
  const below = { now: new Map<string, Claim[]>(), earlier: new Map<string, Claim[]>() };
  const push = (tense: Tense, finding: string, claims: readonly Claim[]) => {
    if (!claims.length) return;
    const specific = claims.map((claim) => ({ ...claim, reach: 1 as const }));
    gather(below[tense], finding, ...specific);
  };
  const takenBack = withdrawals(told);
  for (const { tense, finding, verdict, kept } of slots) {
    if (verdict !== 'present' && verdict !== 'conflict') continue;
    push(
      tense,
      finding,
      kept.filter((claim) => !takenBack(finding, claim))
    );
  }

  const verdicts = new Map<string, Verdict>();
  const earlier = new Set<string>();
  for (const id of deepestFirst(
    [own.now, own.earlier, below.now, below.earlier, measures.now],
    measures.earlier,
    index
  )) {
    const up = ancestorsOf(index, id);
    const said = (tense: Tense) => {
      const above = up.flatMap((a) => (own[tense].get(a) ?? []).filter((claim) => claim.state === 'absent'));
      const general = above.map((claim) => ({ ...claim, reach: -1 as const }));
      return weigh([...(own[tense].get(id) ?? []), ...(below[tense].get(id) ?? []), ...general]);
    };
    let now = said('now');
    let before = said('earlier');
    const decided = measures.now.get(id);
    if (decided === 'present') {
      now = { verdict: 'present', kept: [SHOWN] };
    } else if (decided === 'absent' && !below.now.has(id)) {
      const symptom = index.finding.get(id)?.kind === 'symptom';
      if (symptom && now.verdict === 'present' && before.verdict !== 'present') before = now;
      now = { verdict: 'absent', kept: [] };
    }
    if (measures.earlier.has(id)) before = { verdict: 'present', kept: [SHOWN] };

    const [parent] = up;
    if (parent && now.verdict === 'present') push('now', parent, now.kept);
    if (parent && before.verdict === 'present') push('earlier', parent, before.kept);
    if (now.verdict !== 'present' && before.verdict === 'present') earlier.add(id);
    const present = now.verdict === 'present' || before.verdict === 'present';
    verdicts.set(id, present ? 'present' : now.verdict === 'unsaid' ? before.verdict : now.verdict);
  }
  return { verdicts, earlier };
}

/** Standing claims on each finding itself. What is taken back is taken back of both times. */
function ownClaims(told: readonly Observation[], tense: Tense, index: PackIndex): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const observation of told) {
    if (observation.subject.kind !== 'finding') continue;
    const { id } = observation.subject;
    // A standing fact holds now, whenever it began.
    const when = observation.when === 'earlier' && !isStanding(index, id) ? 'earlier' : 'now';
    if (when !== tense && observation.state !== 'withdrawn') continue;
    gather(claims, id, claimOf(observation));
  }
  return new Map([...claims].map(([id, said]) => [id, standing(said)]));
}

/** Who takes a finding back takes back the values his note or his earlier answers gave it: they cannot stand alone. */
function withdrawals(told: readonly Observation[]): (finding: string, claim: Claim) => boolean {
  const times = new Map<string, number>();
  for (const { subject, state, author, at } of told) {
    if (subject.kind !== 'finding' || state !== 'withdrawn') continue;
    const key = `${author} ${subject.id}`;
    times.set(key, Math.max(at, times.get(key) ?? -Infinity));
  }
  return (finding, claim) => {
    const time = times.get(`${claim.author} ${finding}`);
    return time !== undefined && (claim.strength !== 'explicit' || claim.at <= time);
  };
}

function deepestFirst(
  said: readonly ReadonlyMap<string, unknown>[],
  more: Iterable<string>,
  index: PackIndex
): string[] {
  const touched = new Set<string>([...said.flatMap((map) => [...map.keys()]), ...more]);
  for (const id of [...touched]) for (const up of ancestorsOf(index, id)) touched.add(up);
  const depth = (id: string) => ancestorsOf(index, id).length;
  return [...touched].sort((a, b) => depth(b) - depth(a) || (a < b ? -1 : 1));
}
