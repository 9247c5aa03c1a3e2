import type { Bilingual } from '$part/kernel';
import { seededRandom } from '$part/kernel';
import type {
  Cluster,
  Condition,
  ConditionId,
  Finding,
  FindingId,
  Group,
  Measure,
  Pack,
  System
} from '$part/knowledge';
import { DURATIONS, ONSETS } from '$part/knowledge';
import type { Observation, ObservationId, Source } from '$part/schema';
import type { Evidence } from '$part/diagnosis/evidence/types';

const both = (text: string): Bilingual => ({ zh: text, en: text });
const NO_WORDS = { zh: [], en: [] };

export const findingId = (id: string) => id as FindingId;
export const conditionId = (id: string) => id as ConditionId;

/** A finding with background 0.01 and everything else at its plainest. */
export function finding(
  id: string,
  more: Partial<Omit<Finding, 'id' | 'childOf'>> & { childOf?: string } = {}
): Finding {
  const { childOf, ...rest } = more;
  return {
    id: findingId(id),
    name: both(id),
    words: NO_WORDS,
    kind: id.startsWith('hx.') ? 'history' : id.startsWith('risk.') ? 'risk' : 'symptom',
    ask: both(`${id}?`),
    cost: 'free',
    background: { default: 0.01 },
    timed: true,
    pinyin: { full: id, initials: id },
    ...rest,
    ...(childOf === undefined ? {} : { childOf: findingId(childOf) })
  };
}

/** A condition of the system `general`, one visit of a thousand, with these p. */
export function condition(
  id: string,
  p: Readonly<Record<string, number>>,
  more: Partial<Omit<Condition, 'id'>> = {}
): Condition {
  return {
    id: conditionId(id),
    name: both(id),
    aliases: NO_WORDS,
    system: 'general',
    icd10: ['R69'],
    national: { code: 'R69.x00', name: id },
    pinyin: { full: id, initials: id },
    severity: 'moderate',
    mustNotMiss: false,
    perThousandVisits: 1,
    prevalence: { age: {}, sex: {}, season: {} },
    given: {},
    presentsAs: {},
    onset: {},
    duration: {},
    course: {},
    core: {},
    findings: Object.fromEntries(
      Object.entries(p).map(([f, value]) => [f, { p: value, grade: 'judgement' as const }])
    ),
    attributes: {},
    groups: {},
    complicationOf: {},
    clusters: [],
    near: [],
    required: [],
    confirms: [],
    other: false,
    sources: [],
    review: { by: 'test', expires: '2030-01' },
    ...more
  };
}

export function pack(parts: {
  findings: readonly Finding[];
  conditions: readonly Condition[];
  systems?: readonly System[];
  groups?: Readonly<Record<string, readonly string[]>>;
  clusters?: Readonly<Record<string, readonly string[]>>;
  measures?: readonly Measure[];
  danger?: Pack['danger'];
  visits?: Partial<Pack['visits']>;
}): Pack {
  const groups = Object.entries(parts.groups ?? {}).map(([id, members]): Group => ({
    id,
    name: both(id),
    words: NO_WORDS,
    members: members.map(findingId)
  }));
  const clusters = Object.entries(parts.clusters ?? {}).map(([id, members]): Cluster => ({
    id,
    name: both(id),
    members: members.map(findingId)
  }));
  return {
    format: 1,
    id: 'test',
    packHash: '',
    modelInputHash: '',
    systems: parts.systems ?? [{ id: 'general', name: both('general'), core: {} }],
    core: [],
    findings: parts.findings,
    values: [],
    groups,
    clusters,
    measures: parts.measures ?? [],
    conditions: parts.conditions,
    danger: parts.danger ?? [],
    visits: { person: {}, season: {}, purpose: {}, source: 'test', ...parts.visits }
  };
}

/** Nothing stated; overlay what a test states. */
export function evidence(
  stated: {
    [K in keyof Evidence]?: Evidence[K] extends readonly FindingId[] ? readonly string[] : Evidence[K];
  } = {}
): Evidence {
  return {
    present: [],
    absent: [],
    unknown: [],
    earlier: [],
    groupsAbsent: [],
    slots: [],
    known: [],
    measures: {},
    timing: {},
    conflicts: [],
    ...stated
  } as Evidence;
}

let made = 0;

/** An observation of a finding, narrated in the note by the doctor, unless said otherwise. */
export function observed(
  subject: Observation['subject'] | string,
  more: Partial<Observation> = {}
): Observation {
  made += 1;
  return {
    id: `o${String(made).padStart(6, '0')}` as ObservationId,
    subject: typeof subject === 'string' ? { kind: 'finding', id: subject } : subject,
    state: 'present',
    when: 'now',
    whose: 'patient',
    source: note(made),
    author: 'doctor',
    at: 1,
    ...more
  };
}

