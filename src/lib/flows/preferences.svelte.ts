import { LOCALES, t } from '$part/i18n';
import type { Language } from '$part/kernel';

export type Theme = 'system' | 'light' | 'dark';

const LANGUAGE_KEY = 'tongzhen.language';
const THEME_KEY = 'tongzhen.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** Language and theme of this device: settings, no patient data, and so kept in localStorage. */
export class Preferences {
  language = $state<Language>('zh');
  theme = $state<Theme>('system');

  constructor() {
    if (recall(LANGUAGE_KEY) === 'en') this.language = 'en';
    this.theme = THEMES.find((theme) => theme === recall(THEME_KEY)) ?? 'system';
    this.#show();
  }

  switchLanguage = (): void => {
    this.language = this.language === 'zh' ? 'en' : 'zh';
    keep(LANGUAGE_KEY, this.language);
    this.#show();
  };

  /** System, light, dark, and round again. */
  nextTheme = (): void => {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? 'system';
    keep(THEME_KEY, this.theme);
    this.#show();
  };

  #show(): void {
    const root = document.documentElement;
    root.lang = LOCALES[this.language];
    root.dataset.theme = this.theme;
    document.title = `${t(this.language, 'app.name')} ${t(this.language, 'app.latin')}`;
  }
}

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: the defaults stand
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is switched off or full: the choice holds until the page is left.
  }
}
