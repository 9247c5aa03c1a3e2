import { err, ok, type Result } from '$part/kernel';
import type { Setting } from '$part/schema';
import type { ReadFault, WriteFault } from '$part/store';
import type { ClinicDesk } from './clinic-desk.svelte';
import { AUTO_LOCK_MINUTES, withSetting, type ClinicSettings } from './clinic-settings';
import { loadSettings } from './load-settings';
import { unlessLocked } from './unless-locked';

export type SettingFault = ReadFault | WriteFault | { readonly tag: 'locked' };

/** The clinic's settings on their page: each change is sealed with its line in the audit and applied at once. */
export class Settings {
  busy = $state(false);
  said = $state.raw<Result<undefined, SettingFault> | undefined>();
  /** Promise B28: no longer than two minutes. */
  readonly autoLockChoices: readonly number[] = AUTO_LOCK_MINUTES;
  readonly #desk: ClinicDesk;

  constructor(desk: ClinicDesk) {
    this.#desk = desk;
  }

  get current(): ClinicSettings {
    return this.#desk.settings;
  }

  /** Against the version that is there now: what another tab chose is seen first. */
  choose = async (setting: Setting): Promise<Result<undefined, SettingFault>> => {
    this.busy = true;
    try {
      const locked = err({ tag: 'locked' as const });
      this.said = await unlessLocked(locked, () => this.#keep(setting));
      return this.said;
    } finally {
      this.busy = false;
    }
  };

  async #keep(setting: Setting): Promise<Result<undefined, SettingFault>> {
    const { session } = this.#desk;
    if (!session) return err({ tag: 'locked' });
    const loaded = await loadSettings(session.store);
    if (!loaded.ok) return loaded;
    const { settings, versions } = loaded.value;
    const change = session.store.settings.put(versions[setting.id], setting, { action: 'change' });
    const written = await session.store.commit([change]);
    if (!written.ok) return written;
    if (this.#desk.session === session) this.#desk.applySettings(withSetting(settings, setting));
    return ok(undefined);
  }
}
