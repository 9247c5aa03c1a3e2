import { err, ok, type Result } from '$part/kernel';
import type { Row } from './backup-row';
import { type BackupTable, isBackupTable } from './backup-tables';
import { hex, joined, sha256 } from './hashes';
import { decodeRows, encodeRow } from './row-codec';

/** On which side of a restore a row stood that lost: on this tablet, or in the file. */
export type Side = 'here' | 'there';

/** A row that a restore did not put in its place and did not drop either; sealed as it stood. */
export interface KeptAside {
  readonly id: string;
  readonly table: BackupTable;
  readonly side: Side;
  /** Of the backup that met it. */
  readonly generation: number;
  readonly at: string;
  readonly row: Row;
}

/** As a row of `conflicts` or `branches`. Its id comes from its content: the same restore twice keeps it once. */
export async function asideRow({ table, side, generation, at, row }: Omit<KeptAside, 'id'>): Promise<Row> {
  const content = encodeRow(row);
  const digest = await sha256(joined([new TextEncoder().encode(`${table}\n`), content]));
  return { id: hex(digest).slice(0, 32), of: table, side, generation, at, row: content };
}

/** For the list of conflicts that the user settles. */
export function readAside(stored: Row): Result<KeptAside, 'malformed'> {
  const { id, of, side, generation, at, row } = stored;
  if (typeof id !== 'string' || typeof of !== 'string' || !isBackupTable(of)) return err('malformed');
  if (side !== 'here' && side !== 'there') return err('malformed');
  if (typeof generation !== 'number' || typeof at !== 'string') return err('malformed');
  const rows = row instanceof Uint8Array ? decodeRows(row as Uint8Array<ArrayBuffer>) : undefined;
  const [only] = rows?.ok ? rows.value : [];
  return only ? ok({ id, table: of, side, generation, at, row: only }) : err('malformed');
}
