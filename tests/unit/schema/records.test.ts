import { RECORD_KINDS, type RecordKind, readRecord, versioned } from '$part/schema';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FIXTURES, FROZEN, type RecordFixture, canonical, hashOf, untested } from './record-fixtures';

const kinds = RECORD_KINDS.map((kind) => [kind.name, kind] as const);
const latest = (kind: RecordKind<unknown>) =>
  FIXTURES.find((fixture) => fixture.kind === kind.name && fixture.version === kind.version);

describe('fixtures of stored records', () => {
  it.each(FIXTURES.map((fixture) => [fixture.file, fixture] as const))(
    '%s is read, and becomes what the version after it stores',
    (_, { kind: name, version, values }) => {
      const kind = RECORD_KINDS.find((one) => one.name === name);
      if (!kind) throw new Error(`no kind ${name}`);
      const read = values.map((value) => readRecord(kind, { version, value }));
      expect(read).toEqual(latest(kind)?.values.map((value) => ({ ok: true, value })));
    }
  );

  it('are the bytes that were frozen, and none is missing', () => {
    expect(Object.fromEntries(FIXTURES.map((fixture) => [fixture.file, hashOf(fixture)]))).toEqual(FROZEN);
  });

  it.each(kinds)(
    '%s: every version has one, every migration is run from the version before it',
    (_, kind) => {
      expect(untested(kind, FIXTURES)).toEqual([]);
      expect(kind.migrations.map(({ to }) => to)).toEqual(
        Array.from({ length: kind.version - 1 }, (_unused, index) => index + 2)
      );
    }
  );
});

/** A kind with a history, to see the rules above bite. */
const stool: RecordKind<{ readonly legs: number }> = {
  name: 'stool',
  scope: 'record',
  version: 3,
  validator: v.strictObject({ legs: v.number() }),
  migrations: [
    { to: 2, up: (old) => ({ feet: old }) },
    { to: 3, up: (old) => ({ legs: (old as { feet: number }).feet }) }
  ],
  example: { legs: 3 }
};
const ofStool = (version: number, value: unknown): RecordFixture => ({
  file: '',
  kind: 'stool',
  version,
  values: [value]
});

describe('readRecord', () => {
  it('runs the migrations behind the stored version, in order', () => {
    for (const stored of [
      { version: 1, value: 4 },
      { version: 2, value: { feet: 4 } },
      versioned(stool, { legs: 4 })
    ])
      expect(readRecord(stool, stored)).toEqual({ ok: true, value: { legs: 4 } });
  });

  it('does not count a migration as tested that only an older fixture runs', () => {
    const first = ofStool(1, 4);
    const third = ofStool(3, { legs: 4 });
    expect(untested(stool, [first, third])).toEqual(['fixture 2', 'migration 3']);
    expect(untested(stool, [first, ofStool(2, { feet: 4 }), third])).toEqual([]);
    expect(untested(stool, [])).toEqual([
      'fixture 1',
      'fixture 2',
      'fixture 3',
      'migration 2',
      'migration 3'
    ]);
  });

  it.each(kinds)('A13 %s of a newer build is refused with both versions', (_, kind) => {
    expect(readRecord(kind, { version: kind.version + 1, value: kind.example })).toEqual({
      ok: false,
      error: { tag: 'newer', found: kind.version + 1, known: kind.version }
    });
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])('refuses version %s', (version) => {
    expect(readRecord(stool, { version, value: 4 })).toEqual({
      ok: false,
      error: { tag: 'invalid', field: 'version' }
    });
  });

  it('names the field and nothing that stands in it', () => {
    const kind = RECORD_KINDS.find(({ name }) => name === 'patient');
    if (!kind) throw new Error('no patients');
    const value = { ...(kind.example as object), birth: { kind: 'date', date: '1962-02-30' } };
    expect(readRecord(kind, { version: 1, value })).toEqual({
      ok: false,
      error: { tag: 'invalid', field: 'birth.date' }
    });
  });
});

/** A copy of a value in which one place, or none, holds something else. */
function spoilt(value: unknown, path: readonly number[], by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const [pick, ...rest] = path;
  if (pick === undefined || keys.length === 0) return by;
  const key = keys[pick % keys.length] ?? '';
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = spoilt(copy[key], rest, by);
  return copy;
}

describe.each(kinds)('validator of %s', (_, kind) => {
  const current = { version: kind.version };

  it('takes its example, which survives canonical JSON unchanged', () => {
    const text = canonical(kind.example);
    expect(readRecord(kind, { ...current, value: JSON.parse(text) })).toEqual({
      ok: true,
      value: kind.example
    });
    expect(canonical(JSON.parse(text))).toBe(text);
  });

  it('refuses a field that it does not know, so that a newer one is never dropped in silence', () => {
    const value = { ...(kind.example as object), fieldOfAnotherBuild: 1 };
    expect(readRecord(kind, { ...current, value })).toEqual({
      ok: false,
      error: { tag: 'invalid', field: 'fieldOfAnotherBuild' }
    });
  });

  it('throws on no JSON whatever, and what it takes it takes as it is', () => {
    const values = latest(kind)?.values ?? [];
    const json = fc.jsonValue({ noUnicodeString: false });
    const anything = fc.oneof(
      json,
      fc
        .tuple(
          fc.constantFrom(kind.example, ...values),
          fc.array(fc.nat({ max: 40 }), { maxLength: 5 }),
          json
        )
        .map(([value, path, by]) => spoilt(value, path, by))
    );
    fc.assert(
      fc.property(anything, (value) => {
        const read = readRecord(kind, { ...current, value });
        if (read.ok) expect(canonical(read.value)).toBe(canonical(value));
        else expect(read.error.tag).toBe('invalid');
      }),
      { numRuns: process.env.TONGZHEN_LONG ? 10_000 : 300 }
    );
  }, 120_000);
});
