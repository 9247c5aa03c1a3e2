import { ok } from '$part/kernel';
import type { UserId } from '$part/schema';
import { openSession, unlock, type Keyring } from '$part/security';
import type { AuditEntry, LostConnection } from '$part/store';
import { ClinicDesk } from './clinic-desk.svelte';
import { lockedState, type ClinicState, type LockMessage } from './clinic-state';
import { createHere, type AskedClinic } from './create-here';
import { forgetKeys } from './desk';
import type { HowTried } from './door';
import type { LockCause } from './door-record';
import { enter } from './enter';
import { endAll, loadKeyring, saveKeyring, startHere, type Blocked, type Ground, type Under } from './ground';
import { isStoreFault, lockMessage, type DoorResult } from './lock-message';
import type { ClinicTools } from './page';
import { groupsToAsk, isTypedBack } from './recovery-check';
import { came, recoverHere, type Came } from './recover-here';
import { trouble, troubleOfFault, troubleOfLoss, type Trouble } from './trouble';
import { WarmPins } from './warm-pins';

const TICK_MS = 1_000;

/** A clinic on this device from its start to its open desk, and back to the lock. */
export class Clinic {
  state = $state.raw<ClinicState>({ tag: 'starting' });
  /** A slow step is on its way; buttons wait. */
  busy = $state(false);
  readonly desk: ClinicDesk;
  readonly #tools: ClinicTools;
  readonly #pins: WarmPins;
  readonly #offs: readonly (() => void)[];
  #ground: Ground | undefined;
  #blocked: Blocked | undefined;
  #recoveryKey: string | undefined;
  #chosen: UserId | undefined;
  /** Counts starts and locks: what began before one of them is not finished after it. */
  #epoch = 0;
  #settling: Promise<unknown> = Promise.resolve();

