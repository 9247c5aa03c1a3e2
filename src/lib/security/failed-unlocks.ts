import { canonicalJson, err, ok, type Result } from '$part/kernel';
import type { RecordKind } from '$part/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';

/** One failed try, written while no key is there to seal it: holds nothing of patients and nothing of what was typed. */
export type FailedUnlock = {
  readonly seq: number;
  readonly at: string;
  /** Whom the tablet was asked to unlock for; a recovery key is nobody's. */
  readonly user?: string;
  readonly how: 'passphrase' | 'recovery' | 'pin';
  readonly why: 'wrong' | 'downgraded' | 'tampered' | 'disabled';
};

/** Where the chain was at the last unlock, sealed into the audit by then. */
export type Anchor = { readonly count: number; readonly hash: string };

/** Stored beside the keyring: what failed since the anchor. */
export type FailedUnlocks = {
  readonly from: Anchor;
  readonly tries: readonly (FailedUnlock & { readonly hash: string })[];
};

export type FailedUnlocksFault = { readonly tag: 'edited' | 'cut'; readonly seq: number };

const START: Anchor = { count: 0, hash: bytesToHex(sha256(utf8ToBytes('tongzhen failed unlocks 1'))) };
export const NO_FAILED_UNLOCKS: FailedUnlocks = { from: START, tries: [] };

const seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const FAILED_UNLOCKS: RecordKind<FailedUnlocks> = {
  name: 'failed-unlocks',
  scope: 'record',
  version: 1,
  migrations: [],
  validator: v.strictObject({
    from: v.strictObject({ count: seq, hash: hex }),
    tries: v.array(
      v.strictObject({
        seq,
        at: v.pipe(v.string(), v.isoTimestamp()),
        user: v.exactOptional(v.pipe(v.string(), v.uuid())),
        how: v.picklist(['passphrase', 'recovery', 'pin']),
        why: v.picklist(['wrong', 'downgraded', 'tampered', 'disabled']),
        hash: hex
      })
    )
  }),
  example: NO_FAILED_UNLOCKS
};

const hashOf = (previous: string, attempt: FailedUnlock): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson({ previous, ...attempt }))));

export function appendFailedUnlock(chain: FailedUnlocks, attempt: Omit<FailedUnlock, 'seq'>): FailedUnlocks {
  const { count, hash } = headOfTries(chain);
  const numbered = { ...attempt, seq: count + 1 };
  return { ...chain, tries: [...chain.tries, { ...numbered, hash: hashOf(hash, numbered) }] };
}

/** For the audit line of the next unlock: the tries since the last, and where the chain stands. */
export const headOfTries = ({ from, tries }: FailedUnlocks): Anchor => {
  const last = tries.at(-1);
  return last ? { count: last.seq, hash: last.hash } : from;
};

/** Once the tries are in the audit, sealed, the chain goes on from there without them. */
export const anchored = (chain: FailedUnlocks): FailedUnlocks => ({ from: headOfTries(chain), tries: [] });

/** `last` is the anchor that the audit holds; a chain that does not go on from it was put back or made anew. */
export function verifyFailedUnlocks(
  { from, tries }: FailedUnlocks,
  last: Anchor = START
): Result<Anchor, FailedUnlocksFault> {
  if (from.count !== last.count || from.hash !== last.hash) return err({ tag: 'cut', seq: last.count });
  let head = from;
  for (const { hash, ...attempt } of tries) {
    if (attempt.seq !== head.count + 1 || hash !== hashOf(head.hash, attempt))
      return err({ tag: 'edited', seq: head.count + 1 });
    head = { count: attempt.seq, hash };
  }
  return ok(head);
}
