import { appendRow, chain, EMPTY_CHAIN, headOf, verifyChain, type AuditRow } from '$part/security';
import { seededRandom } from '$part/kernel';
import { describe, expect, it } from 'vitest';

const random = seededRandom(32);
const upTo = (limit: number) => Math.floor(random() * limit);
const some = (length: number) => Uint8Array.from({ length }, () => upTo(256));

function chainOf(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  let head = EMPTY_CHAIN;
  for (let done = 0; done < length; done++) {
    const row = appendRow(head, `row-${upTo(1e9)}`, some(1 + upTo(60)));
    rows.push(row);
    head = headOf(row);
  }
  return rows;
}

const flipped = (bytes: Uint8Array) => {
  const at = upTo(bytes.length);
  return bytes.map((byte, index) => (index === at ? byte ^ (1 + upTo(255)) : byte));
};
const edited = (rows: readonly AuditRow[], change: (row: AuditRow) => AuditRow) => {
  const at = upTo(rows.length);
  return rows.map((row, index) => (index === at ? change(row) : row));
};

/** Each leaves the tail where it is, so that the chain alone must show it. */
const MUTATIONS: Readonly<Record<string, (rows: readonly AuditRow[]) => AuditRow[]>> = {
  'a payload': (rows) => edited(rows, (row) => ({ ...row, sealed: flipped(row.sealed) })),
  'an id': (rows) => edited(rows, (row) => ({ ...row, id: `${row.id}0` })),
  'a number': (rows) => edited(rows, (row) => ({ ...row, seq: row.seq + 1 + upTo(3) })),
  'a hash': (rows) => edited(rows, (row) => ({ ...row, hash: flipped(row.hash) })),
  'a byte moved between id and payload': (rows) =>
    edited(rows, (row) => ({
      ...row,
      id: row.id.slice(0, -1),
      sealed: Uint8Array.of(row.id.charCodeAt(row.id.length - 1), ...row.sealed)
    })),
  'a deletion': (rows) => rows.toSpliced(upTo(rows.length - 1), 1),
  'a doubling': (rows) => {
    const at = upTo(rows.length - 1);
    return rows.toSpliced(at, 0, ...rows.slice(at, at + 1));
  },
  'an exchange': (rows) => {
    const at = upTo(rows.length - 1);
    return rows.toSpliced(at, 2, ...rows.slice(at, at + 2).reverse());
  },
  'a deletion with the numbers closed up': (rows) =>
    rows.toSpliced(upTo(rows.length - 1), 1).map((row, index) => ({ ...row, seq: index + 1 })),
  'a row put in': (rows) => {
    const at = upTo(rows.length - 1);
    const head = at === 0 ? EMPTY_CHAIN : headOf(rows[at - 1] as AuditRow);
    return rows
      .toSpliced(at, 0, appendRow(head, 'forged', some(20)))
      .map((row, index) => ({ ...row, seq: index + 1 }));
  }
};

describe('audit chain', () => {
  it('B32 an untouched chain verifies, whole and from a head on', () => {
    const rows = chainOf(50);
    const end = headOf(rows[49] as AuditRow);
    expect(verifyChain(rows)).toEqual({ ok: true, value: end });
    expect(verifyChain(rows.slice(20), [end], headOf(rows[19] as AuditRow))).toEqual({
      ok: true,
      value: end
    });
    expect(verifyChain([])).toEqual({ ok: true, value: EMPTY_CHAIN });
  });

  it('B32 1,000 mutations of each kind are found', { timeout: 120_000 }, () => {
    for (const [name, mutate] of Object.entries(MUTATIONS))
      for (let run = 0; run < 1_000; run++) {
        const rows = chainOf(2 + upTo(10));
        expect(verifyChain(mutate(rows)).ok, name).toBe(false);
      }
  });

  it('B32 says where', () => {
    const rows = chainOf(10);
    const third = rows[2] as AuditRow;
    expect(verifyChain(rows.with(2, { ...third, sealed: flipped(third.sealed) }))).toEqual({
      ok: false,
      error: { tag: 'edited', seq: 3 }
    });
    expect(verifyChain(rows.toSpliced(4, 1))).toEqual({
      ok: false,
      error: { tag: 'out-of-order', seq: 5, found: 6 }
    });
  });

  it('B32 a tail cut off is found by a head kept elsewhere', () => {
    const rows = chainOf(30);
    const known = headOf(rows[29] as AuditRow);
    for (let kept = 0; kept < 30; kept++)
      expect(verifyChain(rows.slice(0, kept), [known])).toEqual({
        ok: false,
        error: { tag: 'cut', count: kept, known: 30 }
      });
  });

  it('B32 a chain written anew agrees with itself but not with a head kept elsewhere', () => {
    const rows = chainOf(30);
    const known = headOf(rows[19] as AuditRow);
    let head = EMPTY_CHAIN;
    const forged = rows.toSpliced(7, 1).map((row) => {
      const next = appendRow(head, row.id, row.sealed);
      head = headOf(next);
      return next;
    });
    expect(verifyChain(forged).ok).toBe(true);
    expect(verifyChain(forged, [known])).toEqual({ ok: false, error: { tag: 'replaced', count: 20 } });
    expect(verifyChain(rows, [known]).ok).toBe(true);
  });

  it('is a frozen format: the first hash of a known row', () => {
    const hash = chain(EMPTY_CHAIN.hash, 1, 'a', Uint8Array.of(1, 2, 3));
    expect(Buffer.from(hash).toString('hex')).toBe(
      'e4e04cc4f28e06e2a6f5fa5f12a38f19831ca14713233c12fa1aaae409631613'
    );
  });
});
