import * as v from 'valibot';
import { COURSES, DURATIONS, ONSETS } from './time';

/*
 * The compiled pack as a schema. The validator of the sources has judged every number; here a file that was cut,
 * damaged or made by another version is refused at the door, quickly: plain checks in place of nested schemas
 * where a table has many entries.
 */
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const MAX_TEXT = 2_000;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT;

function table<T>(holds: (value: unknown) => boolean, expected: string, keys?: readonly string[]) {
  return v.custom<Readonly<Record<string, T>>>((value) => {
    if (!isRecord(value)) return false;
    for (const key in value) if (!holds(value[key]) || (keys && !keys.includes(key))) return false;
    return true;
  }, `expected ${expected}`);
}
function list<T>(holds: (value: unknown) => boolean, expected: string) {
  return v.custom<readonly T[]>(
    (value) => Array.isArray(value) && value.every(holds),
    `expected ${expected}`
  );
}

const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isFactor = (value: unknown) => typeof value === 'number' && value >= 0 && Number.isFinite(value);
const shares = table<number>(isShare, 'shares from 0 to 1');
const factors = table<number>(isFactor, 'factors of 0 or more');
const isBilingual = (value: unknown) =>
  isRecord(value) && isText(value.zh) && isText(value.en) && value.zh !== '' && value.en !== '';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isWords = (value: unknown) => isRecord(value) && isTexts(value.zh) && isTexts(value.en);
const THRESHOLD = /^(?:>=|<=|>|<)-?\d+(?:\.\d+)?$/;
const isThreshold = (value: unknown) => typeof value === 'string' && THRESHOLD.test(value);
const isRange = (value: unknown) =>
  Array.isArray(value) && value.length === 2 && value.every((x) => typeof x === 'number');

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const ids = list<string>((value) => typeof value === 'string' && value !== '', 'a list of ids');
const texts = list<string>(isText, 'a list of texts');
const bilingual = v.custom<{ zh: string; en: string }>(isBilingual, 'expected a name in zh and en');
const words = v.custom<{ zh: string[]; en: string[] }>(isWords, 'expected words in zh and en');
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex'));

const slot = v.object({
  name: id,
  mode: v.picklist(['one-of', 'several-of']),
  values: ids,
  background: v.optional(shares)
});
const finding = v.object({
  id,
  name: bilingual,
  words,
  absentWords: v.optional(words),
  kind: v.picklist(['symptom', 'sign', 'risk', 'history', 'measurement', 'test']),
  ask: v.optional(bilingual),
  cost: v.picklist(['free', 'instrument', 'laboratory', 'imaging']),
  background: shares,
  childOf: v.optional(id),
  slots: v.optional(v.array(slot)),
  timed: v.boolean(),
  absentGroup: v.optional(id),
  raises: v.optional(shares),
  pinyin: v.object({ full: text, initials: text })
});
const measure = v.object({
  id,
  name: bilingual,
  words,
  unit: text,
  otherUnits: v.array(v.object({ unit: text, factor: v.number(), offset: v.number() })),
  plausible: v.tuple([v.number(), v.number()]),
  decimals: v.number(),
  vital: v.boolean(),
  normal: table<readonly [number, number]>(isRange, 'ranges by age and sex'),
  findings: v.array(v.object({ id, present: table<string>(isThreshold, 'comparisons by age and sex') })),
  source: text
});
const isGraded = (value: unknown) =>
  isRecord(value) &&
  isShare(value.p) &&
  (value.grade === 'study' || value.grade === 'textbook' || value.grade === 'judgement');
const isShares = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isShare);
const isSlots = (value: unknown) => isRecord(value) && Object.values(value).every(isShares);
const condition = v.object({
  id,
  name: bilingual,
  aliases: words,
  system: id,
  icd10: texts,
  national: v.object({ code: text, name: text }),
  pinyin: v.object({ full: text, initials: text }),
  severity: v.picklist(['minor', 'moderate', 'serious', 'critical']),
  mustNotMiss: v.boolean(),
  perThousandVisits: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
  prevalence: v.object({ age: factors, sex: factors, season: factors }),
  given: factors,
  presentsAs: shares,
  onset: table<number>(isShare, 'shares by onset', ONSETS),
  duration: table<number>(isShare, 'shares by duration', DURATIONS),
  course: table<number>(isShare, 'shares by course', COURSES),
  core: shares,
  findings: table<{ p: number; grade: string }>(isGraded, 'graded shares by finding'),
  attributes: table<Record<string, Record<string, number>>>(isSlots, 'shares by finding, slot and value'),
  groups: shares,
  complicationOf: shares,
  knownAs: v.optional(id),
  clusters: ids,
  near: ids,
  required: ids,
  glance: v.optional(text),
  confirms: ids,
  refer: v.optional(v.object({ urgency: v.picklist(['emergency', 'urgent', 'routine']) })),
  other: v.boolean(),
  sources: texts,
  review: v.object({ by: text, expires: text })
});

/** The tests of a danger rule, looked at to their full depth. */
function isDangerTest(value: unknown, depth = 0): boolean {
  if (!isRecord(value) || depth > 8) return false;
  const all = (tests: unknown) =>
    Array.isArray(tests) && tests.length > 0 && tests.every((t) => isDangerTest(t, depth + 1));
  if ('all' in value) return all(value.all);
  if ('any' in value) return all(value.any);
  if ('atLeast' in value) return typeof value.atLeast === 'number' && all(value.of);
  if ('not' in value) return isDangerTest(value.not, depth + 1);
  if ('finding' in value) return isText(value.finding);
  if ('told' in value) return isText(value.told);
  if ('absent' in value) return isText(value.absent);
  if ('value' in value) return isText(value.value) && isText(value.of);
  if ('measure' in value)
    return isText(value.measure) && isRecord(value.is) && Object.values(value.is).every(isThreshold);
  if ('onset' in value) return isTexts(value.onset) && isText(value.of);
  if ('duration' in value) return isTexts(value.duration) && isText(value.of);
  if ('ageYears' in value) return isThreshold(value.ageYears);
  if ('sex' in value) return value.sex === 'male' || value.sex === 'female';
  return value.pregnant === true;
}

/** Everything of a pack but how its parts refer to each other, which `parsePack` checks. */
export const packSchema = v.object({
  format: v.literal(1, 'expected format 1'),
  id,
  name: v.optional(bilingual),
  version: v.optional(text),
  packHash: hash,
  modelInputHash: hash,
  systems: v.array(v.object({ id, name: bilingual, core: shares })),
  core: ids,
  findings: v.pipe(v.array(finding), v.maxLength(8_000)),
  values: v.array(v.object({ id, name: bilingual, words })),
  groups: v.array(v.object({ id, name: bilingual, words, absentWords: v.optional(words), members: ids })),
  clusters: v.pipe(v.array(v.object({ id, name: bilingual, members: ids })), v.maxLength(255)),
  measures: v.array(measure),
  conditions: v.pipe(v.array(condition), v.maxLength(4_000)),
  danger: v.array(
    v.object({
      id,
      name: bilingual,
      advice: bilingual,
      urgency: v.picklist(['emergency', 'urgent']),
      when: v.custom<object>((value) => isDangerTest(value), 'expected a test of the danger grammar'),
      source: text
    })
  ),
  visits: v.object({ person: shares, season: shares, purpose: shares, source: text })
});
