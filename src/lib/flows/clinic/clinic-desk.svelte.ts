import { err, ok, type Result } from '$part/kernel';
import type { UserId } from '$part/schema';
import type { Keyring, Phase, Unlocked } from '$part/security';
import type { AuditEntry, Session } from '$part/store';
import type { DeskSession } from '../desk-session';
import { changedKeyring, type ChangeRefused, type KeyringChange } from './change-keyring';
import { DEFAULT_SETTINGS, type ClinicSettings } from './clinic-settings';
import { NO_MARKS, type Marks } from './clinic-state';
import { forgetKeys, openDesk, type Desk } from './desk';
import { deviceMarks } from './device-marks';
import type { LockCause } from './door-record';
import type { Entered } from './enter';
import type { Ground } from './ground';
import { loadSettings } from './load-settings';
import { LockWatch } from './lock-watch';
import type { ClinicTools } from './page';
import { troubleOfFault, type Trouble } from './trouble';
import { unlessLocked } from './unless-locked';
import type { WarmPins } from './warm-pins';

/** Between two looks at the clock of an open clinic. */
const CLOCK_LOOK_MS = 300_000;

/** What the desk tells the clinic. */
export interface DeskEvents {
  /** Keys are dropped already. */
  readonly locked: (user: UserId, cause: LockCause) => void;
  /** Seconds until the lock, once it is near. */
  readonly idle: (left: number | undefined) => void;
  readonly fell: (trouble: Trouble) => void;
}

type Refusal = { readonly tag: 'locked' };
const isTrouble = (fault: { readonly tag: string }): fault is Trouble => fault.tag === 'trouble';

/** What is there only while somebody is in: keys, settings, marks; all of it gone at lock. */
export class ClinicDesk {
  marks = $state.raw<Marks>(NO_MARKS);
  settings = $state.raw<ClinicSettings>(DEFAULT_SETTINGS);
  /** As it stands; known at the locked door too. */
  keyring = $state.raw<Keyring | undefined>();
  readonly #tools: ClinicTools;
  readonly #pins: WarmPins;
  readonly #events: DeskEvents;
  readonly #watch: LockWatch;
  #desk: Desk | undefined;
  #ground: Ground | undefined;
  #cause: LockCause = 'idle';
  #clockSeenAt = 0;

  constructor(tools: ClinicTools, pins: WarmPins, events: DeskEvents) {
    this.#tools = tools;
    this.#pins = pins;
    this.#events = events;
    this.#watch = new LockWatch(tools);
  }

  get session(): DeskSession | undefined {
    return this.#desk?.session;
  }

  get storeSession(): Session | undefined {
    return this.#desk?.storeSession;
  }

  get hasPin(): boolean {
    const user = this.#desk?.unlocked.user.id;
    return user !== undefined && !!this.keyring && this.#pins.triesOf(this.keyring, user) !== undefined;
  }

