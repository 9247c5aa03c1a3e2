import type { UserId } from '$part/schema';
import {
  delayAfter,
  type CreateFault,
  type Keyring,
  type PassphraseFault,
  type Role,
  type User
} from '$part/security';
import type { DeskSession } from '../desk-session';
import type { Door } from './door';
import type { Trouble } from './trouble';
import type { WarmPins } from './warm-pins';

export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Why nobody came in, or why it is locked. */
export type LockMessage =
  | { readonly code: 'wrong' | 'wrong-pin' | 'pin-gone' | 'wait' }
  | { readonly code: 'disabled' | 'no-passphrase' | 'unknown-user' }
  /** The keyring was edited without the key, or its figures made cheaper: nothing is opened with it. */
  | { readonly code: 'tampered' | 'downgraded' }
  /** Of the tablet: no try was counted. */
  | { readonly code: 'no-memory' | 'too-slow' | 'no-worker' }
  | { readonly code: 'recovery-length'; readonly found: number; readonly wanted: number }
  | { readonly code: 'recovery-sign'; readonly at: number }
  | { readonly code: 'recovery-check' | 'recovery-wrong' }
  | { readonly code: 'passphrase'; readonly why: PassphraseFault }
  | { readonly code: 'locked-idle' | 'locked-other-tab' };

export interface LockedState {
  readonly tag: 'locked';
  readonly clinicName: string;
  /** Who may unlock, the last one first. */
  readonly users: readonly Person[];
  readonly chosen: UserId | undefined;
  /** Seconds until the next try, and of how many. */
  readonly wait: number;
  readonly waitOf: number;
  /** Where the chosen one has a PIN here: how many tries are left. */
  readonly pinTries?: number;
  readonly message?: LockMessage;
}

export type FirstStartFault = CreateFault | { readonly tag: 'exists' };

export type ClinicState =
  | { readonly tag: 'starting' }
  | { readonly tag: 'first-start'; readonly fault?: FirstStartFault }
  | {
      readonly tag: 'recovery-key';
      readonly clinicName: string;
      readonly groups: readonly string[];
      /** Which two are to be typed back, from 0. */
      readonly asked: readonly [number, number];
      readonly isWrong: boolean;
      readonly warning?: 'idle';
      readonly left?: number;
    }
  | LockedState
  | {
      readonly tag: 'open';
      readonly session: DeskSession;
      readonly warning?: 'idle';
      /** Seconds until the lock, with the warning. */
      readonly left?: number;
    }
  | Trouble;

/** What stays on the screen of an open clinic until it is mended. */
export interface Marks {
  /** The browser would not promise to keep the records: more backups are needed. */
  readonly mayBeEvicted: boolean;
  /** The clock is behind a time that was seen before. */
  readonly isClockBehind: boolean;
  /** Nobody said that the recovery key is on paper: a new one is to be made. */
  readonly isRecoveryKeyOpen: boolean;
  /** The record of failed tries was edited. */
  readonly areTriesAltered: boolean;
  /** Room for the audit and for deletions is all that is left. */
  readonly isRoomTight: boolean;
  /** A marker could not be set: an eviction would look like a first start. */
  readonly isUnmarked: boolean;
}

export const NO_MARKS: Marks = {
  mayBeEvicted: false,
  isClockBehind: false,
  isRecoveryKeyOpen: false,
  areTriesAltered: false,
  isRoomTight: false,
  isUnmarked: false
};

/** Those who may unlock, the one who did so last before the others. */
export function peopleAtDoor(users: readonly User[], last: UserId | undefined): Person[] {
  const active = users.filter(({ disabledAt }) => disabledAt === undefined);
  const order = (user: User) => (user.id === last ? 0 : 1);
  return active
    .sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'zh'))
    .map(({ id, name, roles }) => ({ id, name, roles }));
}

export function lockedState(
  keyring: Keyring,
  door: Pick<Door, 'record' | 'waitMs'>,
  pins: Pick<WarmPins, 'triesOf'>,
  asked: UserId | undefined,
  message: LockMessage | undefined
): LockedState {
  const users = peopleAtDoor(keyring.users, door.record.lastUser);
  const only = users.length === 1 ? users[0]?.id : undefined;
  const chosen = users.find(({ id }) => id === asked)?.id ?? only;
  const pinTries = chosen === undefined ? undefined : pins.triesOf(keyring, chosen);
  return {
    tag: 'locked',
    clinicName: keyring.clinic.name,
    users,
    chosen,
    wait: Math.ceil(door.waitMs / 1_000),
    waitOf: delayAfter(door.record.failures.count) / 1_000,
    ...(pinTries === undefined ? {} : { pinTries }),
    ...(message ? { message } : {})
  };
}
