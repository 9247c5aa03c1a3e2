import { err, ok, type Result } from '$part/kernel';
import { COMMON_PASSPHRASES } from './common-passphrases';
import { isRepeat, isRun } from './repeats-or-runs';

export type PassphraseFault =
  | 'too-short'
  | 'too-long'
  /** Birth dates, telephone and resident numbers: all in the record or easily known. */
  | 'only-digits'
  | 'repeated'
  | 'in-order'
  | 'common'
  /** The name of the user or the clinic, with little behind it. */
  | 'a-name';

/** NIST SP 800-63B (2017 to 2024): at least eight characters. */
const SHORTEST = 8;
/** A Chinese character is drawn from thousands where a letter is drawn from tens. */
const SHORTEST_CHINESE = 6;
const LONGEST = 128;
/** So much behind a common word or a name is what everybody puts there: a year, three digits, a sign. */
const TAIL = 4;

/** Numbers with a meaning ("I love you for ever") or a shape on the keypad. */
const FAVOURITES = new Set(['112233', '147258', '159357', '147258369', '5201314', '1314520', '11223344']);

const HAN = /\p{Script=Han}/u;

/** One form however the keyboard composes, and without the space that it leaves behind a word. */
export const normalised = (passphrase: string): string => passphrase.normalize('NFC').trim();

/** The bytes a passphrase is derived from, when it is set and ever after. */
export const passphraseBytes = (passphrase: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(normalised(passphrase));

/** What a person may choose; `names` are the user's and the clinic's. */
export function checkPassphrase(
  passphrase: string,
  names: readonly string[] = []
): Result<string, PassphraseFault> {
  const chosen = normalised(passphrase);
  const characters = [...chosen];
  if (characters.length > LONGEST) return err('too-long');
  if (!isLongEnough(characters)) return err('too-short');
  const folded = chosen.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  if (isRepeat(folded)) return err('repeated');
  if (isRun(folded)) return err('in-order');
  if (/^[\d\s.+/-]+$/.test(folded)) return err('only-digits');
  if (isCommon(folded)) return err('common');
  if (names.some((name) => isName(folded, name))) return err('a-name');
  return ok(chosen);
}

/** Each kind counts as its share of its own least length: three Chinese characters and four letters are enough. */
function isLongEnough(characters: readonly string[]): boolean {
  const chinese = characters.filter((character) => HAN.test(character)).length;
  const others = characters.length - chinese;
  return chinese * SHORTEST + others * SHORTEST_CHINESE >= SHORTEST * SHORTEST_CHINESE;
}

/** As it stands, without what stands behind it, and without what stands on both sides. */
function isCommon(folded: string): boolean {
  const front = folded.replace(/[\d\p{P}\p{S}]+$/u, '');
  const word = front.replace(/^[\d\p{P}\p{S}]+/u, '');
  return [folded, front, word].some((part) => {
    if (!COMMON_PASSPHRASES.has(part)) return false;
    const rest = folded.replace(part, '');
    return rest.length <= TAIL || isRun(rest) || isRepeat(rest) || isDate(rest) || FAVOURITES.has(rest);
  });
}

const isDate = (digits: string) => /^(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);

function isName(folded: string, name: string): boolean {
  const own = name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return own.length > 0 && folded.includes(own) && [...folded].length - [...own].length <= TAIL;
}
