import type { DiagnosisSession, Evidence, PriorKind, Reading } from '$part/diagnosis';
import { fold } from '$part/diagnosis';
import type { Person } from '$part/kernel';
import type { FindingId } from '$part/knowledge';
import type { Observation, ObservationId } from '$part/schema';
import { CONTEXT } from './load-session';
import type { Vignette } from './vignette';

export interface Interview {
  /** Asked from the complaint alone; undefined answers from the whole note. */
  readonly questions?: number;
}

const observationsOf = (reading: Reading): Observation[] =>
  reading.observations.map((observation, n) => ({
    ...observation,
    id: `note-${n}` as ObservationId,
    author: 'note',
    at: 0
  }));

const must = <T>(answer: T | 'cancelled'): T => {
  if (answer === 'cancelled') throw new Error('nobody cancels an evaluation');
  return answer;
};

/** Asks up to `limit` questions, answered from what the note says, else "unknown". */
async function interviewed(
  session: DiagnosisSession,
  whole: Evidence,
  person: Person,
  prior: PriorKind,
  limit: number
): Promise<{ evidence: Evidence; asked: number; unknown: number }> {
  const observation = (finding: string, state: Observation['state'], at: number): Observation => ({
    id: `asked-${at}` as ObservationId,
    subject: { kind: 'finding', id: finding },
    state,
    when: 'now',
    whose: 'patient',
    source: { kind: 'asked' },
    author: 'doctor',
    at
  });
  const said: Observation[] = whole.chief ? [observation(whole.chief, 'present', 1)] : [];
  let unknown = 0;
  let asked = 0;
  let evidence = fold(said, session.pack, person);
  while (asked < limit) {
    const { questions } = must(await session.answer('rank', { evidence, person, prior, limit: 1 }, CONTEXT));
    const [question] = questions;
    if (!question) break;
    asked += 1;
    const has = (ids: readonly FindingId[]) => ids.includes(question.finding);
    const state = has(whole.present) ? 'present' : has(whole.absent) ? 'absent' : 'unknown';
    if (state === 'unknown') unknown += 1;
    said.push(observation(question.finding, state, asked + 1));
    evidence = fold(said, session.pack, person);
  }
  return { evidence, asked, unknown };
}

/** One vignette by the shipped reading and model, with age and sex and no other help; season unknown. */
export async function answerVignette(
  session: DiagnosisSession,
  vignette: Vignette,
  prior: PriorKind,
  interview: Interview
) {
  const begin = performance.now();
  const person: Person = {
    ...(vignette.age === null || vignette.age === undefined ? {} : { ageYears: vignette.age }),
    ...(vignette.sex ? { sex: vignette.sex } : {})
  };
  const reading = must(await session.answer('read', { note: vignette.text }, CONTEXT));
  let evidence = fold(observationsOf(reading), session.pack, person);
  let asking = {};
  if (interview.questions !== undefined) {
    const {
      asked,
      unknown,
      evidence: found
    } = await interviewed(session, evidence, person, prior, interview.questions);
    evidence = found;
    asking = { asked, unknown };
  }
  const both = must(
    await session.answer('infer', { evidence, person, prior, unread: reading.unread }, CONTEXT)
  );
  const milliseconds = Math.round((performance.now() - begin) * 10) / 10;
  const { ranked, urgency, abstain } = both[prior];
  const codes = new Map(session.pack.conditions.map((condition) => [condition.id, condition.icd10]));
  return {
    id: vignette.id,
    differential: ranked.map(({ condition, probability }) => ({
      condition,
      icd10: codes.get(condition) ?? [],
      probability
    })),
    urgency,
    ...(abstain ? { abstain: true } : {}),
    findings: reading.observations.flatMap((observation) => {
      const { subject, state, source, value } = observation;
      if (subject.kind === 'value' || observation.whose !== 'patient') return [];
      return [
        {
          finding: subject.id,
          state,
          value: value ?? null,
          span: source.kind === 'note' ? source.span : null
        }
      ];
    }),
    milliseconds,
    ...asking
  };
}
