import { gather } from '$part/kernel';
import { describe, expect, it } from 'vitest';

describe('gather', () => {
  it('adds in order, under each key apart, without copying the list', () => {
    const lists = new Map<string, number[]>();
    gather(lists, 'a', 1, 2);
    const kept = lists.get('a');
    gather(lists, 'b', 9);
    gather(lists, 'a', 3);
    expect([...lists]).toEqual([
      ['a', [1, 2, 3]],
      ['b', [9]]
    ]);
    expect(lists.get('a')).toBe(kept);
  });

  it('does not keep the caller’s own list', () => {
    const lists = new Map<string, number[]>();
    const own = [1];
    gather(lists, 'a', ...own);
    gather(lists, 'a', 2);
    expect(own).toEqual([1]);
  });
});
