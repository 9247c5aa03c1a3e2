import type { Clock } from '$part/kernel';
import { dayOfTime, type IsoDay } from '$part/schema';
import type { ClinicKey, Keyring, Role, SigningKey, User } from '$part/security';
import type { Store } from '$part/store';

/** What an unlocked clinic gives every screen; dropped whole at lock. */
export interface DeskSession {
  readonly store: Store;
  /** Who is at the tablet. */
  readonly user: User;
  /** Everybody who ever was in the clinic, so that old records name their authors. */
  readonly users: readonly { readonly id: string; readonly name: string }[];
  readonly key: ClinicKey;
  readonly signing: SigningKey;
  /** As it stands: another one after each change of people or passphrases. */
  readonly keyring: Keyring;
  /** Wall clock. */
  readonly clock: Clock;
  readonly clinicName: string;
  readonly may: (what: Right) => boolean;
  /** A random UUID. */
  readonly newId: () => string;
  /** The clinic's day. */
  readonly today: () => IsoDay;
}

export type Right = 'write' | 'sign' | 'manage-users' | 'restore' | 'import' | 'audit';

/** 电子病历应用管理规范（试行）2017, articles 15 and 16: a trainee writes, a licensed doctor signs. */
const HOLDERS: Readonly<Record<Right, readonly Role[]>> = {
  write: ['doctor', 'specialist', 'trainee'],
  sign: ['doctor', 'specialist'],
  'manage-users': ['administrator'],
  restore: ['administrator'],
  import: ['administrator'],
  audit: ['administrator']
};

export const mayDo = ({ roles, disabledAt }: Pick<User, 'roles' | 'disabledAt'>, what: Right): boolean =>
  disabledAt === undefined && roles.some((role) => HOLDERS[what].includes(role));

/** The day where this tablet's clock and time zone stand. */
export const dayNow = (clock: Clock): IsoDay => {
  const now = clock.now();
  return dayOfTime(now, new Date(now).getTimezoneOffset());
};
