export type Language = 'zh' | 'en';

/** A clinical or legal word in both languages; the part that owns it keeps it as data. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
