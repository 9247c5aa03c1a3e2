import { ok, type Result } from '$part/kernel';
import type { Setting, SettingId } from '$part/schema';
import type { ReadFault, Store } from '$part/store';
import { DEFAULT_SETTINGS, SETTING_IDS, withSetting, type ClinicSettings } from './clinic-settings';

export interface LoadedSettings {
  readonly settings: ClinicSettings;
  /** Version of each row that was read, 0 where there is none. */
  readonly versions: Readonly<Record<SettingId, number>>;
  /** Rows that do not open: their defaults stand. */
  readonly faulty: readonly SettingId[];
}

export async function loadSettings(store: Store): Promise<Result<LoadedSettings, ReadFault>> {
  const versions: Record<SettingId, number> = {
    'auto-lock': 0,
    language: 0,
    theme: 0,
    prior: 0,
    'backup-reminder': 0
  };
  let settings = DEFAULT_SETTINGS;
  const faulty: SettingId[] = [];
  for (const id of SETTING_IDS) {
    const read = await store.settings.get(id);
    if (read.ok) {
      const setting: Setting = read.value.value;
      settings = withSetting(settings, setting);
      versions[id] = read.value.version;
    } else if (read.error.tag === 'closed') return read;
    else if (read.error.tag !== 'missing') faulty.push(id);
  }
  return ok({ settings, versions, faulty });
}