  /** @returns nothing where it was locked meanwhile, or the device failed, which is told by then */
  async open(
    ground: Ground,
    unlocked: Unlocked,
    entered: Entered,
    keyring: Keyring,
    ask: 'ask' | 'look'
  ): Promise<DeskSession | undefined> {
    this.keyring = keyring;
    const desk = openDesk(unlocked, entered, () => this.keyring ?? keyring, this.#tools.clock);
    // From here on a lock finds the keys to drop.
    this.#desk = desk;
    this.#ground = ground;
    this.#cause = 'idle';
    this.#watchOver(desk);
    const loaded = await unlessLocked(undefined, () => loadSettings(entered.store));
    if (!loaded || this.#desk !== desk) return undefined;
    if (!loaded.ok) {
      this.#events.fell(troubleOfFault({ tag: 'closed' }));
      return undefined;
    }
    this.applySettings(loaded.value.settings);
    const marks = await deviceMarks(this.#tools, ask);
    if (this.#desk !== desk) return undefined;
    const { record, isClockBehind } = ground.door;
    const { isRecoveryKeyOpen } = record;
    this.marks = { ...marks, isClockBehind, isRecoveryKeyOpen, areTriesAltered: entered.isAltered };
    this.#clockSeenAt = this.#tools.page.monotonic();
    return desk.session;
  }

  activity(): void {
    this.#watch.activity();
  }

  /** The page is shown again, or woken. */
  look(): void {
    this.#watch.look();
  }

  /** @returns whether there was anything to lock */
  lock(cause: LockCause): boolean {
    if (!this.#desk) return false;
    this.#cause = cause;
    this.#watch.lock();
    return true;
  }

  /** For the next unlocks of this page by who is at the desk. */
  choosePin = async (pin: string) => {
    const desk = this.#desk;
    if (!desk) return err<Refusal>({ tag: 'locked' });
    const refused = err<Refusal>({ tag: 'locked' });
    const chosen = await unlessLocked(refused, () => this.#pins.choose(desk.session, pin));
    if (chosen.ok && this.#desk !== desk) this.#pins.drop(desk.unlocked.user.id);
    return chosen;
  };

  dropPin = (): void => {
    if (this.#desk) this.#pins.drop(this.#desk.unlocked.user.id);
  };

  /** Told to the audit; false where nobody is in or it could not be. */
  record = async (entry: AuditEntry): Promise<boolean> => {
    const desk = this.#desk;
    if (!desk) return false;
    const told = await unlessLocked(undefined, () => desk.session.store.audit.record(entry));
    if (told && !told.ok) this.#events.fell(troubleOfFault(told.error));
    return told?.ok === true;
  };

  /** Somebody says that the recovery key is on paper. */
  recoveryKeyIsKept = async (how: 'printed' | 'typed-back'): Promise<void> => {
    const door = this.#ground?.door;
    const action = how === 'printed' ? 'print' : 'user';
    const line: AuditEntry = { action, table: 'keyring', reason: `recovery-key ${how}` };
    if (!door || !(await this.record(line))) return;
    const noted = await this.#tools.page.exclusive(() => door.recoveryKeyIs('paper'));
    if (noted.ok) this.marks = { ...this.marks, isRecoveryKeyOpen: false };
    else this.#events.fell(troubleOfFault(noted.error));
  };

  /** A new recovery key is about to be shown. */
  recoveryKeyIsOpen = (): void => {
    this.marks = { ...this.marks, isRecoveryKeyOpen: true };
  };

  /** Somebody says that the clock is right now, and was ahead before. */
  trustClock = async (): Promise<void> => {
    const door = this.#ground?.door;
    if (!door || !(await this.record({ action: 'override', reason: 'clock-trusted' }))) return;
    const trusted = await this.#tools.page.exclusive(() => door.trustClock());
    if (trusted.ok) this.marks = { ...this.marks, isClockBehind: false };
    else this.#events.fell(troubleOfFault(trusted.error));
  };

  askToPersist = async (): Promise<void> => {
    this.marks = { ...this.marks, ...(await deviceMarks(this.#tools, 'ask')) };
  };

  /** The auto-lock follows at once. */
  applySettings = (settings: ClinicSettings): void => {
    this.settings = settings;
    if (this.#desk) this.#watchOver(this.#desk);
  };

  /** One change of people or passphrases, with nobody else at the keyring; told to the audit. */
  changeKeyring = <E extends { readonly tag: string }>(
    line: AuditEntry,
    change: KeyringChange<E>
  ): Promise<Result<Keyring, E | ChangeRefused>> =>
    this.#tools.page.exclusive(async () => {
      const desk = this.#desk;
      const ground = this.#ground;
      if (!desk || !ground) return err({ tag: 'locked' });
      const here = { ground, desk, tools: this.#tools };
      const refused = err<Refusal>({ tag: 'locked' });
      const changed = await unlessLocked(refused, () =>
        changedKeyring(here, line, change, () => this.#desk === desk)
      );
      if (!changed.ok) {
        const fault: E | ChangeRefused | Trouble = changed.error;
        if (!isTrouble(fault)) return err(fault as E | ChangeRefused);
        this.#events.fell(fault);
        return err({ tag: 'locked' });
      }
      this.keyring = changed.value;
      if (desk.session.user.disabledAt !== undefined) this.lock('hand');
      return ok(changed.value);
    });

  /** The time is looked at now and then, so that a clock set back is found even where nobody locked before. */
  lookAtClock(): void {
    const door = this.#ground?.door;
    const now = this.#tools.page.monotonic();
    if (!door || !this.#desk || now - this.#clockSeenAt < CLOCK_LOOK_MS) return;
    this.#clockSeenAt = now;
    if (door.isClockBehind) this.marks = { ...this.marks, isClockBehind: true };
    void this.#tools.page.exclusive(() => door.lookAtClock());
  }

  #watchOver(desk: Desk): void {
    this.#watch.start(this.settings.autoLockMinutes, {
      forget: () => {
        forgetKeys(desk.unlocked);
        this.#desk = undefined;
      },
      onPhase: (phase) => this.#follow(phase, desk)
    });
  }

  #follow(phase: Phase, { unlocked }: Desk): void {
    if (phase.tag !== 'locked')
      return this.#events.idle(phase.tag === 'warning' ? Math.ceil(phase.leftMs / 1_000) : undefined);
    this.settings = DEFAULT_SETTINGS;
    this.marks = NO_MARKS;
    this.#events.locked(unlocked.user.id, this.#cause);
  }
}
