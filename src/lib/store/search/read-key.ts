/** How well a word matches; lower is better. */
export const RANK = { exact: 0, prefix: 1, initials: 2, mixed: 3, inside: 4, none: 255 } as const;

/** Longer words are compared in full spelling alone: places in a word are bits of one number. */
const MAX_MIXED = 30;
const BLANK = 32;

const unitEnd = (key: string, at: number): number => {
  const end = key.indexOf(' ', at);
  return end === -1 ? key.length : end;
};

/** Whether the key, blanks left out, begins with the word; 2 where they are the same. */
function spelled(key: string, word: string): 0 | 1 | 2 {
  let at = 0;
  for (let n = 0; n < word.length; n += 1, at += 1) {
    if (key.charCodeAt(at) === BLANK) at += 1;
    if (key.charCodeAt(at) !== word.charCodeAt(n)) return 0;
  }
  return at >= key.length ? 2 : 1;
}

/** Whether the letters are the first letters of the syllables in order; 2 where none is left. */
function initials(key: string, word: string): 0 | 1 | 2 {
  let at = 0;
  for (let n = 0; n < word.length; n += 1) {
    if (at >= key.length || key.charCodeAt(at) !== word.charCodeAt(n)) return 0;
    at = unitEnd(key, at) + 1;
  }
  return at >= key.length ? 2 : 1;
}

/**
 * Whether the word is a beginning of each of some syllables in a row, the first of them at `at`: `zhangs`, `zhs`. With
 * `units`, the characters of the name, a character stands for its syllable: `zhang小`, `张xm`. One pass, whatever the
 * name: the places of the word that can be reached before each syllable are kept together.
 */
function mixed(key: string, at: number, word: string, units?: readonly string[], unit = 0): boolean {
  if (word.length > MAX_MIXED) return false;
  let reached = 1;
  for (let start = at; start < key.length && reached !== 0; unit += 1) {
    const end = unitEnd(key, start);
    const character = units?.[unit];
    let next = 0;
    for (let from = 0; from < word.length; from += 1) {
      if ((reached & (1 << from)) === 0) continue;
      for (let n = 0; start + n < end && key.charCodeAt(start + n) === word.charCodeAt(from + n); n += 1)
        next |= 1 << (from + n + 1);
      if (character !== undefined && word.startsWith(character, from)) next |= 1 << (from + character.length);
    }
    if ((next & (1 << word.length)) !== 0) return true;
    reached = next;
    start = end + 1;
  }
  return false;
}

/** How a word of letters can be read off a key of syllables. */
export function rankInKey(key: string, word: string): number {
  const full = spelled(key, word);
  if (full !== 0) return full === 2 ? RANK.exact : RANK.prefix;
  if (initials(key, word) === 2) return RANK.initials;
  for (let at = 0; at < key.length; at = unitEnd(key, at) + 1) {
    if (key.charCodeAt(at) === word.charCodeAt(0) && mixed(key, at, word))
      return at === 0 ? RANK.mixed : RANK.inside;
  }
  return RANK.none;
}

/** The same for a word that has characters of the name in it as well. */
export function rankInMixedKey(key: string, word: string, units: readonly string[]): number {
  let unit = 0;
  for (let at = 0; at < key.length; at = unitEnd(key, at) + 1, unit += 1) {
    if (mixed(key, at, word, units, unit)) return at === 0 ? RANK.prefix : RANK.inside;
  }
  return RANK.none;
}
