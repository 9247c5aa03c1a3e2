import type { Person } from '$part/kernel';
import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import type { Pack, Slot } from '$part/knowledge';
import type { Factors } from '../inference/factors';
import type { ModelTables } from '../inference/tables';
import { ancestorsOf, descendantsOf, indexOf } from '../pack-index';
import { backgroundsFor } from './background';
import type { Evidence, SlotEvidence } from './types';

/** Background of a several-of value that its slot gives none for (knowledge, `Slot.background`). */
const SEVERAL_OF_BACKGROUND = 0.15;

/**
 * What the evidence says to inference, every fact once (AUTHORING section 5). A present child silences its parents;
 * an absent parent or a group denied as a whole silences its children and members; an absent child of a present
 * parent counts against that parent; a group of which any member is present says nothing. Unknown findings, and
 * those the tables do not know, add nothing.
 */
export function factorise(evidence: Evidence, person: Person, pack: Pack, tables: ModelTables): Factors {
  const index = indexOf(pack);
  const background = backgroundsFor(index, person, evidence.known);
  const column = (id: string) => tables.columnOf.get(id) ?? 0;
  const isPresent = new Set<string>(evidence.present);
  const isAbsent = new Set<string>(evidence.absent);
  const groups = evidence.groupsAbsent.filter((id) => {
    const members = index.group.get(id)?.members;
    return members !== undefined && !members.some((member) => isPresent.has(member));
  });
  const denied = new Set<string>(groups.flatMap((id) => index.group.get(id)?.members ?? []));

  const present = evidence.present
    .filter((id) => column(id) > 0 && !descendantsOf(index, id).some((down) => isPresent.has(down)))
    .map((id) => ({ column: column(id), odds: (1 - background(id)) / background(id) }));

  const absent = groups.map((id) => ({ column: column(`group:${id}`) })).filter((g) => g.column > 0);
  const childAbsent: Factors['childAbsent'][number][] = [];
  for (const id of evidence.absent) {
    const up = ancestorsOf(index, id);
    const said =
      column(id) === 0 || isPresent.has(id) || descendantsOf(index, id).some((down) => isPresent.has(down));
    if (said || [id, ...up].some((a) => denied.has(a)) || up.some((a) => isAbsent.has(a))) continue;
    const parent = up.find((a) => isPresent.has(a));
    if (parent === undefined) {
      absent.push({ column: column(id) });
    } else {
      childAbsent.push({
        child: column(id),
        parent: column(parent),
        childBackground: background(id),
        parentBackground: background(parent)
      });
    }
  }

  return {
    present,
    absent,
    childAbsent,
    slots: slotFactors(evidence, isPresent, (id) => index.finding.get(id)?.slots, tables, background),
    onset: evidence.onset === undefined ? -1 : ONSETS.indexOf(evidence.onset),
    duration: evidence.duration === undefined ? -1 : DURATIONS.indexOf(evidence.duration),
    course: evidence.course === undefined ? -1 : COURSES.indexOf(evidence.course)
  };
}

function slotFactors(
  evidence: Evidence,
  isPresent: ReadonlySet<string>,
  slotsOf: (finding: string) => readonly Slot[] | undefined,
  tables: ModelTables,
  background: (finding: string) => number
): Factors['slots'] {
  const chosen = new Set(evidence.slots.flatMap((s) => (s.present ? [`${s.finding}/${s.slot}`] : [])));
  return evidence.slots.flatMap((stated: SlotEvidence) => {
    const { finding, slot: name, value, present } = stated;
    const row = tables.slotRowOf.get(`${finding}/${name}/${value}`);
    const slot = slotsOf(finding)?.find((s) => s.name === name);
    if (row === undefined || !slot || !isPresent.has(finding)) return [];
    // Where a slot holds one value and has it, that it has no other is no further fact.
    if (!present && slot.mode === 'one-of' && chosen.has(`${finding}/${name}`)) return [];
    const column = tables.columnOf.get(finding) ?? 0;
    return [{ row, column, background: background(finding), u: valueBackground(slot, value), present }];
  });
}

/** u of AUTHORING section 5, kept off 0 and 1. */
function valueBackground(slot: Slot, value: string): number {
  const given = slot.background ?? {};
  const stated = given[value];
  const rest = () => {
    if (slot.mode === 'several-of') return SEVERAL_OF_BACKGROUND;
    const left = 1 - Object.values(given).reduce((sum, share) => sum + share, 0);
    return left / Math.max(1, slot.values.length - Object.keys(given).length);
  };
  return Math.min(0.99, Math.max(0.005, stated ?? rest()));
}
