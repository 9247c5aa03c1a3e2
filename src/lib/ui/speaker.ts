import { t, type MessageKey, type Params } from '$part/i18n';
import type { Bilingual, Language } from '$part/kernel';
import { getContext, setContext } from 'svelte';

const KEY = Symbol('speaker');

/** Says interface words and clinical names in the language of the screen, and again when it changes. */
export interface Speaker {
  readonly language: Language;
  t(key: MessageKey, params?: Params): string;
  /** A clinical name in the language of the screen. */
  say(words: Bilingual): string;
}

/** @param language read at each use, so that a switch reaches every word without a reload */
export function provideSpeaker(language: () => Language): Speaker {
  return setContext<Speaker>(KEY, {
    get language() {
      return language();
    },
    t: (key, params) => t(language(), key, params),
    say: (words) => words[language()]
  });
}

export const useSpeaker = (): Speaker => getContext<Speaker>(KEY);
