import { ok, type Result } from '$part/kernel';
import { type ClinicKey, NotSealedHere } from '$part/security';
import { rowName } from './audit-fork';
import type { Bytes, Row } from './backup-row';
import type { BackupTarget } from './backup-source';
import { type BackupTable, keyOf, MERGE_RULE } from './backup-tables';
import type { BackupFault } from './describe-backup';
import type { VerifiedBackup } from './read-backup';
import { equalBytes, equalRows } from './row-codec';

export type Verdict = 'only-there' | 'newer-there' | 'newer-here' | 'same' | 'conflict';

/** A row of the file beside the row of the tablet, and which of them stands after a merge. */
export interface ComparedRow {
  readonly there: Row;
  readonly here: Row | undefined;
  readonly verdict: Verdict;
  readonly stands: 'here' | 'there';
}

export interface Comparing {
  readonly key: Pick<ClinicKey, 'open'>;
  /** From the fork of the audit chains. */
  readonly changedOnBoth: ReadonlySet<string>;
}

/** Compares a table of the file with the tablet's, a part at a time. */
export async function* comparedParts(
  table: BackupTable,
  backup: VerifiedBackup,
  target: BackupTarget,
  comparing: Comparing
): AsyncGenerator<Result<readonly ComparedRow[], BackupFault>> {
  for await (const part of backup.parts(table)) {
    if (!part.ok) {
      yield part;
      return;
    }
    const here = await target.get(
      table,
      part.value.map((row) => keyOf(table, row))
    );
    const compared: ComparedRow[] = [];
    for (const [index, row] of part.value.entries())
      compared.push(await compareRow(table, row, here[index], comparing));
    yield ok(compared);
  }
}

async function compareRow(
  table: BackupTable,
  there: Row,
  here: Row | undefined,
  comparing: Comparing
): Promise<ComparedRow> {
  const judged = (verdict: Verdict, stands: ComparedRow['stands']) => ({ there, here, verdict, stands });
  if (!here) return judged('only-there', 'there');
  if (equalRows(here, there)) return judged('same', 'here');
  if (MERGE_RULE[table] === 'added') return judged('newer-here', 'here');
  const later = Number(there.version) - Number(here.version);
  if (later === 0) return sameVersion(table, there, here, comparing);
  const stands = later > 0 ? 'there' : 'here';
  // A higher version that does not open is damage, and never takes the place of one that does.
  if (
    stands === 'there' &&
    !(await opened(table, there, comparing)) &&
    (await opened(table, here, comparing))
  )
    return judged('conflict', 'here');
  if (comparing.changedOnBoth.has(rowName(table, String(here.id)))) return judged('conflict', stands);
  return judged(later > 0 ? 'newer-there' : 'newer-here', stands);
}

/** Two seals of one content differ in every byte, so what differs is opened; the flag `current` is no content. */
async function sameVersion(
  table: BackupTable,
  there: Row,
  here: Row,
  comparing: Comparing
): Promise<ComparedRow> {
  const judged = (verdict: Verdict, stands: ComparedRow['stands']) => ({ there, here, verdict, stands });
  if (equalBytes(sealedOf(here), sealedOf(there))) return judged('same', 'here');
  const [own, other] = [await opened(table, here, comparing), await opened(table, there, comparing)];
  if (own && other) return equalBytes(own, other) ? judged('same', 'here') : judged('conflict', 'here');
  if (other) return judged('newer-there', 'there');
  return own ? judged('newer-here', 'here') : judged('conflict', 'here');
}

const sealedOf = (row: Row): Bytes =>
  row.sealed instanceof Uint8Array ? (row.sealed as Bytes) : new Uint8Array();

async function opened(table: BackupTable, row: Row, { key }: Comparing): Promise<Bytes | undefined> {
  try {
    return await key.open({ table, id: String(row.id), version: Number(row.version) }, sealedOf(row));
  } catch (error) {
    if (error instanceof NotSealedHere) return undefined;
    throw error;
  }
}
