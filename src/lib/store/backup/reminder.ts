/** What is known of changes and backups. */
export interface BackupState {
  /** Time of the last backup that was saved, or undefined where there is none. */
  readonly lastAt: number | undefined;
  /** Changes since then. */
  readonly changes: number;
  /** When the first of them was made. */
  readonly firstChangeAt: number | undefined;
  /** Whether the browser promised to keep what is stored. */
  readonly persistent: boolean;
  /** As the clinic's settings have it; where the browser may drop what is stored, never more than is safe there. */
  readonly asked?: { readonly days: number; readonly changes: number };
}

export type BackupDue =
  | { readonly tag: 'not-due'; readonly at: number | undefined }
  /** 'first': there is none yet; 'clock': the last one lies in the future, so time says nothing. */
  | { readonly tag: 'due'; readonly why: 'first' | 'changes' | 'time' | 'clock' };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Where the browser may drop what is stored at any time, a third of a day's work is too much to lose. */
const LIMITS = {
  persistent: { changes: 50, milliseconds: 24 * HOUR_MS },
  evictable: { changes: 10, milliseconds: 3 * HOUR_MS }
} as const;

/** A clock that is wrong by more is told of elsewhere (CHT's margin). */
const CLOCK_MARGIN_MS = 10 * MINUTE_MS;

/** Whether it is time for a backup, and why, or when it will be if nothing more changes. */
export function backupDue(state: BackupState, now: number): BackupDue {
  const { lastAt, changes, firstChangeAt } = state;
  if (changes <= 0) return { tag: 'not-due', at: undefined };
  const limit = limitOf(state);
  if (changes >= limit.changes) return { tag: 'due', why: lastAt === undefined ? 'first' : 'changes' };
  const latestKnown = Math.max(lastAt ?? -Infinity, firstChangeAt ?? -Infinity);
  if (latestKnown > now + CLOCK_MARGIN_MS) return { tag: 'due', why: 'clock' };
  const at = (firstChangeAt ?? lastAt ?? now) + limit.milliseconds;
  if (now < at) return { tag: 'not-due', at };
  return { tag: 'due', why: lastAt === undefined ? 'first' : 'time' };
}

function limitOf({ persistent, asked }: BackupState): Readonly<Record<'changes' | 'milliseconds', number>> {
  const wanted = asked
    ? { changes: asked.changes, milliseconds: asked.days * 24 * HOUR_MS }
    : LIMITS.persistent;
  if (persistent) return wanted;
  const { changes, milliseconds } = LIMITS.evictable;
  return {
    changes: Math.min(changes, wanted.changes),
    milliseconds: Math.min(milliseconds, wanted.milliseconds)
  };
}
