import { bestOf } from '$part/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';

it('is the beginning of the sorted list, equals in the order they came', () => {
  const pair = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer());
  fc.assert(
    fc.property(fc.array(pair), fc.integer({ min: -2, max: 12 }), (items, limit) => {
      const compare = ([a]: [number, number], [b]: [number, number]) => a - b;
      expect(bestOf(items, limit, compare)).toEqual([...items].sort(compare).slice(0, Math.max(0, limit)));
    })
  );
});
