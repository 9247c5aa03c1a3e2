import type { Subject } from '$part/schema';
import type { Cue } from './cue';
import type { Match } from './match';
import type { Measured } from './measures';
import type { Judged } from './verdicts';
import type { Ground } from './reach';
import type { SlotReading } from './slots';
import type { Style } from './style';
import type { Timing } from './timing';
import type { Tokens } from './tokens';
import type { ReadObservation } from './types';
import type { Whose } from './whose';

/** In step with the matches they come from; undefined where a match says nothing to record. */
export type Stated = readonly (ReadObservation | undefined)[];

const spanOf = (tokens: Tokens, match: Match): readonly [number, number] => [
  tokens.start[match.first] ?? 0,
  tokens.end[match.last - 1] ?? 0
];

function subjectOf({ owner }: Match): Subject | undefined {
  return owner.kind === 'value' ? undefined : { kind: owner.kind, id: owner.id };
}

/** Whether a section lets a match count: plans speak of what may come, and of a doctor's own diagnosis only known disease is a fact. */
function counts(ground: Ground, match: Match): boolean {
  const section = ground.segments.section[match.first];
  if (section === 'plan') return false;
  return (
    section !== 'assessment' || (match.owner.kind === 'finding' && match.owner.finding.kind === 'history')
  );
}

/** Denials beside a word of now: 现无, "now no". */
function deniedNow(
  ground: Ground,
  judged: readonly Judged[],
  times: readonly Cue[],
  whose: readonly Whose[]
): ReadonlySet<number> {
  const { clause } = ground.segments;
  const ofNow = times
    .filter(({ kind }) => kind === 'ongoing' || kind === 'resolved')
    .map(({ first }) => clause[first] ?? -1);
  const clauses = new Set(ofNow);
  const found = new Set<number>();
  judged.forEach((one, index) => {
    if (one.polarity === 'absent' && whose[index] === 'patient' && clauses.has(clause[one.match.first] ?? -2))
      found.add(index);
  });
  return found;
}

/** 3天前发热，现无发热: what is said to be gone now was there earlier in this illness. */
function settle(stated: Stated, goneNow: ReadonlySet<number>): Stated {
  const lastDenied = new Map<string, number>();
  stated.forEach((one, index) => {
    if (one?.subject.kind === 'finding' && goneNow.has(index)) lastDenied.set(one.subject.id, index);
  });
  return stated.map((one, index) => {
    if (one?.subject.kind !== 'finding') return one;
    const there = one.state === 'present' && one.when === 'now' && one.whose === 'patient';
    return there && index < (lastDenied.get(one.subject.id) ?? -1) ? { ...one, when: 'earlier' } : one;
  });
}

/** What the findings and groups of a note say. */
export function stateFindings(
  ground: Ground,
  judged: readonly Judged[],
  whose: readonly Whose[],
  timing: readonly Timing[],
  times: readonly Cue[],
  style: (one: Judged) => Style
): Stated {
  const stated = judged.map((one, index): ReadObservation | undefined => {
    const subject = subjectOf(one.match);
    if (!subject || one.polarity === 'unsaid' || !counts(ground, one.match)) return undefined;
    // Only the denial of a group says something: "has urinary symptoms" leaves open which.
    if (subject.kind === 'group' && one.polarity !== 'absent') return undefined;
    const { when, ...manner } = timing[index] ?? { when: 'now' as const };
    return {
      subject,
      state: one.polarity,
      when,
      ...manner,
      whose: whose[index] ?? 'patient',
      source: { kind: 'note', span: spanOf(ground.tokens, one.match), style: style(one) }
    };
  });
  return settle(stated, deniedNow(ground, judged, times, whose));
}

/** Values of the present findings; a value goes with its finding in time. */
export function stateValues(
  ground: Ground,
  slots: readonly SlotReading[],
  stated: Stated
): readonly ReadObservation[] {
  return slots.flatMap((slot): ReadObservation[] => {
    const host = stated[slot.finding];
    if (host?.subject.kind !== 'finding' || host.state !== 'present') return [];
    return [
      {
        subject: { kind: 'value', id: host.subject.id, slot: slot.slot, value: slot.value },
        state: slot.present ? 'present' : 'absent',
        when: host.when,
        whose: 'patient',
        source: { kind: 'note', span: spanOf(ground.tokens, slot.match), style: 'narrative' }
      }
    ];
  });
}

/** Tokens from a finding to the number that belongs to it: "a fever of 39". */
const TO_ITS_NUMBER = 2;

/**
 * Measures of the patient; `places` are the tokens they begin at, `others` what was said of somebody else. A relative's
 * temperature is nobody's business here.
 */
export function stateMeasures(
  ground: Ground,
  measured: readonly Measured[],
  places: readonly { readonly first: number }[],
  people: readonly Cue[],
  others: readonly { readonly first: number; readonly last: number }[]
): readonly ReadObservation[] {
  const { section, clause } = ground.segments;
  const ofAnother = new Set(
    others.flatMap(({ first, last }) =>
      Array.from({ length: last + TO_ITS_NUMBER - first }, (_, at) => first + at).filter(
        (at) => clause[at] === clause[first]
      )
    )
  );
  const afterRelative = new Set(
    people
      .filter(({ kind }) => kind === 'relative')
      .flatMap(({ last }) =>
        [last, last + 1, last + 2].map((at) => `${String(clause[last - 1])} ${String(at)}`)
      )
  );
  return measured.flatMap((one, index): ReadObservation[] => {
    const token = places[index]?.first ?? 0;
    const another =
      section[token] === 'family' ||
      ofAnother.has(token) ||
      afterRelative.has(`${String(clause[token])} ${String(token)}`);
    if (one.refused || another || section[token] === 'plan') return [];
    return [
      {
        subject: { kind: 'measure', id: one.measure.id },
        state: 'present',
        value: one.value,
        unit: one.measure.unit,
        when: section[token] === 'past' ? 'past' : 'now',
        whose: 'patient',
        source: { kind: 'note', span: [one.start, one.end], style: 'narrative' }
      }
    ];
  });
}

/** The finding of the complaint: in its own section, else the first symptom outside sections of context, else a sign. */
export function chiefOf(ground: Ground, judged: readonly Judged[], stated: Stated): string | undefined {
  const { section } = ground.segments;
  const candidates = judged.flatMap(({ match }, index) => {
    const one = stated[index];
    if (
      one?.state !== 'present' ||
      one.when !== 'now' ||
      one.whose !== 'patient' ||
      match.owner.kind !== 'finding'
    )
      return [];
    return [{ id: match.owner.id, kind: match.owner.finding.kind, section: section[match.first] ?? 'none' }];
  });
  const symptoms = candidates.filter(({ kind }) => kind === 'symptom');
  const chief =
    symptoms.find((one) => one.section === 'complaint') ??
    symptoms.find((one) => one.section === 'none' || one.section === 'present') ??
    symptoms[0] ??
    candidates.find(({ kind }) => kind === 'sign' || kind === 'measurement');
  return chief?.id;
}