  constructor(tools: ClinicTools) {
    this.#tools = tools;
    this.#pins = new WarmPins(tools);
    this.desk = new ClinicDesk(tools, this.#pins, {
      locked: (user, cause) => this.#locked(user, cause),
      idle: (left) => this.#warn(left),
      fell: (found) => this.#fall(found)
    });
    const { page } = tools;
    this.#offs = [
      page.every(TICK_MS, () => this.#tick()),
      page.onShown(() => this.desk.look()),
      page.onLeave(() => this.#lockFor('left')),
      page.lockChannel.onHeard(() => this.#lockFor('other-tab'))
    ];
  }

  /** Looks at what is on the device; also after a trouble or a restore. */
  tryAgain = async (): Promise<void> => {
    this.#close();
    const epoch = this.#epoch;
    this.state = { tag: 'starting' };
    const found = await startHere(this.#tools, this.#lost);
    if (epoch !== this.#epoch) {
      if (found.ground) endAll(found.ground);
      if (found.tag === 'trouble') found.blocked?.end();
      return;
    }
    this.#ground = found.ground;
    if (found.tag === 'first-start') this.state = { tag: 'first-start' };
    else if (found.tag === 'trouble') this.#stay(found.trouble, found.blocked);
    else {
      this.desk.keyring = found.keyring;
      if (found.ground.door.isClockBehind) this.state = trouble('clock');
      else this.#showLocked();
    }
  };

  /** In spite of a wrong clock: order never depends on it, and the mark stays. */
  goOn = (): void => {
    if (this.state.tag === 'trouble' && this.state.can.includes('go-on')) this.#showLocked();
  };

  /** Where the browser cleared everything and there is no backup. */
  startAnew = (): void => {
    const isOffered = this.state.tag === 'trouble' && this.state.can.includes('start-anew');
    if (isOffered && this.#ground) this.state = { tag: 'first-start' };
  };

  reload = (): void => this.#tools.page.reload();

  create = (asked: AskedClinic): Promise<void> =>
    this.#alone('first-start', async (ground) => {
      const made = await createHere(ground, this.#tools, asked, this.#lost);
      if (!made.ok) {
        if (made.error.tag === 'trouble') this.#fall(made.error);
        else if (made.error.tag === 'exists') await this.tryAgain();
        else this.state = { tag: 'first-start', fault: made.error };
        return;
      }
      const { keyring, session, entered, recoveryKey } = made.value;
      this.#chosen = session.user.id;
      if (await this.desk.open(ground, session, entered, keyring, 'ask')) this.showRecoveryKey(recoveryKey);
    });

  /** Once, until it is confirmed; at a lock it is gone, and a new one has to be made. */
  showRecoveryKey = (recoveryKey: string): void => {
    const { session } = this.desk;
    if (!session) return;
    this.#recoveryKey = recoveryKey;
    this.desk.recoveryKeyIsOpen();
    const groups = recoveryKey.split('-');
    const asked = groupsToAsk(groups.length);
    this.state = { tag: 'recovery-key', clinicName: session.clinicName, groups, asked, isWrong: false };
  };

  /** By typing two of its groups back, or by saying that it was printed. */
  confirmRecoveryKey = async (how: 'printed' | readonly [string, string]): Promise<void> => {
    const { state } = this;
    const { session } = this.desk;
    if (state.tag !== 'recovery-key' || !session || this.#recoveryKey === undefined) return;
    if (how !== 'printed' && !isTypedBack(this.#recoveryKey, state.asked, how)) {
      this.state = { ...state, isWrong: true };
      return;
    }
    this.#recoveryKey = undefined;
    this.state = { tag: 'open', session };
    await this.desk.recoveryKeyIsKept(how === 'printed' ? how : 'typed-back');
  };

  /** Who is going to unlock. */
  choose = (user: UserId | undefined): void => {
    this.#chosen = user;
    if (this.state.tag === 'locked') this.#showLocked();
  };

  unlock = (user: UserId, passphrase: string): Promise<void> =>
    this.#come('passphrase', user, async (keyring) =>
      came(await unlock(keyring, { user, passphrase }, this.#tools.kdf))
    );

  unlockByPin = async (pin: string): Promise<void> => {
    const user = this.#chosen;
    if (user === undefined) return;
    await this.#come('pin', user, async (keyring) => {
      const key = await this.#pins.unlock(keyring, user, pin);
      return key.ok ? came(await openSession(keyring, key.value, user)) : key;
    });
  };

  /** For the next unlocks of this page. */
  choosePin = (pin: string) => this.desk.choosePin(pin);

  /** A new passphrase for who forgot theirs, who is then in. */
  recover = (recoveryKey: string, user: UserId, newPassphrase: string): Promise<void> => {
    const line: AuditEntry = { action: 'user', table: 'keyring', id: user, reason: 'passphrase-recovered' };
    const asked = { recoveryKey, user, next: newPassphrase };
    return this.#come('recovery', user, (keyring) => recoverHere(keyring, asked, this.#tools), [line]);
  };

  /** By hand, in every tab. */
  lock = (): void => {
    this.#lockFor('hand');
    this.#tools.page.lockChannel.say();
  };

  /** A touch or a key. */
  activity = (): void => this.desk.activity();

  get under(): Under {
    return { tools: this.#tools, ground: this.#ground, session: this.desk.storeSession };
  }

  /** Resolves once what a lock had to write is written. */
  settled(): Promise<unknown> {
    return this.#settling;
  }

  stop(): void {
    for (const off of this.#offs) off();
    this.#lockFor('left');
    this.#pins.dropAll();
    this.#close();
  }

  /** One step at a time, in one tab at a time, and only from the screen that offers it. */
  async #alone(tag: ClinicState['tag'], step: (ground: Ground) => Promise<void>): Promise<void> {
    const ground = this.#ground;
    if (!ground || this.state.tag !== tag || this.busy) return;
    this.busy = true;
    try {
      await this.#tools.page.exclusive(() => step(ground));
    } finally {
      this.busy = false;
    }
  }

  #come(
    how: HowTried,
    user: UserId,
    attempt: (keyring: Keyring) => Promise<DoorResult<Came>>,
    before: readonly AuditEntry[] = []
  ): Promise<void> {
    this.#chosen = user;
    // Also what comes while this waits for its turn stops it.
    const epoch = this.#epoch;
    return this.#alone('locked', async (ground) => {
      const now = await loadKeyring(ground.keyringDatabase);
      if (!now.ok) return this.#fall(now.error);
      this.desk.keyring = now.value;
      const tried = await ground.door.guard(how, user, () => attempt(now.value));
      if (!tried.ok) {
        if (isStoreFault(tried.error)) this.#fall(troubleOfFault(tried.error));
        else this.#showLocked(lockMessage(tried.error, how));
        return;
      }
      const { unlocked, next } = tried.value;
      if (epoch !== this.#epoch) {
        forgetKeys(unlocked);
        await ground.door.excuse();
        return this.#showLocked();
      }
      const entered = await enter(ground, this.#tools, unlocked, how, before);
      const kept = entered.ok && next ? await saveKeyring(ground, next) : ok(undefined);
      if (entered.ok && kept.ok && epoch === this.#epoch) {
        const session = await this.desk.open(ground, unlocked, entered.value, next ?? now.value, 'look');
        if (session) this.state = { tag: 'open', session };
        return;
      }
      forgetKeys(unlocked);
      if (!entered.ok) this.#fall(troubleOfFault(entered.error));
      else if (!kept.ok) this.#fall(troubleOfFault(kept.error));
      else this.#showLocked();
    });
  }

  #showLocked(message?: LockMessage): void {
    const { keyring } = this.desk;
    const ground = this.#ground;
    if (!keyring || !ground) return;
    this.state = lockedState(keyring, ground.door, this.#pins, this.#chosen, message);
    this.#chosen = this.state.chosen;
  }

  #lockFor(cause: LockCause): void {
    // Whoever is on the way in has to begin again.
    if (!this.desk.lock(cause)) this.#epoch += 1;
  }

  #locked(user: UserId, cause: LockCause): void {
    this.#epoch += 1;
    this.#recoveryKey = undefined;
    const door = this.#ground?.door;
    if (door) this.#settling = this.#tools.page.exclusive(() => door.locked(user, cause));
    const isTold = cause === 'idle' || cause === 'other-tab';
    this.#showLocked(isTold ? { code: `locked-${cause}` } : undefined);
  }

