import * as v from 'valibot';
import { nearestId } from './nearest-id';
import type { Report, Row } from './report';

const LIST_KEYS = [
  'name',
  'system',
  'icd10',
  'national',
  'severity',
  'must_not_miss',
  'per_1000_visits',
  'index'
];
const found = (value: unknown) => {
  const written = value === undefined ? 'nothing' : JSON.stringify(value);
  return written.length > 80 ? `${written.slice(0, 77)}...` : written;
};

/** The value without the parts that a schema refused, or undefined where one of them stands in a list. */
function pruned(value: unknown, paths: readonly (readonly (string | number)[])[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const path of paths) {
    let holder: unknown = copy;
    for (const step of path.slice(0, -1)) {
      if (typeof holder !== 'object' || holder === null) break;
      holder = (holder as Record<string | number, unknown>)[step];
    }
    const key = path.at(-1);
    if (key === undefined || Array.isArray(holder)) return undefined;
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, key);
  }
  return copy;
}

/**
 * Reports every fault of a row with its place. The result is the row as its schema reads it, as far as it can be
 * read: a number out of range stays, what has no meaning is left out, so that the checks between rows still run.
 */
export function checkShape<S extends v.GenericSchema>(
  report: Report,
  row: Row<unknown>,
  schema: S
): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, row.value);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map((step) => step.key as string | number);
    const key = String(path.at(-1) ?? '');
    if (issue.expected === 'never') {
      const known = Object.keys((schema as { entries?: object }).entries ?? {});
      const near = path.length === 1 ? nearestId(key, known) : undefined;
      // `{ en: pain, worse at night }` reads as two keys, the second without a value.
      const comma = issue.path?.at(-1)?.value === null && key.includes(' ');
      const hint = comma
        ? ', a text with a comma has to stand in double quotes'
        : LIST_KEYS.includes(key) && path.length === 1
          ? ', it stands in the list and is not repeated'
          : '';
      report.error(row, path, `unknown key "${key}"${near ? `, did you mean "${near}"?` : hint}`);
    } else if (issue.input === undefined && issue.expected === `"${key}"`) {
      report.error(row, path, 'missing, expected to be given');
    } else {
      report.error(row, path, `${found(issue.input)} is wrong, expected ${issue.message}`);
    }
  }
  if (result.typed) return result.output;
  const paths = result.issues.map((issue) => (issue.path ?? []).map((step) => step.key as string | number));
  const again = v.safeParse(schema, pruned(row.value, paths));
  return again.typed ? again.output : undefined;
}
