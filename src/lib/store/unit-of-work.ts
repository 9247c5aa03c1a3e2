import { err, ok, type Result } from '$part/kernel';
import type { Author } from '$part/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { appendLines, type LineContent, sealLine, type SealedLine } from './audit-append';
import type { Change } from './change';
import type { AuditRow } from './database';
import type { Reserve } from './quota';
import { applyChange, Conflict, isKept, isSame, type SealedChange, sealChange } from './sealed-change';
import type { Session } from './session';
import { storeFaultOf, type WriteFault } from './store-fault';

/** A line for something that changes no record: a view, an export, an unlock. */
export type AuditEntry = Omit<LineContent, 'payloadHash'>;

export interface Written {
  readonly by: Author;
  /** Number of the last line of the audit chain that this wrote; 0 where it wrote none. */
  readonly seq: number;
}

/**
 * Does several changes and their audit lines in one strict transaction, or none of them. Resolves once they are on the
 * disk and were read back.
 *
 * Sealing comes first, since an IndexedDB transaction ends while WebCrypto is awaited.
 */
export async function commit(
  session: Session,
  changes: readonly Change[],
  entries: readonly AuditEntry[] = []
): Promise<Result<Written, WriteFault>> {
  // What makes room, or only tells what was done, has the reserve to draw on; a record has not.
  const mayDraw = changes.every(({ tag }) => tag === 'remove');
  const clock = await drawing(session.reserve, mayDraw, () => session.clock.next());
  if (!clock.ok) return clock;
  const by: Author = {
    author: session.author,
    device: session.device,
    clock: clock.value,
    at: new Date(session.now.now()).toISOString()
  };
  const sealed = all(await Promise.all(changes.map((change) => sealChange(session.key, by, change))));
  if (!sealed.ok) return sealed;
  const contents = [...sealed.value.flatMap(lineOf), ...entries];
  const lines = all(await Promise.all(contents.map((line) => sealLine(session.key, by, line))));
  if (!lines.ok) return lines;
  const rows = await drawing(session.reserve, mayDraw, () => write(session, sealed.value, lines.value));
  if (!rows.ok) return rows;
  const lost = await missing(session, sealed.value, rows.value);
  if (lost) return err(lost);
  const last = rows.value.at(-1);
  // Best effort: a head that was not kept only makes a cut of these last lines harder to see.
  if (last) await session.keyring.keepAuditHead({ count: last.seq, hash: last.hash });
  return ok({ by, seq: last?.seq ?? 0 });
}

/** Once more after the reserve was given back, where the disk is full. */
async function drawing<T, E extends WriteFault>(
  reserve: Reserve,
  mayDraw: boolean,
  attempt: () => Promise<Result<T, E>>
): Promise<Result<T, E>> {
  const first = await attempt();
  if (first.ok || first.error.tag !== 'full' || !mayDraw || !(await reserve.free())) return first;
  return attempt();
}

/** The line of a record's change, with the hash of what was sealed, so that an old row put back is found. */
function lineOf(change: SealedChange): LineContent[] {
  if (change.tag !== 'record' && change.tag !== 'encounter') return [];
  const { table, id, version, audit, sealed } = change;
  return [{ ...audit, table, id, version, payloadHash: payloadHash(sealed) }];
}

/** All values, or the first error. */
function all<T, E>(results: readonly Result<T, E>[]): Result<T[], E> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

export const payloadHash = (sealed: Uint8Array): string => bytesToHex(sha256(sealed));

async function write(
  { database }: Session,
  changes: readonly SealedChange[],
  lines: readonly SealedLine[]
): Promise<Result<readonly AuditRow[], WriteFault>> {
  const tables = new Set<string>(changes.map(({ table }) => table));
  if (lines.length > 0) tables.add('audit');
  if (tables.size === 0) return ok([]);
  try {
    return ok(
      await database.transaction('rw', [...tables], async () => {
        for (const change of changes) await applyChange(database, change);
        return appendLines(database, lines);
      })
    );
  } catch (error) {
    if (error instanceof Conflict)
      return err({ tag: 'conflict', table: error.table, id: error.id, found: error.found });
    return err(storeFaultOf(error));
  }
}

/** The first thing that was written and is not there. */
async function missing(
  { database }: Session,
  changes: readonly SealedChange[],
  rows: readonly AuditRow[]
): Promise<WriteFault | undefined> {
  try {
    for (const change of changes)
      if (!(await isKept(database, change))) return { tag: 'not-kept', table: change.table, id: change.id };
    for (const row of rows) {
      const found = await database.audit.get(row.seq);
      if (!found || !isSame(found.hash, row.hash)) return { tag: 'not-kept', table: 'audit', id: row.id };
    }
    return undefined;
  } catch (error) {
    return storeFaultOf(error);
  }
}
