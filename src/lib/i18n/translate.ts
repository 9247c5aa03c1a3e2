import type { Bilingual, Language } from '$part/kernel';
import type { Catalogue, MessageKey } from './catalogue';
import { en } from './en';
import { zh } from './zh';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { zh, en };

export type Params = Readonly<Record<string, string | number>>;

/** An interface word, with `{name}` replaced by its parameter; a parameter that is not given stays as written. */
export function t(language: Language, key: MessageKey, params: Params = {}): string {
  return CATALOGUES[language][key].replaceAll(/\{(\w+)\}/g, (written, name: string) =>
    String(params[name] ?? written)
  );
}

/** The same word in both languages, with parameters that may themselves be bilingual. */
export function bilingual(
  key: MessageKey,
  params: Readonly<Record<string, string | number | Bilingual>> = {}
): Bilingual {
  const inLanguage = (language: Language) =>
    t(
      language,
      key,
      Object.fromEntries(
        Object.entries(params).map(([name, value]) => [
          name,
          typeof value === 'object' ? value[language] : value
        ])
      )
    );
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

/** Whether a text is a key, for keys that are put together from an id of the pack. */
export const isMessageKey = (text: string): text is MessageKey => Object.hasOwn(zh, text);
