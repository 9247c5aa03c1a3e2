/** How good a passphrase is; `why` is a code of `clinic.passphrase.*`. */
export type StrengthShown =
  | { readonly tag: 'empty' }
  | {
      readonly tag: 'refused';
      readonly why: 'too-short' | 'too-long' | 'only-digits' | 'repeated' | 'in-order' | 'common' | 'a-name';
    }
  | { readonly tag: 'fair' | 'good' | 'strong' };

/** @param names of the person and the clinic */
export type StrengthOf = (passphrase: string, names: readonly string[]) => StrengthShown;

export type RoleShown = 'doctor' | 'specialist' | 'administrator' | 'trainee';

export interface PersonShown<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly roles: readonly RoleShown[];
}

export interface ListedShown<Id extends string> extends PersonShown<Id> {
  readonly licence?: string;
  readonly disabledAt?: string;
  readonly isSelf: boolean;
  readonly hasPassphrase: boolean;
  readonly can: { readonly disable: boolean; readonly reset: boolean; readonly change: boolean };
}

/** A fault as the flows tag it. */
export interface FaultShown {
  readonly tag: string;
  readonly reason?: unknown;
  readonly field?: unknown;
  readonly fault?: unknown;
}

export type SaidShown<Done extends string> =
  { readonly ok: true; readonly value: Done } | { readonly ok: false; readonly error: FaultShown };

export interface MessageShown {
  readonly code: string;
  readonly why?: string;
  readonly at?: number;
  readonly found?: number;
  readonly wanted?: number;
}

export type TroubleShown =
  | 'evicted'
  | 'keyring-lost'
  | 'data-lost'
  | 'blocked'
  | 'newer'
  | 'full'
  | 'closed'
  | 'old-tab'
  | 'clock'
  | 'broken';
export type RemedyShown = 'try-again' | 'reload' | 'restore' | 'go-on' | 'start-anew';

export interface MarksShown {
  readonly mayBeEvicted: boolean;
  readonly isClockBehind: boolean;
  readonly isRecoveryKeyOpen: boolean;
  readonly areTriesAltered: boolean;
  readonly isRoomTight: boolean;
  readonly isUnmarked: boolean;
}

export interface SettingsShown {
  readonly autoLockMinutes: number;
  readonly language: 'zh' | 'en' | undefined;
  readonly theme: 'system' | 'light' | 'dark' | undefined;
  readonly prior: 'clinic' | 'flat';
  readonly backupReminder: { readonly days: number; readonly changes: number };
}
