import { err, ok, type Result } from '$part/kernel';
import type { AuditLine } from '$part/schema';
import { type ChainFault, type ChainHead, EMPTY_CHAIN, verifyChain } from '$part/security/audit-chain';
import { Audit } from './audit';
import type { Session } from './session';
import { type StoreFault, storeFaultOf } from './store-fault';
import { payloadHash } from './unit-of-work';

export type AuditFinding =
  /** The chain holds up to here and no further; or it was cut, or written anew. */
  | ChainFault
  /** Chained, but not written by this clinic. */
  | { readonly tag: 'unreadable'; readonly seq: number }
  /** Not the row that the last line about it wrote: an old one put back, or one changed beside the log. */
  | { readonly tag: 'put-back' | 'missing' | 'unlogged'; readonly table: string; readonly id: string };

export interface AuditReport {
  readonly lines: number;
  readonly findings: readonly AuditFinding[];
}

/** How far a check has come: first all lines, then all rows that they speak of. */
export interface AuditProgress {
  readonly step: 'lines' | 'rows';
  readonly done: number;
  readonly of: number;
}
type Tell = (progress: AuditProgress) => void;

const BATCH = 500;
const RECORDS = ['patients', 'encounters', 'settings'] as const;

/** Version and hash that the log knows of each row. */
type Known = Map<string, { readonly table: string; readonly id: string; version: number; hash: string }>;

/**
 * Goes through the whole log: each line against the one before, the end against the heads kept elsewhere, and every
 * record's row against the last line about it.
 *
 * @param heads as kept in the keyring's database and in backups
 * @param tell after each batch; between two of them the page is free
 */
export async function checkAudit(
  session: Session,
  heads: readonly ChainHead[],
  tell: Tell = () => undefined
): Promise<Result<AuditReport, StoreFault>> {
  const findings: AuditFinding[] = [];
  const known: Known = new Map();
  try {
    const lines = await checkChain(session, heads, findings, known, tell);
    await checkRows(session, findings, known, tell);
    return ok({ lines, findings });
  } catch (error) {
    return err(storeFaultOf(error));
  }
}

async function checkChain(
  session: Session,
  heads: readonly ChainHead[],
  findings: AuditFinding[],
  known: Known,
  tell: Tell
): Promise<number> {
  const of = (await session.database.audit.orderBy('seq').last())?.seq ?? 0;
  const audit = new Audit(session);
  let head = EMPTY_CHAIN;
  let isWhole = true;
  let last = 0;
  // Behind the first fault nothing more can be said of the chain, but lines are still opened and compared with rows.
  const take = (checked: Result<ChainHead, ChainFault>) => {
    if (checked.ok) head = checked.value;
    else findings.push(checked.error);
    isWhole = checked.ok;
  };
  for (;;) {
    const batch = await session.database.audit.where('seq').above(last).limit(BATCH).toArray();
    const end = batch.at(-1);
    if (!end) break;
    const reached = heads.filter(({ count }) => count <= end.seq);
    if (isWhole) take(verifyChain(batch, reached, head));
    const opened = await Promise.all(batch.map((row) => audit.open(row)));
    for (const [at, { seq }] of batch.entries()) {
      const line = opened[at];
      if (line?.ok) remember(known, line.value.value);
      else findings.push({ tag: 'unreadable', seq });
    }
    last = end.seq;
    tell({ step: 'lines', done: last, of: Math.max(of, last) });
  }
  if (isWhole) take(verifyChain([], heads, head));
  return last;
}

/** Encounters are kept in every version, so that each is looked for; of other rows the newest alone. */
const nameOf = (table: string, id: string, version: number) =>
  JSON.stringify(table === 'encounters' ? [table, id, version] : [table, id]);

function remember(known: Known, { table, id, version, payloadHash: hash }: AuditLine): void {
  if (table === undefined || id === undefined || version === undefined || hash === undefined) return;
  known.set(nameOf(table, id, version), { table, id, version, hash });
}

async function checkRows(
  { database }: Session,
  findings: AuditFinding[],
  known: Known,
  tell: Tell
): Promise<void> {
  const of = known.size;
  let done = 0;
  for (const table of RECORDS) {
    let after: string | [string, number] | undefined;
    for (;;) {
      const all = database.table<
        { id: string; version: number; sealed: Uint8Array },
        string | [string, number]
      >(table);
      const rows = await (after === undefined ? all.toCollection() : all.where(':id').above(after))
        .limit(BATCH)
        .toArray();
      for (const { id, version, sealed } of rows) {
        const name = nameOf(table, id, version);
        const line = known.get(name);
        known.delete(name);
        if (!line) findings.push({ tag: 'unlogged', table, id });
        else if (line.version !== version || line.hash !== payloadHash(sealed))
          findings.push({ tag: 'put-back', table, id });
      }
      const last = rows.at(-1);
      if (!last) break;
      done += rows.length;
      tell({ step: 'rows', done: Math.min(done, of), of });
      after = table === 'encounters' ? [last.id, last.version] : last.id;
    }
  }
  for (const { table, id } of known.values()) findings.push({ tag: 'missing', table, id });
}
