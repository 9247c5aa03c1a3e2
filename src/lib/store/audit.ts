import { ok, type Result } from '$part/kernel';
import { AUDIT_LINE, type AuditLine } from '$part/schema';
import { LINE_VERSION } from './audit-append';
import type { AuditRow } from './database';
import { readRows } from './read-rows';
import { type Opened, openValue } from './sealed-payload';
import type { Session } from './session';
import type { ReadFault, StoreFault, WriteFault } from './store-fault';
import { type AuditEntry, commit, type Written } from './unit-of-work';

/** One line of the page that shows who did what. */
export interface ShownLine {
  readonly seq: number;
  readonly line: Result<Opened<AuditLine>, ReadFault>;
}

/** The chained log. Lines of changes are written with the changes (unit-of-work.ts); here are all others, and reading. */
export class Audit {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Something that changed no record: a view, an export, a print, an unlock. */
  record(...entries: readonly AuditEntry[]): Promise<Result<Written, WriteFault>> {
    return commit(this.#session, [], entries);
  }

  /** Newest first. */
  async page(before: number | undefined, limit: number): Promise<Result<readonly ShownLine[], StoreFault>> {
    const { audit } = this.#session.database;
    const read = await readRows(
      () =>
        (before === undefined ? audit.toCollection() : audit.where('seq').below(before))
          .reverse()
          .limit(limit),
      (seq) => audit.get(seq)
    );
    if (!read.ok) return read;
    const shown = await Promise.all(
      read.value.rows.map(async (row) => ({ seq: row.seq, line: await this.open(row) }))
    );
    const damaged = read.value.unreadable.map((seq) => ({ seq, line: UNREADABLE }));
    return ok([...shown, ...damaged].sort((a, b) => b.seq - a.seq));
  }

  /** At each start: whatever is written from now on comes after the last line, also where the keyring was restored. */
  async continueClock(): Promise<Result<undefined, StoreFault>> {
    const last = await this.page(undefined, 1);
    if (!last.ok) return last;
    for (const { line } of last.value) if (line.ok) this.#session.clock.observe(line.value.value.clock);
    return ok(undefined);
  }

  open({ id, sealed }: AuditRow): Promise<Result<Opened<AuditLine>, ReadFault>> {
    const at = { table: 'audit', id, version: LINE_VERSION };
    return openValue(this.#session.key, at, AUDIT_LINE, sealed);
  }
}

const UNREADABLE: Result<never, ReadFault> = { ok: false, error: { tag: 'damaged' } };
