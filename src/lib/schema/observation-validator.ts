import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import * as v from 'valibot';
import { count, packId } from './ids';
import type { Observation, ObservationId } from './observation';
import { line } from './texts';

/** UTF-16 units of the longest note that a span may point into. */
const FARTHEST = 2_000_000;
const MOST_OBSERVATIONS = 20_000;

const observationId = v.custom<ObservationId>(
  (value) => typeof value === 'string' && value !== '' && value.length <= 200,
  'expected an id'
);
const span = v.pipe(
  v.strictTuple([count, v.pipe(count, v.maxValue(FARTHEST))]),
  v.check(([from, to]) => from < to, 'expected a span that holds something')
);

export const subject = v.variant('kind', [
  v.strictObject({ kind: v.literal('finding'), id: packId }),
  v.strictObject({ kind: v.literal('value'), id: packId, slot: packId, value: packId }),
  v.strictObject({ kind: v.literal('group'), id: packId }),
  v.strictObject({ kind: v.literal('measure'), id: packId })
]);

const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('note'), span, style: v.picklist(['narrative', 'review-list']) }),
  v.strictObject({ kind: v.literal('asked') }),
  v.strictObject({ kind: v.literal('added') }),
  v.strictObject({ kind: v.literal('measured') })
]);

/** Everything of an Observation but whether the pack knows what it names. */
export const observation: v.GenericSchema<unknown, Observation> = v.strictObject({
  id: observationId,
  subject,
  state: v.picklist(['present', 'absent', 'unknown', 'withdrawn']),
  value: v.exactOptional(v.pipe(v.number(), v.finite())),
  unit: v.exactOptional(line(40)),
  when: v.picklist(['now', 'earlier', 'past']),
  onset: v.exactOptional(v.picklist(ONSETS)),
  duration: v.exactOptional(v.picklist(DURATIONS)),
  course: v.exactOptional(v.picklist(COURSES)),
  whose: v.picklist(['patient', 'family', 'contact']),
  source,
  author: line(80),
  at: count,
  supersedes: v.exactOptional(v.pipe(v.array(observationId), v.maxLength(MOST_OBSERVATIONS)))
});

export const observations = v.pipe(v.array(observation), v.maxLength(MOST_OBSERVATIONS));
