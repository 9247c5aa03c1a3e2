import {
  afterFailure,
  afterReload,
  afterSuccess,
  delayAfter,
  FAILURES,
  isClockSetBack,
  noFailures,
  unreadableFailures,
  waitLeft,
  type Failures,
  type Moment
} from '$part/security';
import { readRecord, versioned } from '$part/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const START = Date.UTC(2026, 0, 5, 8);
const at = (ms: number, page = 'p1', wall = START + ms): Moment => ({ wall, monotonic: ms, page });
const failed = (times: number, moment = at(0)): Failures =>
  Array.from({ length: times }).reduce<Failures>(
    (failures) => afterFailure(failures, moment),
    noFailures(moment)
  );

describe('delay after failed unlocks', () => {
  it('B23 three tries are free, then 5 s, 30 s, 2 min, 10 min and no more', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 100].map(delayAfter)).toEqual([
      0, 0, 0, 5_000, 30_000, 120_000, 600_000, 600_000, 600_000
    ]);
  });

  it('B23 runs down on the page’s own time', () => {
    const failures = failed(4);
    expect(waitLeft(failures, at(0))).toBe(30_000);
    expect(waitLeft(failures, at(12_000))).toBe(18_000);
    expect(waitLeft(failures, at(30_000))).toBe(0);
    expect(waitLeft(failures, at(90_000))).toBe(0);
  });

  it('B23 survives a reload: stored, read back, and waited for anew', () => {
    const stored = JSON.parse(JSON.stringify(versioned(FAILURES, failed(5)))) as { version: number };
    const read = readRecord(FAILURES, { value: null, ...stored });
    if (!read.ok) throw new Error('not read back');
    const later = at(3, 'p2', START + 86_400_000);
    const failures = afterReload(read.value, later);
    expect(waitLeft(failures, later)).toBe(120_000);
    expect(waitLeft(failures, at(120_003, 'p2'))).toBe(0);
    // Read without afterReload it waits as long: another page's marks say nothing here.
    expect(waitLeft(read.value, at(500_000, 'p2'))).toBe(120_000);
  });

  it('B23 20 wrong tries take more than two hours, whatever the clock is set to', () => {
    let failures = noFailures(at(0));
    let waited = 0;
    for (let attempt = 0; attempt < 20; attempt++) {
      waited += waitLeft(failures, at(waited));
      failures = afterFailure(failures, at(waited, 'p1', attempt % 2 ? 0 : START * 2));
    }
    expect(waited).toBe(5_000 + 30_000 + 120_000 + 14 * 600_000);
  });

  it('B23 no order of reloads and clock jumps lets a try in earlier than its delay', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 700_000 }) }),
      fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: -1e12, max: 1e12 }) }),
      fc.record({ kind: fc.constant('reload' as const), ms: fc.integer({ min: 0, max: 1e9 }) })
    );
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.array(step, { maxLength: 30 }), (count, steps) => {
        let [true_, opened, wall, page] = [0, 0, START, 0];
        const now = (): Moment => ({
          wall: wall + true_,
          monotonic: true_ - opened,
          page: `p${page}`
        });
        let failures = failed(count, now());
        for (const { kind, ms } of steps) {
          if (kind === 'wait') true_ += ms;
          else if (kind === 'clock') wall += ms;
          else {
            true_ += ms;
            opened = true_;
            page += 1;
            failures = afterReload(failures, now());
          }
          if (waitLeft(failures, now()) === 0) expect(true_).toBeGreaterThanOrEqual(delayAfter(count));
        }
      }),
      { numRuns: 2_000 }
    );
  });

  it('B23 reading the record once more on the same page does not start the wait again', () => {
    const failures = failed(4);
    expect(waitLeft(afterReload(failures, at(20_000)), at(20_000))).toBe(10_000);
  });

  it('B23 a success clears the count, and a spoilt record is the longest delay', () => {
    expect(waitLeft(afterSuccess(failed(9), at(5)), at(5))).toBe(0);
    expect(waitLeft(unreadableFailures(at(0)), at(0))).toBe(600_000);
  });

  it('A18 a clock set back by more than ten minutes is told, also after an unlock', () => {
    const failures = afterSuccess(failed(1, at(0)), at(10, 'p1', START - 5_000_000));
    expect(isClockSetBack(failures, at(20, 'p1', START - 599_000))).toBe(false);
    expect(isClockSetBack(failures, at(20, 'p1', START - 601_000))).toBe(true);
  });
});
