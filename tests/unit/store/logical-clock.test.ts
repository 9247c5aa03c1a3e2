import { err, ok } from '$part/kernel';
import { LogicalClock } from '$part/store';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openClinic, openTab, register } from './clinic';

const value = async (clock: LogicalClock) => {
  const next = await clock.next();
  if (!next.ok) throw new Error(next.error.tag);
  return next.value;
};

/** Numbers as the keyring's database gives them. */
const source = (from = 0) => {
  let taken = from;
  return {
    reserveClock: (count: number, atLeast: number) => {
      const first = Math.max(taken, atLeast) + 1;
      taken = first + count - 1;
      return Promise.resolve(ok(first));
    }
  };
};

describe('the logical clock', () => {
  it('A18 never goes back and gives no number twice, over tabs, starts and what was read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ tab: fc.nat(2), do: fc.constant('next' as const) }),
            fc.record({ tab: fc.nat(2), do: fc.constant('restart' as const) }),
            fc.record({ tab: fc.nat(2), do: fc.constant('observe' as const), clock: fc.nat(500) })
          ),
          { maxLength: 300 }
        ),
        async (steps) => {
          const shared = source();
          const tabs = [0, 1, 2].map(() => ({ clock: new LogicalClock(shared), seen: 0, written: 0 }));
          const given = new Set<number>();
          for (const step of steps) {
            const tab = tabs[step.tab];
            if (!tab) continue;
            if (step.do === 'restart') {
              // What was only read is read again before it is changed; what was written stays behind for good.
              tab.clock = new LogicalClock(shared);
              tab.seen = tab.written;
            } else if (step.do === 'observe') {
              tab.clock.observe(step.clock);
              tab.seen = Math.max(tab.seen, step.clock);
            } else {
              const next = await value(tab.clock);
              expect(next).toBeGreaterThan(tab.seen);
              expect(given.has(next)).toBe(false);
              given.add(next);
              tab.seen = tab.written = next;
            }
          }
        }
      ),
      { numRuns: 200 }
    );
  });

  it('asked many times at once, also over the end of what it holds, gives each number once', async () => {
    const clock = new LogicalClock(source());
    const all = await Promise.all(Array.from({ length: 200 }, () => value(clock)));
    expect(new Set(all).size).toBe(200);
  });

  it('A18 goes on after the last line where the device clock stands years back and the keyring was lost', async () => {
    const { store, platform, key } = await openClinic();
    for (const name of ['甲', '乙', '丙']) await register(store, name);
    const old = await openTab(platform, key, {
      clock: new LogicalClock(source()),
      now: { now: () => Date.UTC(2016, 0, 1) }
    });
    await old.store.audit.continueClock();
    await register(old.store, '丁');
    const page = await store.audit.page(undefined, 4);
    if (!page.ok) throw new Error(page.error.tag);
    const clocks = page.value.map(({ line }) => (line.ok ? line.value.by.clock : 0));
    expect(clocks).toEqual([...clocks].sort((a, b) => b - a));
    expect(new Set(clocks).size).toBe(4);
  });

  it('says why where it cannot take numbers', async () => {
    const clock = new LogicalClock({ reserveClock: () => Promise.resolve(err({ tag: 'full' })) });
    expect(await clock.next()).toEqual({ ok: false, error: { tag: 'full' } });
  });
});
