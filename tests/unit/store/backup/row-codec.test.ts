import type { Bytes, Row } from '$part/store/backup/backup-row';
import { joined } from '$part/store/backup/hashes';
import { decodeRows, encodeRow, equalRows } from '$part/store/backup/row-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const bytes = fc.uint8Array({ maxLength: 60 }).map((value): Bytes => new Uint8Array(value));
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Row[string]);
const row: fc.Arbitrary<Row> = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.oneof(json, bytes)
);

describe('row codec', () => {
  it('A16 any rows come back equal, and equal rows have equal bytes', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const decoded = decodeRows(joined(rows.map(encodeRow)));
        if (!decoded.ok) throw new Error(decoded.error);
        expect(decoded.value.length).toBe(rows.length);
        for (const [at, each] of decoded.value.entries()) {
          expect(equalRows(each, rows[at] ?? {})).toBe(true);
          expect(encodeRow(each)).toEqual(encodeRow(rows[at] ?? {}));
        }
      })
    );
  });

  it('A15 any bytes give rows or a fault, never a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => decodeRows(new Uint8Array(noise))).not.toThrow();
      })
    );
  });

  it('A15 a changed byte of a row gives another row or a fault', () => {
    const whole = encodeRow({ id: 'a', version: 1, sealed: new Uint8Array([1, 2, 3]) });
    for (let at = 0; at < whole.length; at += 1) {
      const edited = whole.slice();
      edited[at] = (edited[at] ?? 0) ^ 1;
      const decoded = decodeRows(edited);
      const [first] = decoded.ok ? decoded.value : [];
      expect(first && equalRows(first, { id: 'a', version: 1, sealed: new Uint8Array([1, 2, 3]) })).not.toBe(
        true
      );
    }
  });

  it('decoded bytes do not hold their part alive', () => {
    const decoded = decodeRows(
      joined([encodeRow({ id: 'a', sealed: new Uint8Array(10) }), new Uint8Array(0)])
    );
    const [first] = decoded.ok ? decoded.value : [];
    expect((first?.sealed as Bytes).buffer.byteLength).toBe(10);
  });

  it.each<[Row, Row]>([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: new Uint8Array([1]) }, { a: new Uint8Array([2]) }],
    [{ a: new Uint8Array([1]) }, { a: 1 }],
    [{ a: 1 }, { a: new Uint8Array([1]) }],
    [{ a: { b: 1 } }, { a: { b: 2 } }]
  ])('%o is not %o', (a, b) => {
    expect(equalRows(a, b)).toBe(false);
  });
});
