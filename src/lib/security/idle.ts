/** How long nothing may happen. */
export interface IdleLimits {
  readonly lockAfterMs: number;
  /** How long before the lock it is announced. */
  readonly warnMs: number;
}

/** Promise B28: at most two minutes. */
export const DEFAULT_LIMITS: IdleLimits = { lockAfterMs: 120_000, warnMs: 20_000 };

export type IdleState = {
  readonly locked: boolean;
  readonly idleMs: number;
  /** When the clock was last looked at. */
  readonly seenAt: number;
};

export type Phase =
  | { readonly tag: 'open' }
  | { readonly tag: 'warning'; readonly leftMs: number }
  | { readonly tag: 'locked' };

export const unlockedAt = (now: number): IdleState => ({ locked: false, idleMs: 0, seenAt: now });

/**
 * Time passed without anybody. Between two looks the tablet may have slept or its clock been set: a jump, forward or
 * back, counts as so much idleness, so that it locks too early rather than too late.
 */
export function passed(state: IdleState, now: number, { lockAfterMs }: IdleLimits): IdleState {
  if (state.locked) return state;
  const idleMs = state.idleMs + Math.abs(now - state.seenAt);
  return { locked: idleMs >= lockAfterMs, idleMs, seenAt: now };
}

/** A touch or a key. It comes too late where the limit passed before it: after sleep the first touch finds it locked. */
export function active(state: IdleState, now: number, limits: IdleLimits): IdleState {
  const before = passed(state, now, limits);
  return before.locked ? before : unlockedAt(now);
}

export const locked = (state: IdleState): IdleState => ({ ...state, locked: true });

export function phaseOf({ locked: isLocked, idleMs }: IdleState, limits: IdleLimits): Phase {
  if (isLocked) return { tag: 'locked' };
  const leftMs = limits.lockAfterMs - idleMs;
  return leftMs <= limits.warnMs ? { tag: 'warning', leftMs } : { tag: 'open' };
}
