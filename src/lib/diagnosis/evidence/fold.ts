import { gather } from '$part/kernel';
import type { Person } from '$part/kernel';
import type { FindingId, Pack } from '$part/knowledge';
import type { Observation } from '$part/schema';
import type { PackIndex } from '../pack-index';
import { ancestorsOf, descendantsOf, indexOf, isStanding } from '../pack-index';
import type { Claim, Verdict } from './claims';
import { claimOf, standing, weigh } from './claims';
import { complaint } from './complaint';
import { measured } from './measured';
import { relevant } from './relevant';
import { slotVerdicts } from './slots';
import type { Evidence } from './types';
import { findingVerdicts } from './verdicts';

/** The finding that `Person.pregnant` states. */
const PREGNANT = 'hx.pregnant';

/**
 * The evidence that a list of observations amounts to, whatever their order (DESIGN section 5): only the patient's
 * own, only this illness (standing facts always), nothing superseded or taken back. What contradicts itself:
 *
 * 1. An author's latest answer, tick or entry replaces what he said before and what his note says.
 * 2. The specific beats the general: a present value or child makes the finding present. (But rule 1 first: who
 *    ticks "no cough" after writing "productive cough" has taken back both.)
 * 3. A measure of now beats words for the findings it decides. A *symptom* that is told and that the measure does not
 *    show now (fever for two days, 36.8 after paracetamol) was there earlier in this illness.
 * 4. Narrative beats a review list.
 * 5. Otherwise present against absent is a conflict and counts as unknown.
 *
 * "Earlier in this illness" is another time, so it contradicts nothing: present then and absent now is present for
 * inference, listed under `earlier`, and silent for the danger rules.
 */
export function fold(observations: readonly Observation[], pack: Pack, person: Person): Evidence {
  const index = indexOf(pack);
  const told = relevant(observations, index);
  const measures = measured(told, pack, index, person);
  const slots = slotVerdicts(told, index);
  const { verdicts, earlier } = findingVerdicts(told, slots, measures, index);
  statePregnancy(verdicts, earlier, index, person);

  const all = (...wanted: Verdict[]) =>
    [...verdicts].flatMap(([id, verdict]) => (wanted.includes(verdict) ? [id as FindingId] : [])).sort();
  const present = all('present');
  return {
    present,
    absent: all('absent'),
    unknown: all('unknown', 'conflict'),
    earlier: present.filter((id) => earlier.has(id)),
    groupsAbsent: groupsAbsent(told),
    slots: slots.flatMap(({ finding, slot, value, verdict }) =>
      verdicts.get(finding) === 'present' && (verdict === 'present' || verdict === 'absent')
        ? [{ finding: finding as FindingId, slot, value, present: verdict === 'present' }]
        : []
    ),
    known: present.filter((id) => isStanding(index, id)),
    measures: measures.values,
    ...complaint(told, present, earlier, index),
    conflicts: all('conflict')
  };
}

function groupsAbsent(told: readonly Observation[]): string[] {
  const said = new Map<string, Claim[]>();
  for (const observation of told) {
    if (observation.subject.kind !== 'group' || observation.when === 'past') continue;
    gather(said, observation.subject.id, claimOf(observation));
  }
  return [...said]
    .flatMap(([id, claims]) => (weigh(standing(claims)).verdict === 'absent' ? [id] : []))
    .sort();
}

/** What is entered of the person outranks what the note says. */
function statePregnancy(
  verdicts: Map<string, Verdict>,
  earlier: Set<string>,
  index: PackIndex,
  person: Person
): void {
  if (person.pregnant === undefined || !index.finding.has(PREGNANT)) return;
  verdicts.set(PREGNANT, person.pregnant ? 'present' : 'absent');
  earlier.delete(PREGNANT);
  if (person.pregnant) {
    for (const up of ancestorsOf(index, PREGNANT)) verdicts.set(up, 'present');
  } else {
    for (const down of descendantsOf(index, PREGNANT)) {
      verdicts.delete(down);
      earlier.delete(down);
    }
  }
}
