import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import * as v from 'valibot';
import {
  factor,
  goodPersonKey,
  id,
  ids,
  listId,
  SEASONS,
  share,
  SLOT_NAMES,
  SUM_MARGIN,
  text,
  words
} from './shapes';

const sumOf = (table: Record<string, number>) => Object.values(table).reduce((sum, value) => sum + value, 0);
const shares = (keys: readonly string[], what: string) =>
  v.pipe(
    v.record(v.picklist(keys, `${what} as key: ${keys.join(' ')}`), share, 'shares'),
    v.check((table) => sumOf(table) <= 1 + SUM_MARGIN, 'shares that sum to at most 1')
  );
const ageKey = v.pipe(
  v.string(),
  v.check(
    (key) => goodPersonKey(key) && /^\d/.test(key),
    'an age range in years such as "0-4" or "65+" as key'
  )
);
const table = <S extends v.GenericSchema>(value: S) => v.record(id, value, 'values by id');

export const conditionShape = v.strictObject({
  id: listId,
  aliases: v.optional(words, { zh: [], en: [] }),
  prevalence: v.optional(
    v.strictObject({
      age: v.optional(v.record(ageKey, factor), {}),
      sex: v.optional(v.record(v.picklist(['male', 'female'], 'male or female as key'), factor), {}),
      season: v.optional(v.record(v.picklist(SEASONS, `a season as key: ${SEASONS.join(' ')}`), factor), {})
    }),
    {}
  ),
  given: v.optional(table(factor), {}),
  presents_as: v.pipe(
    table(share),
    v.check((value) => Object.keys(value).length > 0, 'at least one chief complaint'),
    v.check((value) => sumOf(value) <= 1 + SUM_MARGIN, 'shares that sum to at most 1')
  ),
  onset: v.optional(shares(ONSETS, 'an onset'), {}),
  duration: v.optional(shares(DURATIONS, 'a duration'), {}),
  course: v.optional(shares(COURSES, 'a course'), {}),
  core: v.optional(table(share), {}),
  findings: v.optional(
    table(
      v.strictObject(
        { p: share, grade: v.picklist(['study', 'textbook', 'judgement'], 'study, textbook or judgement') },
        '{ p: ..., grade: study|textbook|judgement }'
      )
    ),
    {}
  ),
  attributes: v.optional(
    table(v.record(v.picklist(SLOT_NAMES, 'a slot name'), table(share), 'slots by name')),
    {}
  ),
  groups: v.optional(table(share), {}),
  complication_of: v.optional(table(share), {}),
  known_as: v.optional(id),
  clusters: v.optional(ids, []),
  near: v.pipe(ids, v.minLength(3, 'at least 3 neighbours')),
  required: v.optional(ids, []),
  danger: v.optional(ids, []),
  glance: v.optional(v.pipe(text, v.minLength(8, 'the reason why it is seen at a glance'))),
  other: v.optional(v.boolean('true or false'), false),
  confirms: v.optional(ids, []),
  refer: v.optional(
    v.strictObject({
      urgency: v.picklist(['emergency', 'urgent', 'routine'], 'emergency, urgent or routine')
    })
  ),
  sources: v.pipe(
    v.array(
      v.pipe(
        text,
        v.check((source) => /(?:19|20)\d\d/.test(source), 'a source with its year')
      ),
      'a list of sources'
    ),
    v.minLength(2, 'at least 2 sources')
  ),
  review: v.strictObject({
    by: text,
    expires: v.pipe(v.string('a month'), v.regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'a month such as 2028-11'))
  })
});
export type ConditionFile = v.InferOutput<typeof conditionShape>;
