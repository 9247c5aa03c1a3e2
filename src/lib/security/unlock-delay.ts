import type { RecordKind } from '$part/schema';
import * as v from 'valibot';

/** One moment by both clocks of the page. */
export interface Moment {
  /** Milliseconds since 1970, by a clock that people can set. */
  readonly wall: number;
  /** Milliseconds since the page was loaded: never set, never back. */
  readonly monotonic: number;
  /** Random, one a page load: monotonic times compare within it alone. */
  readonly page: string;
}

/** Stored beside the keyring, before each try is derived, so that ending the page in mid-try wins no try. */
export type Failures = {
  readonly count: number;
  /** For people to read, and for the audit. */
  readonly lastAt: number;
  /** The latest time ever seen: a clock behind it was set back. */
  readonly latestSeen: number;
  /** From when the delay counts. */
  readonly mark: { readonly page: string; readonly monotonic: number };
};

const time = v.pipe(v.number(), v.finite(), v.minValue(0));

export const FAILURES: RecordKind<Failures> = {
  name: 'unlock-failures',
  scope: 'record',
  version: 1,
  migrations: [],
  validator: v.strictObject({
    count: v.pipe(v.number(), v.integer(), v.minValue(0)),
    lastAt: time,
    latestSeen: time,
    mark: v.strictObject({ page: v.pipe(v.string(), v.maxLength(100)), monotonic: time })
  }),
  example: {
    count: 2,
    lastAt: 1_767_600_000_000,
    latestSeen: 1_767_600_000_000,
    mark: { page: '0b8e0a4e', monotonic: 5_000 }
  }
};

const FREE_TRIES = 3;
const DELAYS_MS = [5_000, 30_000, 120_000, 600_000] as const;
const LONGEST_MS = 600_000;
/** CHT warns from ten minutes on (medic/cht-core, check-date.service.ts). */
const CLOCK_MARGIN_MS = 600_000;

export const noFailures = ({ wall, monotonic, page }: Moment): Failures => ({
  count: 0,
  lastAt: 0,
  latestSeen: wall,
  mark: { page, monotonic }
});

export const delayAfter = (count: number): number =>
  count < FREE_TRIES ? 0 : (DELAYS_MS[count - FREE_TRIES] ?? LONGEST_MS);

/** One more try that failed, or is about to be made and counts as failed until it has not. */
export const afterFailure = (failures: Failures, { wall, monotonic, page }: Moment): Failures => ({
  count: failures.count + 1,
  lastAt: wall,
  latestSeen: Math.max(failures.latestSeen, wall),
  mark: { page, monotonic }
});

/**
 * Once, when a page reads the stored record. What passed while no page was open is known from the wall clock alone, which
 * whoever holds the tablet can set: so the delay counts anew, on the page's own time.
 */
export const afterReload = (failures: Failures, { wall, monotonic, page }: Moment): Failures =>
  failures.mark.page === page
    ? failures
    : {
        ...failures,
        latestSeen: Math.max(failures.latestSeen, wall),
        mark: { page, monotonic }
      };

/** In place of a record that is there but cannot be read: spoiling it must not win tries. */
export const unreadableFailures = (moment: Moment): Failures => ({
  ...noFailures(moment),
  count: FREE_TRIES + DELAYS_MS.length - 1
});

/** After an unlock. */
export const afterSuccess = (failures: Failures, moment: Moment): Failures => ({
  ...noFailures(moment),
  latestSeen: Math.max(failures.latestSeen, moment.wall)
});

/** Milliseconds until the next try is allowed; the wall clock has no say in it. */
export function waitLeft({ count, mark }: Failures, { monotonic, page }: Moment): number {
  const passed = mark.page === page ? monotonic - mark.monotonic : 0;
  return Math.max(0, delayAfter(count) - Math.max(0, passed));
}

export const isClockSetBack = ({ latestSeen }: Failures, { wall }: Moment): boolean =>
  wall < latestSeen - CLOCK_MARGIN_MS;
