import {
  anchored,
  appendFailedUnlock,
  FAILED_UNLOCKS,
  headOfTries,
  NO_FAILED_UNLOCKS,
  verifyFailedUnlocks
} from '$part/security';
import { readRecord, versioned } from '$part/schema';
import { describe, expect, it } from 'vitest';

const user = '0b8e0a4e-5f0c-4e43-9a3e-8c3f6a1d2b10';
const attempt = (minute: number) => ({
  at: new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString(),
  user,
  how: 'passphrase' as const,
  why: 'wrong' as const
});
const five = [1, 2, 3, 4, 5].reduce(
  (chain, minute) => appendFailedUnlock(chain, attempt(minute)),
  NO_FAILED_UNLOCKS
);

describe('failed unlocks', () => {
  it('B31 each is a line of a chain that verifies', () => {
    expect(five.tries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(verifyFailedUnlocks(five)).toEqual({ ok: true, value: headOfTries(five) });
  });

  it('B32 an edited, deleted, exchanged or numbered-over try is found', () => {
    const [first, second, third, ...rest] = five.tries;
    if (!first || !second || !third) throw new Error('five were made');
    for (const tries of [
      [{ ...first, user: '00000000-0000-4000-8000-000000000000' }, second, third, ...rest],
      [{ ...first, at: attempt(0).at }, second, third, ...rest],
      [first, third, ...rest],
      [second, third, ...rest],
      [first, third, second, ...rest],
      [first, { ...third, seq: 2 }, ...rest]
    ])
      expect(verifyFailedUnlocks({ ...five, tries }).ok).toBe(false);
  });

  it('B32 a try left out is found by its number, even with the hashes made anew', () => {
    const [first] = five.tries;
    if (!first) throw new Error('five were made');
    const skipping = appendFailedUnlock({ from: { count: 2, hash: first.hash }, tries: [] }, attempt(3));
    expect(verifyFailedUnlocks({ ...five, tries: [first, ...skipping.tries] })).toEqual({
      ok: false,
      error: { tag: 'edited', seq: 2 }
    });
  });

  it('B32 after the anchor the chain goes on, and an old one put back is found', () => {
    const anchor = headOfTries(five);
    const next = appendFailedUnlock(anchored(five), attempt(9));
    expect(next.tries.map(({ seq }) => seq)).toEqual([6]);
    expect(verifyFailedUnlocks(next, anchor).ok).toBe(true);
    expect(verifyFailedUnlocks(five, anchor)).toEqual({ ok: false, error: { tag: 'cut', seq: 5 } });
    expect(verifyFailedUnlocks(NO_FAILED_UNLOCKS, anchor).ok).toBe(false);
  });

  it('is read back from disk as it was written', () => {
    expect(readRecord(FAILED_UNLOCKS, versioned(FAILED_UNLOCKS, five))).toEqual({ ok: true, value: five });
    expect(readRecord(FAILED_UNLOCKS, { version: 1, value: { ...five, note: 'x' } }).ok).toBe(false);
  });
});
