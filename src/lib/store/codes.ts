import { err, ok, type Json, type Result } from '$part/kernel';
import { CODE_ROW, type CodeRow, readRecord } from '$part/schema';
import * as v from 'valibot';
import { appendLines, sealLine } from './audit-append';
import type { CodeRow as StoredPart } from './database';
import { isSame } from './sealed-change';
import type { Session } from './session';
import { type ReadFault, storeFaultOf, type WriteFault } from './store-fault';

/** The imported table as it is told of. */
export interface CodeTable {
  readonly importedAt: string;
  readonly rows: number;
}

const ROWS_A_PART = 2_000;
const HEAD = 'table';

const headValidator = v.object({
  /** Random: parts of another import, as a merge may bring them, are not taken for these. */
  import: v.string(),
  importedAt: v.pipe(v.string(), v.isoTimestamp()),
  rows: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  parts: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000))
});
const partValidator = v.object({ version: v.number(), rows: v.array(v.unknown()) });

/**
 * The national code table that an administrator imported. Nothing of patients is in it, so it is not sealed; it is
 * replaced or removed as a whole, with a line in the audit.
 */
export class Codes {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Undefined where none was imported. */
  async about(): Promise<Result<CodeTable | undefined, ReadFault>> {
    const head = await this.#head();
    if (!head.ok || !head.value) return head.ok ? ok(undefined) : head;
    const { importedAt, rows } = head.value;
    return ok({ importedAt, rows });
  }

  /** All rows; none where none was imported. */
  async load(): Promise<Result<readonly CodeRow[], ReadFault>> {
    const head = await this.#head();
    if (!head.ok || !head.value) return head.ok ? ok([]) : head;
    const { parts, rows: count } = head.value;
    const rows: CodeRow[] = [];
    // One at a time: between two of them the page is free.
    for (let part = 0; part < parts; part += 1) {
      const read = await this.#get(partId(head.value.import, part));
      if (!read.ok) return read;
      const found = rowsOf(read.value);
      if (!found.ok) return found;
      rows.push(...found.value);
    }
    return rows.length === count ? ok(rows) : err({ tag: 'damaged' });
  }

  /** @param rows at least one, each of its kind */
  replace(rows: readonly CodeRow[]): Promise<Result<undefined, WriteFault>> {
    const id = crypto.randomUUID();
    const parts: StoredPart[] = [];
    for (let at = 0; at < rows.length; at += ROWS_A_PART)
      parts.push({
        id: partId(id, parts.length),
        data: { version: CODE_ROW.version, rows: rows.slice(at, at + ROWS_A_PART) }
      });
    const importedAt = new Date(this.#session.now.now()).toISOString();
    const data = { import: id, importedAt, rows: rows.length, parts: parts.length };
    return this.#write([{ id: HEAD, data }, ...parts], `code-table ${rows.length}`);
  }

  remove(): Promise<Result<undefined, WriteFault>> {
    return this.#write([], 'code-table removed');
  }

  async #head() {
    const stored = await this.#get(HEAD);
    if (!stored.ok || stored.value === undefined) return stored.ok ? ok(undefined) : stored;
    const parsed = v.safeParse(headValidator, stored.value);
    return parsed.success ? ok(parsed.output) : err({ tag: 'damaged' as const });
  }

  async #get(id: string): Promise<Result<unknown, ReadFault>> {
    try {
      return ok((await this.#session.database.codes.get(id))?.data);
    } catch (error) {
      const fault = storeFaultOf(error);
      return err(fault.tag === 'failed' ? { tag: 'damaged' } : fault);
    }
  }

  /** In the place of all that is there, with its line, in one transaction; read back. */
  async #write(rows: readonly StoredPart[], reason: string): Promise<Result<undefined, WriteFault>> {
    const { database, key, author, device, now, keyring } = this.#session;
    const clock = await this.#session.clock.next();
    if (!clock.ok) return clock;
    const by = { author, device, clock: clock.value, at: new Date(now.now()).toISOString() };
    const line = await sealLine(key, by, { action: 'import', table: 'codes', reason });
    if (!line.ok) return line;
    try {
      const [written] = await database.transaction('rw', database.codes, database.audit, async () => {
        await database.codes.clear();
        await database.codes.bulkAdd(rows);
        return appendLines(database, [line.value]);
      });
      const found = written && (await database.audit.get(written.seq));
      const isKept = found !== undefined && isSame(found.hash, written?.hash ?? new Uint8Array());
      if (!written || !isKept || (await database.codes.count()) !== rows.length)
        return err({ tag: 'not-kept', table: 'codes', id: HEAD });
      await keyring.keepAuditHead({ count: written.seq, hash: written.hash });
      return ok(undefined);
    } catch (error) {
      return err(storeFaultOf(error));
    }
  }
}

const partId = (id: string, part: number) => `${id}/${part}`;

function rowsOf(stored: unknown): Result<readonly CodeRow[], ReadFault> {
  const part = v.safeParse(partValidator, stored);
  if (!part.success) return err({ tag: 'damaged' });
  const rows: CodeRow[] = [];
  for (const value of part.output.rows as readonly Json[]) {
    const row = readRecord(CODE_ROW, { version: part.output.version, value });
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}
