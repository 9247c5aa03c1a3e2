import { ok, type Result } from '$part/kernel';
import { headOfTries, type Unlocked } from '$part/security';
import { LogicalClock, Store, type AuditEntry, type Session, type WriteFault } from '$part/store';
import type { HowTried } from './door';
import type { Ground } from './ground';
import type { ClinicTools } from './page';
import { failedLine, lastAnchor, lockLine, newTries, unlockReason } from './unlock-lines';

export interface Entered {
  readonly session: Session;
  readonly store: Store;
  /** The record of failed tries is not the one that was written: somebody edited it. */
  readonly isAltered: boolean;
}

/** Nobody is in before the audit says so: what failed, what was locked, and this unlock, in one. */
export async function enter(
  { database, keyringDatabase, door }: Ground,
  { reserve, clock }: ClinicTools,
  { key, user }: Unlocked,
  how: HowTried,
  before: readonly AuditEntry[] = []
): Promise<Result<Entered, WriteFault>> {
  const { device, locks, tries } = door.record;
  const session: Session = {
    database,
    keyring: keyringDatabase,
    reserve,
    key,
    clock: new LogicalClock(keyringDatabase),
    now: clock,
    author: user.id,
    device
  };
  const store = new Store(session);
  const continued = await store.audit.continueClock();
  if (!continued.ok) return continued;
  const anchor = await lastAnchor(store, device);
  if (!anchor.ok) return anchor;
  const { tries: untold, isAltered } = newTries(door.record, anchor.value);
  const told = [...locks.map(lockLine), ...untold.map(failedLine)].sort(byTime);
  const altered: AuditEntry[] = isAltered ? [{ action: 'unlock-failed', reason: 'tries-altered' }] : [];
  const unlocked: AuditEntry = { action: 'unlock', reason: unlockReason(how, headOfTries(tries)) };
  const written = await store.audit.record(...told, ...altered, ...before, unlocked);
  if (!written.ok) return written;
  const kept = await door.entered(user.id);
  return kept.ok ? ok({ session, store, isAltered }) : kept;
}

const byTime = (a: AuditEntry, b: AuditEntry) => (a.happened?.at ?? '').localeCompare(b.happened?.at ?? '');
