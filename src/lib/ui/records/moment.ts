import type { Language } from '$part/kernel';
import { dayWords, timeWords } from '../patients/dates';

/** Day and time of the day: `2026-03-09 09:30`. */
export const momentWords = (language: Language, ms: number): string =>
  `${dayWords(ms)} ${timeWords(language, ms)}`;
