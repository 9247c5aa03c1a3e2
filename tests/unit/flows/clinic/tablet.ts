import { Clinic } from '../../../../src/lib/flows/clinic/clinic.svelte';
import type { ClinicState } from '../../../../src/lib/flows/clinic/clinic-state';
import type { ClinicTools, Page } from '../../../../src/lib/flows/clinic/page';
import type { AuditLine, UserId } from '$part/schema';
import type { DeskSession } from '../../../../src/lib/flows/desk-session';
import type { Marker, Platform } from '$part/store';
import { FLOOR } from '../../security/clinics';
import { argon2 } from '../../security/kdfs';
import { freshPlatform } from '../../store/clinic';

export const OWN = '井边三棵柿子树';
export const NEXT = '南坡上有七只羊';

/** A tablet: what outlives a reload, and a clock that people can set. */
export class Tablet {
  now = Date.UTC(2026, 2, 9, 1, 30);
  mayPersist = true;
  isMarked = false;
  readonly platform: Platform = freshPlatform();
  readonly marker: Marker = {
    isSet: () => Promise.resolve(this.isMarked),
    set: () => {
      this.isMarked = true;
      return Promise.resolve();
    }
  };
  readonly #tabs: Tab[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  /** A page load of the app; the ones before it stay open unless they are closed. */
  async open(extra: Partial<ClinicTools> = {}): Promise<Tab> {
    const tab = new Tab(this, extra);
    this.#tabs.push(tab);
    await tab.clinic.tryAgain();
    return tab;
  }

  /** A tab that is gone without a word, and the app opened again. */
  async reload(tab: Tab): Promise<Tab> {
    tab.clinic.stop();
    await tab.clinic.settled();
    return this.open();
  }

  /** Both clocks go on, and every timer of every tab with them. */
  pass(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.now += 1_000;
      for (const tab of this.#tabs) tab.second();
    }
  }

  say(from: Tab): void {
    for (const tab of this.#tabs) if (tab !== from) for (const hear of tab.hearing) hear();
  }

  exclusive<T>(body: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(body);
    this.#tail = run.catch(() => undefined);
    return run;
  }
}

export class Tab {
  readonly clinic: Clinic;
  readonly hearing = new Set<() => void>();
  readonly leaving = new Set<() => void>();
  readonly #looks = new Set<() => void>();
  #monotonic = 0;

  constructor(tablet: Tablet, extra: Partial<ClinicTools>) {
    const put = (set: Set<() => void>) => (hook: () => void) => {
      set.add(hook);
      return () => set.delete(hook);
    };
    const page: Page = {
      id: crypto.randomUUID(),
      monotonic: () => this.#monotonic,
      every: (_, look) => put(this.#looks)(look),
      onShown: () => () => undefined,
      onLeave: put(this.leaving),
      lockChannel: { say: () => tablet.say(this), onHeard: put(this.hearing) },
      exclusive: (body) => tablet.exclusive(body),
      reload: () => undefined
    };
    this.clinic = new Clinic({
      platform: tablet.platform,
      markers: [tablet.marker],
      storage: {
        persisted: () => Promise.resolve(tablet.mayPersist),
        persist: () => Promise.resolve(tablet.mayPersist),
        estimate: () => Promise.resolve({ usage: 0, quota: 1e9 })
      },
      reserve: { hold: () => Promise.resolve(true), free: () => Promise.resolve(false) },
      kdf: argon2,
      clock: { now: () => tablet.now },
      page,
      cost: FLOOR,
      ...extra
    });
  }

  second(): void {
    this.#monotonic += 1_000;
    for (const look of [...this.#looks]) look();
  }

  get state(): ClinicState {
    return this.clinic.state;
  }

  /** The state, which must be this one. */
  is<Tag extends ClinicState['tag']>(tag: Tag): Extract<ClinicState, { tag: Tag }> {
    const { state } = this.clinic;
    if (state.tag !== tag) throw new Error(`not ${tag}: ${JSON.stringify({ tag: state.tag })}`);
    return state as Extract<ClinicState, { tag: Tag }>;
  }

  get session(): DeskSession {
    return this.is('open').session;
  }

  get only(): UserId {
    const id = this.is('locked').users[0]?.id;
    if (!id) throw new Error('nobody');
    return id;
  }

  async lines(): Promise<readonly AuditLine[]> {
    const page = await this.session.store.audit.page(undefined, 100);
    if (!page.ok) throw new Error(page.error.tag);
    return page.value.flatMap(({ line }) => (line.ok ? [line.value.value] : [])).reverse();
  }

  /** What was done, as "action reason". */
  async told(): Promise<readonly string[]> {
    return (await this.lines()).map(({ action, reason }) =>
      `${action} ${(reason ?? '').replace(/ \d+ [0-9a-f]{64}$/, '')}`.trim()
    );
  }
}

/** A tablet with a clinic whose recovery key is on paper, open. */
export async function madeClinic(): Promise<{ tablet: Tablet; tab: Tab; recoveryKey: string }> {
  const tablet = new Tablet();
  const tab = await tablet.open();
  await tab.clinic.create({ clinicName: '青石镇卫生院', name: '李明', passphrase: OWN });
  const recoveryKey = tab.is('recovery-key').groups.join('-');
  await tab.clinic.confirmRecoveryKey('printed');
  return { tablet, tab, recoveryKey };
}

export async function lockedClinic() {
  const made = await madeClinic();
  made.tab.clinic.lock();
  await made.tab.clinic.settled();
  return made;
}
