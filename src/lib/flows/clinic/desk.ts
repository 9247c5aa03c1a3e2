import type { Clock } from '$part/kernel';
import type { Keyring, Unlocked } from '$part/security';
import type { Session } from '$part/store';
import { dayNow, mayDo, type DeskSession } from '../desk-session';
import type { Entered } from './enter';

/** An unlocked clinic with what only the clinic's own flows may use. */
export interface Desk {
  readonly unlocked: Unlocked;
  readonly storeSession: Session;
  readonly session: DeskSession;
}

/** @param keyringNow the keyring as it stands, after each change of people */
export function openDesk(
  unlocked: Unlocked,
  { session: storeSession, store }: Entered,
  keyringNow: () => Keyring,
  clock: Clock
): Desk {
  const { key, signing } = unlocked;
  const self = () => keyringNow().users.find(({ id }) => id === unlocked.user.id) ?? unlocked.user;
  const session: DeskSession = {
    store,
    get user() {
      return self();
    },
    get users() {
      return keyringNow().users.map(({ id, name }) => ({ id, name }));
    },
    key,
    signing,
    get keyring() {
      return keyringNow();
    },
    clock,
    get clinicName() {
      return keyringNow().clinic.name;
    },
    may: (what) => mayDo(self(), what),
    newId: () => crypto.randomUUID(),
    today: () => dayNow(clock)
  };
  return { unlocked, storeSession, session };
}

export function forgetKeys({ key, signing }: Pick<Unlocked, 'key' | 'signing'>): void {
  key.forget();
  signing.forget();
}
