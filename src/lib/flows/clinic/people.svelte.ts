import { err, ok, type Result } from '$part/kernel';
import type { UserId } from '$part/schema';
import {
  addUser,
  changePassphrase,
  changeUser,
  disableUser,
  isAdministrator,
  renewRecoveryKey,
  resetPassphrase,
  type AddFault,
  type ChangeFault,
  type ManageFault,
  type NewPerson,
  type ResetFault,
  type Role
} from '$part/security';
import type { AuditEntry } from '$part/store';
import type { ChangeRefused, KeyringChange } from './change-keyring';
import type { Clinic } from './clinic.svelte';
import type { GuardFault } from './door';

export interface ListedPerson {
  readonly id: UserId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly licence?: string;
  readonly createdAt: string;
  readonly disabledAt?: string;
  readonly isSelf: boolean;
  /** None since the data key was changed, or since they left: a new one has to be set. */
  readonly hasPassphrase: boolean;
  /** What the one at the desk may do here. */
  readonly can: { readonly disable: boolean; readonly reset: boolean; readonly change: boolean };
}

export type PeopleFault =
  | AddFault
  | ManageFault
  | ResetFault
  | ChangeFault
  | GuardFault
  | ChangeRefused
  | { readonly tag: 'no-role' };

type Done = Promise<Result<undefined, PeopleFault>>;
type UserReason =
  'added' | 'changed' | 'disabled' | 'passphrase-reset' | 'passphrase-changed' | 'recovery-key-renewed';

/** Who works in the clinic; each change is checked by role in the keyring itself and has its line in the audit. */
export class People {
  busy = $state(false);
  /** What came of the last step; undefined while none was made. */
  said = $state.raw<Result<UserReason, PeopleFault> | undefined>();
  readonly #clinic: Clinic;

  constructor(clinic: Clinic) {
    this.#clinic = clinic;
  }

  get mayManage(): boolean {
    return this.#clinic.desk.session?.may('manage-users') ?? false;
  }

  /** Those who work here now first. */
  get list(): readonly ListedPerson[] {
    const { keyring, session } = this.#clinic.desk;
    if (!keyring || !session) return [];
    const administrators = keyring.users.filter(isAdministrator);
    const listed = keyring.users.map((user): ListedPerson => {
      const { id, name, roles, createdAt, disabledAt, licence } = user;
      const manages = this.mayManage && disabledAt === undefined;
      const isLast = administrators.length === 1 && administrators[0]?.id === id;
      const isSelf = id === session.user.id;
      return {
        id,
        name,
        roles,
        createdAt,
        isSelf,
        ...(licence === undefined ? {} : { licence }),
        ...(disabledAt === undefined ? {} : { disabledAt }),
        hasPassphrase: keyring.wraps.some((wrap) => wrap.user === id),
        can: { disable: manages && !isLast, reset: manages && !isSelf, change: manages }
      };
    });
    return listed.sort((a, b) => Number(a.disabledAt !== undefined) - Number(b.disabledAt !== undefined));
  }

  add = ({ name, roles, licence, passphrase }: NewPerson): Done => {
    const written = licence?.trim() ?? '';
    const person = { name: name.trim(), roles, passphrase, ...(written === '' ? {} : { licence: written }) };
    return this.#change('added', undefined, async (keyring, tools) => {
      const added = await addUser(keyring, tools.unlocked, person, tools);
      return added.ok ? ok(added.value.keyring) : added;
    });
  };

  /** A name written wrongly, a trainee who becomes a doctor. */
  change = (id: UserId, change: Partial<Pick<NewPerson, 'name' | 'roles' | 'licence'>>): Done =>
    this.#change('changed', id, (keyring, { unlocked }) => changeUser(keyring, unlocked, id, change));

  /** Who left: their passphrase opens nothing here from then on; what they signed stays theirs. */
  disable = (id: UserId): Done =>
    this.#change('disabled', id, (keyring, { unlocked, clock }) => disableUser(keyring, unlocked, id, clock));

  /** For who forgot theirs. */
  resetPassphrase = (id: UserId, next: string): Done =>
    this.#change('passphrase-reset', id, (keyring, tools) =>
      resetPassphrase(keyring, tools.unlocked, { user: id, next }, tools)
    );

  /** One's own, shown to be one's own by the passphrase of now; tries are counted as at the door. */
  changeOwn = (current: string, next: string): Done => {
    const user = this.#clinic.desk.session?.user.id;
    if (user === undefined) return Promise.resolve(err({ tag: 'locked' }));
    return this.#change('passphrase-changed', user, (keyring, tools) =>
      tools.guard(user, () => changePassphrase(keyring, { user, current, next }, tools))
    );
  };

  /** The printed one opens nothing any more; the new one is on the screen until it is confirmed. */
  renewRecoveryKey = async (): Promise<void> => {
    let recoveryKey: string | undefined;
    const done = await this.#change('recovery-key-renewed', undefined, async (keyring, tools) => {
      const renewed = await renewRecoveryKey(keyring, tools.unlocked, tools);
      if (!renewed.ok) return renewed;
      const noted = await tools.recoveryKeyIsOpen();
      if (!noted.ok) return noted;
      recoveryKey = renewed.value.recoveryKey;
      return ok(renewed.value.keyring);
    });
    if (done.ok && recoveryKey !== undefined) this.#clinic.showRecoveryKey(recoveryKey);
  };

  async #change(
    reason: UserReason,
    id: UserId | undefined,
    change: KeyringChange<PeopleFault>
  ): Promise<Result<undefined, PeopleFault>> {
    const line: AuditEntry = { action: 'user', reason, ...(id === undefined ? {} : { id }) };
    this.busy = true;
    try {
      const done = await this.#clinic.desk.changeKeyring(line, change);
      this.said = done.ok ? ok(reason) : done;
      return done.ok ? ok(undefined) : done;
    } finally {
      this.busy = false;
    }
  }
}
