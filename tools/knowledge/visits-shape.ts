import * as v from 'valibot';
import type { Report, Row } from './report';
import { checkShape } from './check-shape';
import { byPersonKey, SEASONS, share, SUM_MARGIN, text } from './shapes';

const shares = (keys: readonly string[]) =>
  v.record(v.picklist(keys, `one of ${keys.join(', ')} as key`), share);
export const PURPOSES = [
  'new-problem',
  'review',
  'refill',
  'certificate',
  'dressing',
  'vaccination',
  'other'
] as const;
const ages = v.record(byPersonKey, share, 'shares by age range');

const shape = v.strictObject({
  by_age_sex: v.strictObject({ male: ages, female: ages }),
  seasons: shares(SEASONS),
  purposes: shares(PURPOSES),
  source: text
});

/** The mix of visits with flat person keys. */
export interface VisitsRow {
  readonly person: Record<string, number>;
  readonly season: Record<string, number>;
  readonly purpose: Record<string, number>;
  readonly source: string;
}

const sum = (table: Record<string, number>) =>
  Object.values(table).reduce((total, share) => total + share, 0);

/** Checks visits.yaml; persons may be written by sex and then by age. */
export function visitsRow(report: Report, row: Row<unknown> | undefined): Row<VisitsRow> | undefined {
  if (!row) return undefined;
  const read = checkShape(report, row, shape);
  if (!read) return undefined;
  const person: Record<string, number> = {};
  for (const [sex, byAge] of Object.entries(read.by_age_sex)) {
    for (const [age, part] of Object.entries(byAge)) person[`${sex} ${age}`] = part;
  }
  const value = { person, season: read.seasons, purpose: read.purposes, source: read.source };
  const written = { by_age_sex: person, seasons: read.seasons, purposes: read.purposes };
  for (const [part, table] of Object.entries(written)) {
    const total = sum(table);
    if (Math.abs(total - 1) > SUM_MARGIN) {
      report.error(row, [part], `sums to ${total.toFixed(3)}, expected shares that sum to 1`);
    }
  }
  return { ...row, value };
}
