import type { Language } from '$part/kernel';
import { t } from './translate';

/** What `<html lang>` and the platform's number formats take. */
export const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

const formats = new Map<string, Intl.NumberFormat>();

function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(LOCALES[language], options);
  formats.set(key, known);
  return known;
}

/** A number with at most `decimals` places. */
export function number(language: Language, value: number, decimals = 0): string {
  return format(language, { maximumFractionDigits: decimals }).format(value);
}

/** A probability as whole percent; below half a percent it says that it is less, never 0%. */
export function percent(language: Language, probability: number): string {
  const whole = format(language, { style: 'percent', maximumFractionDigits: 0 });
  if (probability > 0 && probability < 0.005) return `<${whole.format(0.01)}`;
  if (probability > 0.995 && probability < 1) return `>${whole.format(0.99)}`;
  return whole.format(probability);
}

/** How many times more (or less) likely a fact makes a condition, from its natural log: `×8`, `÷3`, `×1.4`. */
export function factor(language: Language, logWeight: number): string {
  const times = Math.exp(Math.abs(logWeight));
  const shown = times >= 1000 ? '>1000' : number(language, times, times < 2.95 ? 1 : 0);
  return `${logWeight < 0 ? '÷' : '×'}${shown}`;
}

/** Bytes as megabytes with one decimal. */
export function megabytes(language: Language, bytes: number): string {
  return `${format(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / 1e6)} MB`;
}

/** An age for reading: months under two years, else whole years. */
export function age(language: Language, years: number): string {
  const inMonths = years < 2;
  const value = number(language, inMonths ? Math.floor(years * 12 + 1e-9) : Math.floor(years));
  const unit = t(language, inMonths ? 'person.months' : 'person.years');
  return language === 'zh' ? `${value}${inMonths ? '个月' : unit}` : `${value} ${unit}`;
}
