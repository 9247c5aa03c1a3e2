import type { Row, RowKey } from './backup-row';

/**
 * Tables of a backup, in the order of the file. What moves from one table to another while a backup is read is read
 * first where it comes from: drafts before encounters, the search delta before the blocks it is folded into. The audit
 * chain leads, so that a merge knows what changed on either side before it meets the rows. `conflicts` and `branches`
 * hold what a restore kept aside (kept-aside.ts): rows, and lines of an audit chain that went another way.
 */
export const BACKUP_TABLES = [
  'audit',
  'settings',
  'codes',
  'drafts',
  'delta',
  'blocks',
  'patients',
  'encounters',
  'conflicts',
  'branches'
] as const;

export type BackupTable = (typeof BACKUP_TABLES)[number];

/**
 * How two stores of one table become one:
 * 'versioned' the higher version of a row wins; 'versions' every version is a row of its own; 'chain' the longer of two
 * chains where one continues the other; 'derived' made anew from other tables; 'added' what is missing is added.
 */
export type MergeRule = 'versioned' | 'versions' | 'chain' | 'derived' | 'added';

export const MERGE_RULE: Readonly<Record<BackupTable, MergeRule>> = {
  audit: 'chain',
  settings: 'versioned',
  codes: 'added',
  drafts: 'versioned',
  delta: 'derived',
  blocks: 'derived',
  patients: 'versioned',
  encounters: 'versions',
  conflicts: 'added',
  branches: 'added'
};

/** The tables whose rows say how large a clinic is: audit lines only ever grow, also over an emptied store. */
export const CLINICAL_TABLES: readonly BackupTable[] = ['patients', 'encounters'];

export const isBackupTable = (name: string): name is BackupTable =>
  BACKUP_TABLES.some((table) => table === name);

/** The primary key of a row in its table. */
export function keyOf(table: BackupTable, row: Row): RowKey {
  if (table === 'audit') return row.seq as number;
  if (table === 'encounters') return [row.id as string, row.version as number];
  return row.id as string;
}
