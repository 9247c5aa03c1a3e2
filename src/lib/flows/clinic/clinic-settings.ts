import type { Language } from '$part/kernel';
import type { Setting, SettingId } from '$part/schema';

/** Promise B28: at most two minutes, whatever is stored. */
export const AUTO_LOCK_MINUTES = [1, 2] as const;
const LONGEST = 2;

/** The clinic's settings with what stands where none was chosen. */
export interface ClinicSettings {
  readonly autoLockMinutes: number;
  readonly language: Language | undefined;
  readonly theme: 'system' | 'light' | 'dark' | undefined;
  readonly prior: 'clinic' | 'flat';
  readonly backupReminder: { readonly days: number; readonly changes: number };
}

export const DEFAULT_SETTINGS: ClinicSettings = {
  autoLockMinutes: LONGEST,
  language: undefined,
  theme: undefined,
  prior: 'clinic',
  backupReminder: { days: 1, changes: 50 }
};

export function withSetting(settings: ClinicSettings, setting: Setting): ClinicSettings {
  switch (setting.id) {
    case 'auto-lock':
      return { ...settings, autoLockMinutes: Math.min(setting.minutes, LONGEST) };
    case 'language':
      return { ...settings, language: setting.value };
    case 'theme':
      return { ...settings, theme: setting.value };
    case 'prior':
      return { ...settings, prior: setting.value };
    case 'backup-reminder':
      return { ...settings, backupReminder: { days: setting.days, changes: setting.changes } };
  }
}

export const SETTING_IDS: readonly SettingId[] = [
  'auto-lock',
  'language',
  'theme',
  'prior',
  'backup-reminder'
];
