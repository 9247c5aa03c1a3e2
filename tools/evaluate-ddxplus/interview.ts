import type { DiagnosisSession, PriorKind } from '$part/diagnosis';
import { fold } from '$part/diagnosis';
import type { Person } from '$part/kernel';
import type { Observation, ObservationId } from '$part/schema';
import * as v from 'valibot';

const patientShape = v.object({
  age: v.number(),
  sex: v.picklist(['M', 'F']),
  pathology: v.string(),
  evidences: v.array(v.string()),
  initial_evidence: v.string()
});
export type Patient = v.InferOutput<typeof patientShape>;

/** One line of a file of patients, or what is wrong with it. */
export function parsePatient(line: string): Patient | string {
  try {
    const parsed = v.safeParse(patientShape, JSON.parse(line));
    return parsed.success ? parsed.output : v.summarize(parsed.issues);
  } catch {
    return 'not JSON';
  }
}

/** A code without its value: the tables count presence alone. */
const present = (evidence: string): string => evidence.split('_@_')[0] ?? evidence;

export interface Interviewed {
  /** Place of the pathology in the differential, from 1; Infinity where it is not in it. */
  readonly place: number;
  readonly questions: number;
}

const CONTEXT = { cancelled: () => false, breathe: () => Promise.resolve(), now: () => performance.now() };

/**
 * Asks one patient from the initial evidence on, each question the one that the app would ask next, until the
 * app's own rule stops it or `limit` is reached. An evidence not listed is absent.
 */
export async function interview(
  session: DiagnosisSession,
  patient: Patient,
  prior: PriorKind,
  limit: number
): Promise<Interviewed> {
  const person: Person = { ageYears: patient.age, sex: patient.sex === 'M' ? 'male' : 'female' };
  const has = new Set(patient.evidences.map(present));
  const said = [observation(present(patient.initial_evidence), 'present', 0)];
  for (;;) {
    const evidence = fold(said, session.pack, person);
    const asked = said.length - 1;
    const ranking =
      asked < limit
        ? await session.answer('rank', { evidence, person, prior, limit: 1 }, CONTEXT)
        : undefined;
    const question = ranking === 'cancelled' ? undefined : ranking?.questions[0];
    if (!question) {
      const both = await session.answer('infer', { evidence, person, prior, unread: 0 }, CONTEXT);
      if (both === 'cancelled') throw new Error('nobody cancels an evaluation');
      const place = both[prior].ranked.findIndex(({ condition }) => condition === patient.pathology);
      return { place: place < 0 ? Infinity : place + 1, questions: asked };
    }
    const { finding } = question;
    said.push(observation(finding, has.has(finding) ? 'present' : 'absent', said.length));
  }
}

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
