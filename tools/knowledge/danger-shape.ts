import type { DangerTest } from '$part/knowledge';
import { DURATIONS, ONSETS } from '$part/knowledge';
import * as v from 'valibot';
import { checkShape } from './check-shape';
import type { Report, Row } from './report';
import { bilingual, byPerson, id, text, threshold } from './shapes';

/** A rule as written, its tests not yet looked at: their grammar is checked by hand so that a message can say where. */
const ruleShape = v.strictObject({
  id,
  name: bilingual,
  advice: bilingual,
  urgency: v.picklist(['emergency', 'urgent'], 'emergency or urgent'),
  when: v.unknown(),
  source: v.pipe(
    text,
    v.check((source) => /(?:19|20)\d\d/.test(source), 'a source with its year')
  )
});
export type DangerRow = Omit<v.InferOutput<typeof ruleShape>, 'when'> & { readonly when: DangerTest };

const bands = <T extends string>(of: readonly T[], what: string) =>
  v.pipe(
    v.union([v.array(v.picklist(of)), v.picklist(of)], `${what}: ${of.join(' ')}`),
    v.transform((value): readonly T[] => (Array.isArray(value) ? value : [value]))
  );
const simple = [
  v.strictObject({ finding: id }),
  v.strictObject({ told: id }),
  v.strictObject({ absent: id }),
  v.strictObject({ value: v.string('a slot value'), of: id }),
  v.strictObject({ measure: id, is: byPerson(threshold) }),
  v.strictObject({ onset: bands(ONSETS, 'onsets of'), of: id }),
  v.strictObject({ duration: bands(DURATIONS, 'durations of'), of: id }),
  v.strictObject({ ageYears: threshold }),
  v.strictObject({ sex: v.picklist(['male', 'female'], 'male or female') }),
  v.strictObject({ pregnant: v.literal(true, 'true') })
] as const;
const KEYS = [
  'finding',
  'told',
  'absent',
  'value',
  'measure',
  'onset',
  'duration',
  'ageYears',
  'sex',
  'pregnant'
] as const;
const GRAMMAR = `a test of: ${KEYS.join(', ')}, all, any, not, atLeast`;

/** YAML may write these in snake case. */
const SPELLINGS: Readonly<Record<string, string>> = { age_years: 'ageYears', at_least: 'atLeast' };

function testOf(
  report: Report,
  row: Row<unknown>,
  path: (string | number)[],
  written: unknown
): DangerTest | undefined {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    report.error(row, path, `${JSON.stringify(written) ?? 'nothing'} is wrong, expected ${GRAMMAR}`);
    return undefined;
  }
  const test: Record<string, unknown> = Object.fromEntries(
    Object.entries(written).map(([key, value]) => [SPELLINGS[key] ?? key, value])
  );
  const several = (key: string): DangerTest[] => {
    const list = test[key];
    if (!Array.isArray(list) || list.length === 0) {
      report.error(row, [...path, key], 'is no list, expected a list of tests');
      return [];
    }
    return list.flatMap((item: unknown, index) => testOf(report, row, [...path, key, index], item) ?? []);
  };
  const only = (...keys: string[]) => {
    for (const key of Object.keys(test)) {
      if (!keys.includes(key))
        report.error(row, [...path, key], `unknown key "${key}", expected ${keys.join(' and ')}`);
    }
  };
  if ('all' in test) return (only('all'), { all: several('all') });
  if ('any' in test) return (only('any'), { any: several('any') });
  if ('not' in test) {
    only('not');
    const inner = testOf(report, row, [...path, 'not'], test.not);
    return inner && { not: inner };
  }
  if ('atLeast' in test) {
    only('atLeast', 'of');
    const of = several('of');
    const least = test.atLeast;
    if (typeof least !== 'number' || !Number.isInteger(least) || least < 1 || least > of.length) {
      report.error(
        row,
        [...path, 'atLeast'],
        `${String(least)} is wrong, expected a whole number from 1 to ${of.length}`
      );
      return undefined;
    }
    return { atLeast: least, of };
  }
  const index = KEYS.findIndex((key) => key in test);
  const schema = simple[index];
  if (!schema) {
    report.error(row, path, `${JSON.stringify(written)} is wrong, expected ${GRAMMAR}`);
    return undefined;
  }
  const inner: Row<unknown> = {
    ...row,
    value: test,
    path: [...row.path, ...path],
    label: [row.label, ...path].join('.')
  };
  return checkShape(report, inner, schema);
}

/** The rules whose shape is right; everything wrong is reported. */
export function checkDangerShape(report: Report, rows: readonly Row<unknown>[]): Row<DangerRow>[] {
  return rows.flatMap((row) => {
    const rule = checkShape(report, row, ruleShape);
    if (!rule) return [];
    const when = testOf(report, row, ['when'], rule.when);
    return when ? [{ ...row, value: { ...rule, when } }] : [];
  });
}
