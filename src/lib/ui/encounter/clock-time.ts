import { LOCALES } from '$part/i18n';
import type { Language } from '$part/kernel';

/** Day and time of a moment, where this tablet stands. */
export const clockTime = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at)
  );
