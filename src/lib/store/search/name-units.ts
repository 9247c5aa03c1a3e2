/** Text as it is compared: one width, one case, no accents; ü after l and n is v, as it is typed. */
export const foldName = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/([ln])ü/g, '$1v')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');

/** Runs of Chinese characters and of any other letters, without what stands between them (·, blanks, hyphens). */
export const nameRuns = (folded: string): readonly string[] =>
  folded.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu) ?? [];

export const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Each Chinese character, and each word in other letters: what has a syllable of its own in a key. */
export const nameUnits = (folded: string): readonly string[] =>
  nameRuns(folded).flatMap((run) => (isHan(run) ? [...run] : [run]));

/** Without separators: `买买提·吐尔逊` is found by `提吐`. */
export const compactName = (text: string): string => nameRuns(foldName(text)).join('');
