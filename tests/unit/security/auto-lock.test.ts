import { AutoLock, ClinicKey, type Phase } from '$part/security';
import { active, DEFAULT_LIMITS, passed, phaseOf, unlockedAt } from '$part/security/idle';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('auto-lock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 8) }));
  afterEach(() => void vi.useRealTimers());

  const clock = { now: () => Date.now() };
  const made = () => {
    const lock = new AutoLock({ clock });
    const phases: Phase[] = [];
    lock.onChange((phase) => phases.push(phase));
    return { lock, phases };
  };

  it('B28 locks after two minutes without anybody, warns 20 s before, drops the keys first', async () => {
    const key = await ClinicKey.generate();
    const { lock, phases } = made();
    const order: string[] = [];
    lock.forgets(() => {
      key.forget();
      order.push('forgotten');
    });
    lock.onChange((phase) => order.push(phase.tag));
    vi.advanceTimersByTime(99_000);
    expect(lock.phase.tag).toBe('open');
    vi.advanceTimersByTime(1_000);
    expect(lock.phase).toEqual({ tag: 'warning', leftMs: 20_000 });
    vi.advanceTimersByTime(19_000);
    expect(key.forgotten).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(lock.phase.tag).toBe('locked');
    expect(key.forgotten).toBe(true);
    expect(order.slice(-2)).toEqual(['forgotten', 'locked']);
    expect(phases.filter(({ tag }) => tag === 'warning')).toHaveLength(20);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('B28 activity starts the time anew, also in the warning', () => {
    const { lock } = made();
    vi.advanceTimersByTime(110_000);
    expect(lock.phase.tag).toBe('warning');
    lock.activity();
    expect(lock.phase.tag).toBe('open');
    vi.advanceTimersByTime(119_000);
    expect(lock.phase.tag).toBe('warning');
    vi.advanceTimersByTime(1_000);
    expect(lock.phase.tag).toBe('locked');
  });

  it('B28 once locked no activity opens it', () => {
    const { lock } = made();
    lock.lock();
    lock.activity();
    vi.advanceTimersByTime(5_000);
    expect(lock.phase.tag).toBe('locked');
  });

  it('B28 sleep counts: the first touch after it finds the tablet locked', () => {
    const { lock } = made();
    // Timers stood still while the clock went on.
    vi.setSystemTime(Date.now() + 3_600_000);
    lock.activity();
    expect(lock.phase.tag).toBe('locked');
  });

  it('B28 a clock set back or forward locks too early rather than too late', () => {
    for (const jump of [-3_600_000, 3_600_000]) {
      const { lock } = made();
      vi.advanceTimersByTime(10_000);
      vi.setSystemTime(Date.now() + jump);
      vi.advanceTimersByTime(1_000);
      expect(lock.phase.tag).toBe('locked');
    }
  });

  it('B28 however the clock jumps, no more real time than the limit passes unlocked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ ms: fc.nat({ max: 30_000 }), jump: fc.integer({ min: -1e6, max: 1e6 }) }), {
          maxLength: 40
        }),
        (looks) => {
          let [now, real] = [0, 0];
          let state = unlockedAt(now);
          for (const { ms, jump } of looks) {
            now += ms;
            real += ms;
            state = passed(state, now, DEFAULT_LIMITS);
            now += jump;
            state = passed(state, now, DEFAULT_LIMITS);
            if (real >= DEFAULT_LIMITS.lockAfterMs) expect(state.locked).toBe(true);
          }
        }
      ),
      { numRuns: 1_000 }
    );
  });

  it('B28 every key is dropped and the screen covered although one hook throws', () => {
    const { lock, phases } = made();
    const dropped: string[] = [];
    lock.forgets(() => {
      dropped.push('first');
      throw new Error('a hook');
    });
    lock.forgets(() => dropped.push('second'));
    expect(() => lock.lock()).toThrow('a hook');
    expect(dropped).toEqual(['first', 'second']);
    expect(phases.at(-1)?.tag).toBe('locked');
    lock.forgets(() => dropped.push('late'));
    expect(dropped).toEqual(['first', 'second', 'late']);
  });

  it('is pure underneath: the same looks give the same phase', () => {
    const state = active(passed(unlockedAt(0), 90_000, DEFAULT_LIMITS), 95_000, DEFAULT_LIMITS);
    expect(phaseOf(state, DEFAULT_LIMITS)).toEqual({ tag: 'open' });
    expect(phaseOf(passed(state, 200_000, DEFAULT_LIMITS), DEFAULT_LIMITS)).toEqual({
      tag: 'warning',
      leftMs: 15_000
    });
    expect(() => new AutoLock({ clock, limits: { lockAfterMs: 20_000, warnMs: 20_000 } })).toThrow(
      RangeError
    );
  });
});
