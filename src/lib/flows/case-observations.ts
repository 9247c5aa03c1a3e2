import type { ReadObservation } from '$part/diagnosis';
import type { Measure } from '$part/knowledge';
import type { Observation, ObservationId, Subject } from '$part/schema';
import type { Draft } from './draft';
import { vitalOf } from './vital-entry';

/** There is one hand in an unsigned case; evidence settles the note's statements by the same author's later ones. */
export const AUTHOR = 'doctor';
/** What the patient's record states; another author, so that a note that says otherwise is shown as a conflict. */
export const RECORD = 'record';
/** The note is read anew at each keystroke, so its statements always come before every decision. */
const NOTE_TIME = 0;

export type Decided = 'present' | 'absent' | 'unknown' | 'withdrawn';

const id = (text: string) => text as ObservationId;

/** A decision of the doctor: of the patient, now. `withdrawn` ("not said") drops what the note says of the subject. */
export function decision(
  subject: Subject,
  state: Decided,
  source: 'asked' | 'added',
  at: number
): Observation {
  return {
    id: id(`decision-${at}`),
    subject,
    state,
    when: 'now',
    whose: 'patient',
    source: { kind: source },
    author: AUTHOR,
    at
  };
}

/**
 * Everything stated in a case, for the fold: what the patient's record knows, the note as last read, decisions, measured
 * values that are possible. A known fact that the doctor struck out, or decided himself, is left out.
 */
export function caseObservations(
  draft: Draft,
  read: readonly ReadObservation[],
  measures: readonly Measure[],
  known: readonly string[] = []
): readonly Observation[] {
  const settled = new Set([
    ...(draft.struck ?? []),
    ...draft.decisions.flatMap(({ subject }) => (subject.kind === 'finding' ? [subject.id] : []))
  ]);
  const recorded = [...new Set(known)]
    .filter((fact) => !settled.has(fact))
    .map((fact): Observation => ({
      id: id(`known-${fact}`),
      subject: { kind: 'finding', id: fact },
      state: 'present',
      when: 'now',
      whose: 'patient',
      source: { kind: 'added' },
      author: RECORD,
      at: NOTE_TIME
    }));
  const noted = read.map((one, index): Observation => ({
    ...one,
    id: id(`note-${index}`),
    author: AUTHOR,
    at: NOTE_TIME
  }));
  const measured = measures.flatMap((measure): Observation[] => {
    const typed = draft.vitals[measure.id];
    if (!typed) return [];
    const value = vitalOf(typed.text, measure);
    if (!value.ok || value.value === undefined) return [];
    return [
      {
        id: id(`measured-${measure.id}-${typed.at}`),
        subject: { kind: 'measure', id: measure.id },
        state: 'present',
        value: value.value,
        unit: measure.unit,
        when: 'now',
        whose: 'patient',
        source: { kind: 'measured' },
        author: AUTHOR,
        at: typed.at
      }
    ];
  });
  return [...recorded, ...noted, ...draft.decisions, ...measured];
}

/** The latest decision on each subject, by `subjectKey`. */
export function latestDecisions(
  decisions: readonly Observation[],
  keyOf: (subject: Subject) => string
): ReadonlyMap<string, Observation> {
  return new Map(decisions.map((one) => [keyOf(one.subject), one]));
}
