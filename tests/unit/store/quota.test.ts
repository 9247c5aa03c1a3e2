import { askToPersist, roomLeft, type StorageLike } from '$part/store';
import { describe, expect, it, vi } from 'vitest';

const storage = (answers: Partial<StorageLike>): StorageLike => ({
  persisted: () => Promise.resolve(false),
  persist: () => Promise.resolve(false),
  estimate: () => Promise.resolve({}),
  ...answers
});
const MB = 1024 * 1024;

describe('storage', () => {
  it('A7 that is promised is not asked for again; one that is refused is told', async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    expect(await askToPersist(storage({ persisted: () => Promise.resolve(true), persist }))).toBe(true);
    expect(persist).not.toHaveBeenCalled();
    expect(await askToPersist(storage({ persist }))).toBe(true);
    expect(await askToPersist(storage({}))).toBe(false);
    expect(await askToPersist(storage({ persisted: () => Promise.reject(new TypeError()) }))).toBe(false);
  });

  it.each([
    [10 * MB, 1_000 * MB, false],
    [901 * MB, 1_000 * MB, true],
    [9 * MB, 10 * MB, true],
    [8 * MB, 10 * MB, false]
  ])('with %i of %i taken is tight: %s', async (usage, quota, isTight) => {
    const left = await roomLeft(storage({ estimate: () => Promise.resolve({ usage, quota }) }));
    expect(left).toEqual({ usedBytes: usage, quotaBytes: quota, isTight });
  });

  it('that does not tell is not guessed at', async () => {
    expect(await roomLeft(storage({}))).toBeUndefined();
    expect(await roomLeft(storage({ estimate: () => Promise.reject(new TypeError()) }))).toBeUndefined();
  });
});
