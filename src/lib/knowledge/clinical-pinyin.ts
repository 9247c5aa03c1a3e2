import type { Pinyin } from './rank-text';

type Library = Pick<typeof import('pinyin-pro'), 'pinyin' | 'customPinyin'>;

export type PinyinOf = (name: string) => Pinyin;

/** Pinyin of Chinese clinical names without tones and punctuation; Latin letters and digits stay, lower-case. */
export function clinicalPinyin({ pinyin, customPinyin }: Library): PinyinOf {
  // Readings that the dictionary gives for literature, not for the clinic.
  customPinyin({ 咳: 'ké', 咯血: 'kǎ xuè', 咯痰: 'kǎ tán', 血: 'xuè', 咽: 'yān', 吞咽: 'tūn yàn' });
  return (name) => {
    const runs =
      name.replace(/[（(].*?[)）]/g, '').match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];
    const parts = runs.map((run) => {
      if (!/\p{Script=Han}/u.test(run)) return { full: run.toLowerCase(), initials: run.toLowerCase() };
      const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true });
      return {
        full: syllables.join(''),
        initials: syllables.map((syllable) => syllable.slice(0, 1)).join('')
      };
    });
    return {
      full: parts.map((part) => part.full).join(''),
      initials: parts.map((part) => part.initials).join('')
    };
  };
}

/** For the import of a code table: the dictionary is loaded then and nowhere earlier. */
export const loadClinicalPinyin = async (): Promise<PinyinOf> => clinicalPinyin(await import('pinyin-pro'));
