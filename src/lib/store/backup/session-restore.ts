import { err, ok, type Result } from '$part/kernel';
import { Audit } from '../audit';
import { appendLines, sealLine, type SealedLine } from '../audit-append';
import type { AuditRow } from '../database';
import type { Session } from '../session';
import { storeFaultOf, type WriteFault } from '../store-fault';
import { payloadHash } from '../unit-of-work';
import type { Row } from './backup-row';
import type { TargetFault } from './backup-source';
import { type BackupTable } from './backup-tables';
import type { MergeHooks } from './merge-backup';
import type { RestoreOptions } from './restore';

/** Tables whose every row has its line in the audit. */
const LOGGED: readonly BackupTable[] = ['patients', 'encounters', 'settings'];

/**
 * What a restore asks of the unlocked session it runs in: to read the audit lines of both sides, and to write its own.
 *
 * @param rebuildSearch makes the emptied search index anew from the patients
 */
export function sessionRestore(
  session: Session,
  rebuildSearch: () => Promise<Result<undefined, WriteFault>>
): MergeHooks & Pick<RestoreOptions, 'finish'> {
  const audit = new Audit(session);
  return {
    async changedBy(line) {
      const opened = await audit.open(line as unknown as AuditRow);
      if (!opened.ok) return undefined;
      const { table, id, payloadHash: written } = opened.value.value;
      return written !== undefined && table !== undefined && id !== undefined ? { table, id } : undefined;
    },

    async logTaken(table, rows) {
      return LOGGED.includes(table) ? logMerged(session, table as 'patients', rows) : ok(undefined);
    },

    async finish({ note, isSearchStale }) {
      const continued = await audit.continueClock();
      if (!continued.ok) return continued;
      const rebuilt = isSearchStale ? await rebuildSearch() : ok(undefined);
      if (!rebuilt.ok) return asTargetFault(rebuilt.error);
      const action = note.how === 'merge' ? 'merge' : 'restore';
      const reason = `${note.how} ${note.generation}`;
      const told = await audit.record({ action, reason });
      return told.ok ? ok(undefined) : asTargetFault(told.error);
    }
  };
}

/** One line for each row, with the hash of what stands there now, so that the check of the audit knows it. */
async function logMerged(
  session: Session,
  table: 'patients' | 'encounters' | 'settings',
  rows: readonly Row[]
): Promise<Result<undefined, TargetFault>> {
  const clock = await session.clock.next();
  if (!clock.ok) return clock;
  const { author, device, database, key } = session;
  const by = { author, device, clock: clock.value, at: new Date(session.now.now()).toISOString() };
  const lines: SealedLine[] = [];
  for (const { id, version, sealed } of rows) {
    const hash = payloadHash(sealed as Uint8Array);
    const content = { table, id: String(id), version: Number(version), payloadHash: hash };
    const line = await sealLine(key, by, { action: 'merge', ...content });
    if (!line.ok) return err({ tag: 'failed', name: line.error.tag });
    lines.push(line.value);
  }
  try {
    await database.transaction('rw', database.audit, () => appendLines(database, lines));
    return ok(undefined);
  } catch (error) {
    return err(storeFaultOf(error));
  }
}

function asTargetFault(fault: WriteFault): Result<never, TargetFault> {
  if (fault.tag === 'conflict') return err({ tag: 'changed' });
  if (fault.tag === 'not-kept') return err({ tag: 'not-kept' });
  // What the app itself made does not fit its kind: the restore goes back, and the tag is all that may be told.
  return err(fault.tag === 'newer' || fault.tag === 'invalid' ? { tag: 'failed', name: fault.tag } : fault);
}
