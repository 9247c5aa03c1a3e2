import { LOCALES } from '$part/i18n';
import type { Language } from '$part/kernel';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], options);
  formats.set(key, known);
  return known;
}

/** A day as `2026-03-09`, in figures that read alike in both languages. */
export function dayWords(ms: number): string {
  const date = new Date(ms);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** The time of the day, hours and minutes. */
export const timeWords = (language: Language, ms: number): string =>
  format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);
