import { ok, type Result } from '$part/kernel';
import { AUDIT_LINE, type AuditLine, type Author, type RecordFault } from '$part/schema';
import { appendRow, EMPTY_CHAIN, headOf } from '$part/security/audit-chain';
import type { ClinicKey } from '$part/security/clinic-key';
import type { AuditRow, Database } from './database';
import { sealValue } from './sealed-payload';

/** Lines are written once. */
export const LINE_VERSION = 1;

/** What a line says beyond who writes it and when. */
export type LineContent = Omit<AuditLine, 'at' | 'clock' | 'user' | 'device'> & {
  /** Of something that is told only now, such as a failed unlock: when it was, and by whom where that is known. */
  readonly happened?: Pick<AuditLine, 'at' | 'user'>;
};

export interface SealedLine {
  readonly id: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

export async function sealLine(
  key: ClinicKey,
  by: Author,
  { happened, ...content }: LineContent
): Promise<Result<SealedLine, RecordFault>> {
  const id = crypto.randomUUID();
  const who = happened ?? { at: by.at, user: by.author };
  const line: AuditLine = { ...content, ...who, clock: by.clock, device: by.device };
  const sealed = await sealValue(key, { table: 'audit', id, version: LINE_VERSION }, AUDIT_LINE, line, by);
  return sealed.ok ? ok({ id, sealed: sealed.value }) : sealed;
}

/** Inside a transaction: lines behind the last one of the chain. */
export async function appendLines(database: Database, lines: readonly SealedLine[]): Promise<AuditRow[]> {
  if (lines.length === 0) return [];
  const last = await database.audit.orderBy('seq').last();
  let head = last ? headOf(last) : EMPTY_CHAIN;
  const rows = lines.map(({ id, sealed }): AuditRow => {
    const row = { ...appendRow(head, id, sealed), sealed };
    head = headOf(row);
    return row;
  });
  await database.audit.bulkAdd(rows);
  return rows;
}
