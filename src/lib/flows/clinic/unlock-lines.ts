import { ok, type Result } from '$part/kernel';
import type { AuditLine, DeviceId } from '$part/schema';
import { verifyFailedUnlocks, type Anchor, type FailedUnlocks } from '$part/security';
import type { AuditEntry, Store, StoreFault } from '$part/store';
import type { DoorRecord, PastLock } from './door-record';
import type { HowTried } from './door';

type Tries = FailedUnlocks['tries'];

const PAGE = 100;
/** An unlock comes after every lock, and a tablet locks within minutes: so far back there is one. */
const PAGES = 10;

/** How somebody came in, and where the chain of failed tries stood then; `readUnlockReason` reads it again. */
export const unlockReason = (how: HowTried, { count, hash }: Anchor): string => `${how} ${count} ${hash}`;

export function readUnlockReason(
  reason: string | undefined
): { readonly how: HowTried; readonly anchor: Anchor } | undefined {
  const [, how, count, hash] = /^(passphrase|recovery|pin) (\d+) ([0-9a-f]{64})$/.exec(reason ?? '') ?? [];
  if (how === undefined || count === undefined || hash === undefined) return undefined;
  return { how: how as HowTried, anchor: { count: Number(count), hash } };
}

export const failedLine = ({ at, user, how, why }: Tries[number]): AuditEntry => ({
  action: 'unlock-failed',
  reason: `${how} ${why}`,
  happened: { at, ...(user === undefined ? {} : { user: user as NonNullable<AuditLine['user']> }) }
});

export const lockLine = ({ at, user, cause }: PastLock): AuditEntry => ({
  action: 'lock',
  reason: cause,
  happened: { at, user }
});

/** Where this device's chain of failed tries stood at its last unlock, as the audit holds it. */
export async function lastAnchor(
  store: Store,
  device: DeviceId
): Promise<Result<Anchor | undefined, StoreFault>> {
  let before: number | undefined;
  for (let page = 0; page < PAGES; page++) {
    const lines = await store.audit.page(before, PAGE);
    if (!lines.ok) return lines;
    for (const { line } of lines.value) {
      if (!line.ok || line.value.value.action !== 'unlock' || line.value.value.device !== device) continue;
      const read = readUnlockReason(line.value.value.reason);
      if (read) return ok(read.anchor);
    }
    before = lines.value.at(-1)?.seq;
    if (before === undefined || lines.value.length < PAGE) break;
  }
  return ok(undefined);
}

/**
 * The tries that the audit does not hold yet, and whether the chain is the one that it knows. A start that was cut
 * between the audit and the door leaves tries behind that are in the audit already: those are left out.
 */
export function newTries(
  { tries }: Pick<DoorRecord, 'tries'>,
  last: Anchor | undefined
): { readonly tries: Tries; readonly isAltered: boolean } {
  const own = verifyFailedUnlocks(tries, tries.from);
  if (!own.ok) return { tries: tries.tries, isAltered: true };
  if (!last || (last.count === tries.from.count && last.hash === tries.from.hash))
    return { tries: tries.tries, isAltered: false };
  const known = tries.tries.findIndex(({ seq, hash }) => seq === last.count && hash === last.hash);
  return { tries: tries.tries.slice(known + 1), isAltered: known < 0 };
}
