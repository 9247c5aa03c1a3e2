import { bilingual, type MessageKey } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import type { Diagnosis, Encounter as EncounterVersion, Observation } from '$part/schema';
import { canonicalJson, type Json } from '$part/kernel';
import type { Names } from '../names';
import { subjectKey } from '../subject-key';

/** One thing that two versions say differently; undefined on the side that does not say it. */
export interface Difference {
  readonly key: string;
  readonly label: Bilingual;
  readonly before: Bilingual | undefined;
  readonly after: Bilingual | undefined;
}

const same = (text: string): Bilingual => ({ zh: text, en: text });
const text = (value: string | undefined) => (value === undefined || value === '' ? undefined : same(value));
const label = (key: MessageKey) => bilingual(key);

/** A thing that a version says: what it is called, and what is said of it. */
type Said = ReadonlyMap<string, { readonly label: Bilingual; readonly words: Bilingual | undefined }>;

/** What changed from one version of a visit to another, in the order of a record. */
export function versionDiff(before: EncounterVersion, after: EncounterVersion, names: Names): Difference[] {
  const old = said(before, names);
  const now = said(after, names);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Difference[] => {
    const [a, b] = [old.get(key), now.get(key)];
    const isEqual = canonicalJson((a?.words ?? null) as Json) === canonicalJson((b?.words ?? null) as Json);
    const shown = b ?? a;
    if (isEqual || !shown) return [];
    return [{ key, label: shown.label, before: a?.words, after: b?.words }];
  });
}

function said(version: EncounterVersion, names: Names): Said {
  const { purpose, note, plan, person, vitals, diagnoses, observations, override } = version;
  const rows: [string, { label: Bilingual; words: Bilingual | undefined }][] = [
    ['purpose', { label: label('encounter.purpose'), words: label(`encounter.purpose.${purpose}`) }],
    ['note', { label: label('encounter.note'), words: text(note) }],
    ...Object.entries(vitals).map(
      ([id, typed]) => [`vital:${id}`, { label: names.measure(id), words: text(typed.text) }] as const
    ),
    ['age', { label: label('person.age'), words: text(person.ageYears?.toFixed(2).replace(/\.?0+$/, '')) }],
    ['sex', { label: label('person.sex'), words: person.sex ? label(`person.${person.sex}`) : undefined }],
    [
      'pregnant',
      {
        label: label('person.pregnant'),
        words: person.pregnant === undefined ? undefined : label(person.pregnant ? 'person.yes' : 'person.no')
      }
    ],
    ...[...latest(observations)].map(
      ([key, one]) =>
        [`said:${key}`, { label: names.subject(one.subject), words: label(`reading.${one.state}`) }] as const
    ),
    ...diagnoses.map(
      (one) =>
        [`diagnosis:${one.icd10} ${one.name}`, { label: same(one.name), words: standing(one) }] as const
    ),
    [
      'override',
      {
        label: label('encounter.override'),
        words: override
          ? same([override.reason, override.text].filter((part) => part !== '').join(': '))
          : undefined
      }
    ],
    ['plan', { label: label('encounter.plan'), words: text(plan) }]
  ].map(([key, row]) => [key, row] as [string, { label: Bilingual; words: Bilingual | undefined }]);
  return new Map(rows);
}

/** What was said last of each subject; measures stand in their fields. */
function latest(observations: readonly Observation[]): Map<string, Observation> {
  const own = observations.filter(({ subject, whose }) => subject.kind !== 'measure' && whose === 'patient');
  return new Map(own.map((one) => [subjectKey(one.subject), one]));
}

function standing({ certainty, primary, icd10, nationalCode }: Diagnosis): Bilingual {
  const words = bilingual(`encounter.diagnosis.${certainty}`);
  const first = bilingual('encounter.diagnosis.primary');
  const code = nationalCode ?? icd10;
  return {
    zh: [code, words.zh, ...(primary ? [first.zh] : [])].join(' · '),
    en: [code, words.en, ...(primary ? [first.en] : [])].join(' · ')
  };
}
