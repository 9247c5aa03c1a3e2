import { cleanWord } from '$part/knowledge';
import { MAX_AGE_YEARS, parsePersonKey } from '$part/kernel';
import * as v from 'valibot';

/*
 * The shapes of the sources. A message says what was expected; `checkShape` adds what was found.
 * Whatever needs more than one row to judge (ids, sums across systems, depth) stands in the check-*.ts files.
 */
const KEBAB = /^(?:(?:hx|risk|rx)\.)?[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Codes of China's national clinical edition 2.0, with dagger, asterisk and morphology parts. */
const NATIONAL_CODE = /^[A-Z]\d{2}\.[\dxX]{3}(?:x\d{3})?(?:M\d{5}\/\d)?[+*†]?(?:[A-Z]\d{2}[.\dxX]*[+*]?)?$/;
export const SLOT_NAMES = [
  'site',
  'radiation',
  'character',
  'provoked',
  'relieved',
  'severity',
  'pattern',
  'colour',
  'distribution',
  'timing'
] as const;
/** Shares that together may not exceed one; the margin is for figures rounded by hand. */
export const SUM_MARGIN = 0.005;
export const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;

export const id = v.pipe(
  v.string('an id'),
  v.regex(KEBAB, 'an id in kebab-case, such as chest-pain or hx.asthma')
);
export const text = v.pipe(
  v.string('a text'),
  v.check((value) => value.trim() !== '', 'a text that is not empty')
);
export const bilingual = v.strictObject({ zh: text, en: text }, '{ zh: ..., en: ... }');
const word = v.pipe(
  v.union([v.string(), v.number()], 'a word or phrase'),
  v.transform((value) => cleanWord(String(value))),
  v.check((value) => value !== '', 'a word that is not empty')
);
export const words = v.strictObject(
  { zh: v.array(word, 'a list'), en: v.array(word, 'a list') },
  '{ zh: [...], en: [...] }'
);
export const finite = v.pipe(v.number('a number'), v.finite('a number'));
export const share = v.pipe(
  finite,
  v.check((value) => value >= 0 && value <= 1, 'a number from 0 to 1')
);
export const factor = v.pipe(
  finite,
  v.check((value) => value >= 0 && value <= 1000, 'a factor from 0 to 1000')
);
const integer = v.pipe(finite, v.integer('a whole number'));
export const ids = v.array(id, 'a list of ids');

export const THRESHOLD = /^(?:>=|<=|>|<) ?-?\d+(?:\.\d+)?$/;
export const threshold = v.pipe(
  v.string('a comparison such as ">=37.5"'),
  v.check((value) => THRESHOLD.test(value), 'a comparison such as ">=37.5"'),
  v.transform((value) => value.replace(' ', ''))
);

export const goodPersonKey = (key: string) => {
  const parsed = parsePersonKey(key);
  return (
    parsed !== undefined &&
    parsed.from <= MAX_AGE_YEARS &&
    (parsed.to === Infinity || parsed.to <= MAX_AGE_YEARS)
  );
};
export const byPersonKey = v.pipe(
  v.string(),
  v.check(goodPersonKey, 'default, an age range ("0-4", "65+"), male, female or "female 18-44" as key')
);
export const byPerson = <S extends v.GenericSchema>(value: S) =>
  v.pipe(
    v.record(byPersonKey, value, 'values by age and sex: { default: ... }'),
    v.check((table) => Object.keys(table).length > 0, 'at least { default: ... }')
  );
const background = v.pipe(
  byPerson(share),
  v.check((table) => 'default' in table, 'a default'),
  v.check(
    (table) => Object.values(table).every((b) => b >= 0.001 && b <= 0.9),
    'backgrounds from 0.001 to 0.9'
  )
);

const slot = v.pipe(
  v.strictObject(
    { 'one-of': v.optional(ids), 'several-of': v.optional(ids), background: v.optional(v.record(id, share)) },
    '{ one-of: [...] } or { several-of: [...] }'
  ),
  v.check(
    (value) => (value['one-of'] === undefined) !== (value['several-of'] === undefined),
    'either one-of or several-of'
  ),
  v.check(
    (value) => (value['one-of']?.length ?? 2) > 1 && value['several-of']?.length !== 0,
    'at least two values for one-of, one for several-of'
  )
);

export const findingShape = v.strictObject({
  id,
  name: bilingual,
  words,
  absent_words: v.optional(v.partial(words)),
  kind: v.picklist(
    ['symptom', 'sign', 'risk', 'history', 'measurement', 'test'],
    'symptom, sign, risk, history, measurement or test'
  ),
  ask: v.optional(bilingual),
  cost: v.picklist(
    ['free', 'instrument', 'laboratory', 'imaging'],
    'free, instrument, laboratory or imaging'
  ),
  background,
  child_of: v.optional(id),
  slots: v.optional(
    v.record(v.picklist(SLOT_NAMES, `a slot name of: ${SLOT_NAMES.join(' ')}`), slot, 'slots by name')
  ),
  when: v.optional(v.boolean('true or false')),
  absent_group: v.optional(id)
});
export type FindingRow = v.InferOutput<typeof findingShape>;

export const valueShape = v.strictObject({ id, name: bilingual, words });
export type ValueRow = v.InferOutput<typeof valueShape>;

export const groupShape = v.strictObject({
  id,
  name: bilingual,
  words,
  absent_words: v.optional(v.partial(words)),
  members: v.pipe(ids, v.minLength(1, 'at least one member'))
});
export type GroupRow = v.InferOutput<typeof groupShape>;

export const clusterShape = v.strictObject({
  id,
  name: bilingual,
  members: v.pipe(ids, v.minLength(2, 'at least two members'))
});
export type ClusterRow = v.InferOutput<typeof clusterShape>;

export const systemShape = v.strictObject({
  id,
  name: bilingual,
  core: v.record(id, share, 'p by core finding')
});
export type SystemRow = v.InferOutput<typeof systemShape>;

const pair = v.pipe(
  v.tuple([finite, finite], 'two numbers [low, high]'),
  v.check(([low, high]) => low <= high, 'low before high')
);
export const measureShape = v.strictObject({
  id,
  name: bilingual,
  words,
  unit: v.string('a unit'),
  other_units: v.optional(
    v.array(v.strictObject({ unit: text, factor: finite, offset: v.optional(finite, 0) })),
    []
  ),
  plausible: pair,
  decimals: integer,
  vital: v.optional(v.boolean('true or false'), false),
  normal: v.optional(byPerson(pair), {}),
  findings: v.optional(v.array(v.strictObject({ id, present: byPerson(threshold) }), 'a list'), []),
  source: text
});
export type MeasureRow = v.InferOutput<typeof measureShape>;

export const listId = v.pipe(v.string('an id'), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id in kebab-case'));
export const listShape = v.strictObject({
  id: listId,
  name: bilingual,
  icd10: v.pipe(
    v.array(
      v.pipe(
        v.string('an ICD-10 code'),
        v.regex(/^[A-Z]\d{2}(?:\.\d)?$/, 'an ICD-10 code such as I21.9 or J47')
      ),
      'a list of ICD-10 codes'
    ),
    v.minLength(1, 'at least one code'),
    v.maxLength(8, 'at most 8 codes')
  ),
  national: v.strictObject({
    code: v.pipe(
      v.string('a national code'),
      v.regex(NATIONAL_CODE, 'a code of the national clinical edition, such as J06.900')
    ),
    name: text
  }),
  severity: v.picklist(['minor', 'moderate', 'serious', 'critical'], 'minor, moderate, serious or critical'),
  must_not_miss: v.boolean('true or false'),
  per_1000_visits: v.pipe(
    finite,
    v.check((value) => value > 0 && value <= 1000, 'a number above 0')
  ),
  index: v.pipe(v.array(text, 'a list'), v.minLength(1, 'at least one index'))
});
export type ListRow = v.InferOutput<typeof listShape>;

export const packShape = v.strictObject({
  id: listId,
  name: bilingual,
  version: text,
  /** Of this version; stands in the card, so that equal sources make equal files. */
  date: v.pipe(text, v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-24')),
  /** Visits of a thousand that no condition of the list stands for. */
  without_condition_per_1000: v.pipe(
    finite,
    v.check((value) => value >= 0 && value < 1000, 'a number from 0 to 1000')
  )
});
export type PackRow = v.InferOutput<typeof packShape>;
export const coreShape = ids;
export const raisesShape = v.record(
  id,
  v.record(id, share, 'p by finding'),
  'raised backgrounds by known disease'
);
export type RaisesRow = v.InferOutput<typeof raisesShape>;

/** Read as it stands; checked further by its own reader. */
export const anyShape = v.unknown();