  #warn(left: number | undefined): void {
    const { state } = this;
    if (state.tag !== 'open' && state.tag !== 'recovery-key') return;
    const { warning: _, left: __, ...calm } = state;
    this.state = left === undefined ? calm : { ...calm, warning: 'idle', left };
  }

  #tick(): void {
    this.desk.lookAtClock();
    const { state } = this;
    if (state.tag !== 'locked' || this.busy || !this.#ground) return;
    const wait = Math.ceil(this.#ground.door.waitMs / 1_000);
    if (wait !== state.wait) this.state = { ...state, wait };
  }

  readonly #lost = (lost: LostConnection): void => this.#fall(troubleOfLoss(lost));

  #fall(found: Trouble): void {
    this.#close();
    this.state = found;
  }

  /** At a start that found trouble; tried again by itself once another tab lets go. */
  #stay(found: Trouble, blocked: Blocked | undefined): void {
    this.state = found;
    this.#blocked = blocked;
    void blocked?.until.then(() => (this.#blocked === blocked ? this.tryAgain() : undefined));
  }

  #close(): void {
    this.#lockFor('fault');
    this.#epoch += 1;
    this.#blocked?.end();
    this.#blocked = undefined;
    const ground = this.#ground;
    this.#ground = undefined;
    // What the lock has to write comes first.
    if (ground) this.#settling = this.#settling.finally(() => endAll(ground));
  }
}
