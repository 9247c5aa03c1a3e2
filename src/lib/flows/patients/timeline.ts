import { number } from '$part/i18n';
import { forPerson, type Bilingual } from '$part/kernel';
import type { Measure, Pack } from '$part/knowledge';
import { ageAt, ageYears, dayOfTime, type Encounter, type Patient, type Purpose } from '$part/schema';
import type { Opened } from '$part/store';
import { same } from './patient-words';

/** One visit of the timeline. */
export interface TimelineVisit {
  readonly id: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly purpose: Purpose;
  readonly diagnoses: readonly {
    readonly name: string;
    readonly primary: boolean;
    readonly suspected: boolean;
  }[];
  readonly danger: readonly Bilingual[];
  readonly corrected: boolean;
  /** Name of the merged record under which it was written. */
  readonly of: string | undefined;
  readonly author: string | undefined;
}

/** One measure over time. */
export interface Trend {
  readonly id: string;
  readonly name: Bilingual;
  readonly unit: string;
  readonly decimals: number;
  readonly normal: readonly [number, number] | undefined;
  /** Oldest first. */
  readonly points: readonly {
    readonly at: number;
    readonly value: number;
    readonly shown: string;
    readonly isOutside: boolean;
  }[];
}

interface Told {
  readonly pack: Pack;
  /** Name of a merged record by its id. */
  readonly merged: ReadonlyMap<string, string>;
  readonly users: readonly { readonly id: string; readonly name: string }[];
}

/** Visits as they are listed, the newest first. */
export function timelineOf(
  visits: readonly Opened<Encounter>[],
  { pack, merged, users }: Told
): readonly TimelineVisit[] {
  const rules = new Map(pack.danger.map(({ id, name }) => [id, name]));
  return visits
    .map(({ value, version, by }) => ({
      id: value.id as string,
      version,
      startedAt: Date.parse(value.startedAt),
      purpose: value.purpose,
      diagnoses: [...value.diagnoses]
        .sort((a, b) => Number(b.primary) - Number(a.primary))
        .map(({ name, primary, certainty }) => ({ name, primary, suspected: certainty === 'suspected' })),
      danger: (value.shown?.danger ?? []).map((id) => rules.get(id) ?? same(id)),
      corrected: version > 1,
      of: merged.get(value.patient),
      author: users.find(({ id }) => id === by.author)?.name
    }))
    .sort((a, b) => b.startedAt - a.startedAt);
}

/** The vital signs of all visits as small pictures; a measure that was never taken has none. */
export function trendsOf(
  visits: readonly Opened<Encounter>[],
  pack: Pack,
  patient: Patient
): readonly Trend[] {
  const oldestFirst = [...visits].sort(
    (a, b) => Date.parse(a.value.startedAt) - Date.parse(b.value.startedAt)
  );
  return pack.measures
    .filter(({ vital }) => vital)
    .flatMap((measure): Trend[] => {
      const points = oldestFirst.flatMap(({ value: visit }) => {
        const value = measured(visit, measure);
        if (value === undefined) return [];
        const normal = normalAt(measure, patient, visit);
        const isOutside = normal !== undefined && (value < normal[0] || value > normal[1]);
        const shown = number('en', value, measure.decimals);
        return [{ at: Date.parse(visit.startedAt), value, shown, isOutside }];
      });
      if (points.length === 0) return [];
      const { id, name, unit, decimals } = measure;
      const newest = oldestFirst.at(-1);
      const normal = newest && normalAt(measure, patient, newest.value);
      return [{ id, name, unit, decimals, normal, points }];
    });
}

/** What was measured last of the patient in this visit. */
function measured({ observations }: Encounter, { id }: Measure): number | undefined {
  const own = observations.filter(
    ({ subject, when, whose }) =>
      subject.kind === 'measure' && subject.id === id && when === 'now' && whose === 'patient'
  );
  const last = own.reduce<(typeof own)[number] | undefined>(
    (latest, one) => (latest && latest.at > one.at ? latest : one),
    undefined
  );
  return last?.state === 'present' ? last.value : undefined;
}

/** The band for the age at the visit: a child's pulse of then is not judged by its age of now. */
function normalAt(measure: Measure, { birth, sex }: Patient, { startedAt }: Encounter) {
  const age = ageAt(birth, dayOfTime(Date.parse(startedAt), new Date(startedAt).getTimezoneOffset()));
  return forPerson(measure.normal, {
    ...(age.ok ? { ageYears: ageYears(age.value) } : {}),
    ...(sex === 'unknown' ? {} : { sex })
  });
}
