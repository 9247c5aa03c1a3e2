import type { Result } from '$part/kernel';
import type { RecoveryFault, ResetFault, UnlockFault, WarmFault } from '$part/security';
import type { StoreFault } from '$part/store';
import type { LockMessage } from './clinic-state';

export type DoorFault =
  UnlockFault | RecoveryFault | ResetFault | WarmFault | { readonly tag: 'wrong' } | { readonly tag: 'wait' };

const DERIVING = { memory: 'no-memory', time: 'too-slow', worker: 'no-worker' } as const;

export function lockMessage(fault: DoorFault, how: 'passphrase' | 'recovery' | 'pin'): LockMessage {
  switch (fault.tag) {
    case 'wrong':
      if (how === 'recovery') return { code: 'recovery-wrong' };
      if ('triesLeft' in fault) return { code: fault.triesLeft > 0 ? 'wrong-pin' : 'pin-gone' };
      return { code: 'wrong' };
    case 'gone':
      return { code: 'pin-gone' };
    case 'not-derived':
      return { code: DERIVING[fault.fault] };
    case 'passphrase':
      return { code: 'passphrase', why: fault.reason };
    case 'not-allowed':
      return { code: 'tampered' };
    case 'misread': {
      const { fault: misread } = fault;
      if (misread.tag === 'length')
        return { code: 'recovery-length', found: misread.found, wanted: misread.wanted };
      return misread.tag === 'sign' ? { code: 'recovery-sign', at: misread.at } : { code: 'recovery-check' };
    }
    default:
      return { code: fault.tag };
  }
}

const STORE_TAGS = ['full', 'closed', 'failed'] as const;

/** Faults of the device end on a trouble screen, all others are said on this one. */
export const isStoreFault = (fault: { readonly tag: string }): fault is StoreFault =>
  STORE_TAGS.some((tag) => tag === fault.tag);

export type DoorResult<T> = Result<T, DoorFault | StoreFault>;
