import { CLINICAL_TABLES } from './backup-tables';
import type { DescribedBackup } from './describe-backup';

/** One backup file of the clinic, as it is listed. */
export interface Generation {
  readonly name: string;
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Patients and encounters; see CLINICAL_TABLES. */
  readonly rows: number;
}

const TODAY = 3;
const DAYS = 7;
const WEEKS = 5;
const DAY_MS = 86_400_000;
/** China has one time zone. */
const CHINA_MS = 8 * 3_600_000;
/** Thursday, 1 January 1970 stands in a week that began on Monday, three days before. */
const MONDAY_DAYS = 3;
/** Fewer than half of the last, or fewer than ten after ten or more, is no ordinary day (Super Productivity's guard). */
const HALF = 0.5;
const FEW = 10;

/** Of a backup whose manifest was read. */
export const generationOf = (name: string, { header, manifest }: DescribedBackup): Generation => ({
  name,
  generation: header.generation,
  madeAt: Date.parse(header.madeAt),
  rows: manifest.tables
    .filter((table) => CLINICAL_TABLES.some((clinical) => clinical === table.name))
    .reduce((sum, { rows }) => sum + rows, 0)
});

/** Whether a store of so many rows looks emptied beside one of `last`. */
export const isFarSmaller = (rows: number, last: number): boolean =>
  rows < last * HALF || (last >= FEW && rows < FEW);

export interface GenerationPlan {
  readonly keep: readonly Generation[];
  readonly remove: readonly Generation[];
  /** Far smaller than the one before: kept, but no other goes for them. The user is told. */
  readonly suspects: readonly Generation[];
}

/**
 * Which backups stay: the newest three of the last day, one a day for seven days, one a week for five weeks. Days are
 * counted back from the newest sound backup, not from today: whatever runs over an emptied store, for however long,
 * ages nothing that was good.
 *
 * @param accepted numbers of suspects that the user said are right
 */
export function planGenerations(
  generations: readonly Generation[],
  accepted: ReadonlySet<number> = new Set()
): GenerationPlan {
  const inOrder = [...generations].sort((a, b) => a.generation - b.generation);
  const sound: Generation[] = [];
  const suspects: Generation[] = [];
  for (const each of inOrder) {
    const last = sound.at(-1);
    const isSuspect = last !== undefined && isFarSmaller(each.rows, last.rows);
    (isSuspect && !accepted.has(each.generation) ? suspects : sound).push(each);
  }
  const keep = new Set(kept(sound.reverse()));
  const newestSuspect = suspects.at(-1);
  if (newestSuspect) keep.add(newestSuspect);
  return {
    keep: inOrder.filter((each) => keep.has(each)),
    remove: inOrder.filter((each) => !keep.has(each)),
    suspects
  };
}

const dayOf = ({ madeAt }: Generation) => Math.floor((madeAt + CHINA_MS) / DAY_MS);
const weekOf = (each: Generation) => Math.floor((dayOf(each) + MONDAY_DAYS) / 7);

function kept(newestFirst: readonly Generation[]): readonly Generation[] {
  const [newest] = newestFirst;
  if (!newest) return [];
  const today = newestFirst.filter((each) => dayOf(each) === dayOf(newest)).slice(0, TODAY);
  return [...today, ...newestOfEach(newestFirst, dayOf, DAYS), ...newestOfEach(newestFirst, weekOf, WEEKS)];
}

/** The newest of each of the last `count` days or weeks, those without a backup counting too. */
function newestOfEach(
  newestFirst: readonly Generation[],
  spanOf: (each: Generation) => number,
  count: number
): Generation[] {
  const spans = new Map<number, Generation>();
  for (const each of newestFirst) if (!spans.has(spanOf(each))) spans.set(spanOf(each), each);
  const last = Math.max(...spans.keys());
  return [...spans].filter(([span]) => span > last - count).map(([, each]) => each);
}
