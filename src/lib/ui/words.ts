import { type MessageKey, type Params, percent, t } from '$part/i18n';
import type { Bilingual, Language } from '$part/kernel';
import { createContext } from 'svelte';

/** The words of a component in the language of the moment; read in markup, they follow a switch at once. */
export interface Words {
  readonly language: Language;
  t(key: MessageKey, params?: Params): string;
  of(name: Bilingual): string;
  percent(probability: number): string;
}

const [get, set] = createContext<Words>();

/** Gives all components below the language that `language` returns. */
export function provideWords(language: () => Language): Words {
  return set({
    get language() {
      return language();
    },
    t: (key, params) => t(language(), key, params),
    of: (name) => name[language()],
    percent: (probability) => percent(language(), probability)
  });
}

export const useWords = get;
