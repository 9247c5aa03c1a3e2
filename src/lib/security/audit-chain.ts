import { err, ok, type Result } from '$part/kernel';
import { sha256 } from '@noble/hashes/sha2.js';

export interface AuditRow {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly hash: Uint8Array;
}

/** How far a chain goes: kept elsewhere too, so that a tail cut off is found. */
export interface ChainHead {
  readonly count: number;
  readonly hash: Uint8Array;
}

export type ChainFault =
  /** This row, or one before it that took its hash along, is not what was written. */
  | { readonly tag: 'edited'; readonly seq: number }
  /** A row is missing before this one, or it stands where another belongs. */
  | { readonly tag: 'out-of-order'; readonly seq: number; readonly found: number }
  /** The chain ends before the head that was kept elsewhere. */
  | { readonly tag: 'cut'; readonly count: number; readonly known: number }
  /** The chain agrees with itself, not with the head that was kept elsewhere: it was written anew. */
  | { readonly tag: 'replaced'; readonly count: number };

const encoder = new TextEncoder();
const DOMAIN = encoder.encode('tongzhen audit 1');

export const EMPTY_CHAIN: ChainHead = { count: 0, hash: sha256(DOMAIN) };

/** Synchronous, so that it can stand inside a transaction. */
export function chain(previous: Uint8Array, seq: number, id: string, sealed: Uint8Array): Uint8Array {
  const name = encoder.encode(id);
  const figures = new DataView(new ArrayBuffer(12));
  figures.setBigUint64(0, BigInt(seq));
  figures.setUint32(8, name.length);
  return sha256
    .create()
    .update(DOMAIN)
    .update(previous)
    .update(new Uint8Array(figures.buffer))
    .update(name)
    .update(sealed)
    .digest();
}

export function appendRow(head: ChainHead, id: string, sealed: Uint8Array): AuditRow {
  const seq = head.count + 1;
  return { seq, id, sealed, hash: chain(head.hash, seq, id, sealed) };
}

export const headOf = ({ seq, hash }: AuditRow): ChainHead => ({ count: seq, hash });

/**
 * Rows in the order of their numbers, from after `from`; `known` are heads kept elsewhere (this keyring, backups), which
 * may lie behind the chain's own end.
 */
export function verifyChain(
  rows: Iterable<AuditRow>,
  known: readonly ChainHead[] = [],
  from: ChainHead = EMPTY_CHAIN
): Result<ChainHead, ChainFault> {
  if (isReplaced(from, known)) return err({ tag: 'replaced', count: from.count });
  let head = from;
  for (const row of rows) {
    const next = appendRow(head, row.id, row.sealed);
    if (row.seq !== next.seq) return err({ tag: 'out-of-order', seq: next.seq, found: row.seq });
    if (!sameBytes(row.hash, next.hash)) return err({ tag: 'edited', seq: row.seq });
    head = headOf(next);
    if (isReplaced(head, known)) return err({ tag: 'replaced', count: head.count });
  }
  const furthest = Math.max(0, ...known.map(({ count }) => count));
  return furthest > head.count ? err({ tag: 'cut', count: head.count, known: furthest }) : ok(head);
}

const isReplaced = (head: ChainHead, known: readonly ChainHead[]) =>
  known.some(({ count, hash }) => count === head.count && !sameBytes(hash, head.hash));

const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