export const note = (start: number, style: 'narrative' | 'review-list' = 'narrative'): Source => ({
  kind: 'note',
  span: [start, start + 2],
  style
});

const STEPS = [0.02, 0.1, 0.3, 0.6, 0.85, 0.97];
const BACKGROUNDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05];

/**
 * A pack of the size the product grows to, with hierarchies, groups, clusters, slots, pairs, core defaults, ages and
 * must-not-miss conditions, the same for the same seed.
 */
export function generatedPack(conditions: number, findings: number, seed: number): Pack {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const ids = Array.from({ length: findings }, (_, n) =>
    n >= findings * 0.85 ? (n % 2 ? `hx.h${n}` : `risk.r${n}`) : `f${n}`
  );
  const symptoms = ids.filter((id) => id.startsWith('f'));
  const standing = ids.filter((id) => !id.startsWith('f'));
  const core = symptoms.filter((_, n) => n < 60 && n % 10 !== 3);
  const all = ids.map((id, n) =>
    finding(id, {
      background: { default: pick(BACKGROUNDS), '65+': pick(BACKGROUNDS), 'female 18-44': pick(BACKGROUNDS) },
      cost: id.startsWith('f') && n % 9 === 8 ? 'instrument' : 'free',
      ...(id.startsWith('f') && n % 10 === 3 ? { childOf: `f${n - 1}` } : {}),
      ...(n % 12 === 0 && id.startsWith('f')
        ? { slots: [{ name: 'site', mode: 'one-of' as const, values: ['a', 'b', 'c', 'd'] }] }
        : {}),
      ...(id.startsWith('hx.') ? { raises: { [pick(symptoms)]: 0.3 } } : {})
    })
  );
  const names = Array.from({ length: conditions }, (_, n) => `c${String(n).padStart(3, '0')}`);
  return pack({
    findings: all,
    systems: ['general', 'chest', 'belly'].map((id) => ({
      id,
      name: both(id),
      core: Object.fromEntries(core.map((f) => [f, pick([0.02, 0.02, 0.02, 0.1, 0.1, 0.3])]))
    })),
    groups: Object.fromEntries(
      Array.from({ length: Math.floor(symptoms.length / 20) }, (_, n) => [
        `g${n}`,
        symptoms.slice(n * 20, n * 20 + 5)
      ])
    ),
    clusters: Object.fromEntries(
      Array.from({ length: Math.floor(symptoms.length / 30) }, (_, n) => [
        `k${n}`,
        symptoms.slice(n * 30 + 6, n * 30 + 9)
      ])
    ),
    visits: {
      person: {
        'male 0-17': 0.1,
        'female 0-17': 0.1,
        'male 18-64': 0.25,
        'female 18-64': 0.3,
        'male 65+': 0.12,
        'female 65+': 0.13
      },
      season: { winter: 0.3, spring: 0.25, summer: 0.2, autumn: 0.25 }
    },
    conditions: names.map((id, n) => {
      const own = new Set<string>();
      for (let i = 0; i < 25; i += 1) own.add(pick(symptoms));
      for (let i = 0; i < 8; i += 1) own.add(core[Math.floor(random() * core.length)] ?? 'f0');
      const slotted = [...own].filter((f) => f.startsWith('f') && Number(f.slice(1)) % 12 === 0);
      return condition(id, Object.fromEntries([...own].map((f) => [f, pick(STEPS)])), {
        system: pick(['general', 'chest', 'belly']),
        perThousandVisits: pick([0.05, 0.2, 1, 5, 20]),
        mustNotMiss: n % 7 === 0,
        severity:
          n % 7 === 0
            ? pick(['serious', 'critical'] as const)
            : pick(['minor', 'moderate', 'moderate'] as const),
        prevalence: {
          age: { '0-17': pick([0.2, 1, 2]), '18-64': 1, '65+': pick([0.5, 1, 3]) },
          sex: n % 5 === 0 ? { male: 1.4, female: 0.7 } : {},
          season: n % 6 === 0 ? { winter: 2 } : {}
        },
        given: { [pick(standing)]: 4, [pick(standing)]: 2 },
        onset: { [pick(ONSETS)]: 0.7 },
        duration: { [pick(DURATIONS)]: 0.6, [pick(DURATIONS)]: 0.3 },
        attributes: Object.fromEntries(slotted.map((f) => [f, { site: { a: 0.6, b: 0.2 } }])),
        complicationOf: n % 9 === 1 ? { [names[n - 1] ?? '']: 0.05 } : {},
        clusters: n % 3 === 0 ? [`k${n % Math.max(1, Math.floor(symptoms.length / 30))}`] : []
      });
    })
  });
}
