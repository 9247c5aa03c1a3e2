import { IRREGULAR } from './irregular';

const KEEP_OUR = new Set([
  'hour',
  'our',
  'your',
  'four',
  'pour',
  'sour',
  'tour',
  'flour',
  'scour',
  'detour',
  'contour',
  'devour'
]);
const KEEP_ISE =
  /^(?:exerc|prec|prom|surpr|adv|superv|telev|expert|exc|dev|dem|desp|comprom|enterpr|franch|otherw|likew|clockw|w|r|n|no|ra|pra|bru|cru|prem|d|po|concise|para)is/;

/** British and American spellings of one word in one form; meant for single lower-case words. */
function foldSpelling(word: string): string {
  let folded = word
    .replace(/oea/g, 'ea')
    .replace(/^oe|(?<=c)oe(?=l)|(?<=f)oe(?=t)|(?<=[dn])oe(?=d)/g, 'e')
    .replace(/aem/g, 'em')
    .replace(/paed/g, 'ped')
    .replace(/naec|caec/g, (part) => `${part.charAt(0)}ec`)
    .replace(/^faec/, 'fec')
    .replace(/aesth/g, 'esth')
    .replace(/aetio/g, 'etio')
    .replace(/melaen/g, 'melen')
    .replace(/leuco/g, 'leuko')
    .replace(/^(cent|fib|lit|met|goit|calib)re(s?)$/, '$1er$2')
    .replace(/sulph/g, 'sulf')
    .replace(/grey/g, 'gray');
  if (!KEEP_OUR.has(folded) && folded.length > 4)
    folded = folded.replace(/our(?=s?$|ed$|ing$|less$|able$|ful$)/, 'or');
  if (folded.length >= 7 && !KEEP_ISE.test(folded)) {
    folded = folded.replace(/is(e[ds]?|ing|ation)$/, 'iz$1').replace(/ys(e[ds]?|ing)$/, 'yz$1');
  }
  return folded;
}

const undouble = (word: string): string =>
  /([bdgmnprt])\1$/.test(word) || /[^aeiou][aeiou]ll$/.test(word) ? word.slice(0, -1) : word;
const hasVowel = (word: string): boolean => /[aeiouy]/.test(word);
const dropE = (word: string): string =>
  word.length > 3 && word.endsWith('e') && !/(?:ee|oe)$/.test(word) ? word.slice(0, -1) : word;
const yToI = (word: string): string =>
  word.length > 3 && /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}i` : word;

function stripPlural(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is|ous)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function regular(word: string): string {
  if (word.length < 4 || word.includes("'")) return word;
  let base = stripPlural(foldSpelling(word));
  if (irregular(base) === base) return base;
  if (base.endsWith('ied') && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (base.endsWith('ing') && base.length > 5 && hasVowel(base.slice(0, -3)))
    base = undouble(base.slice(0, -3));
  else if (base.endsWith('ed') && !base.endsWith('eed') && base.length > 4 && hasVowel(base.slice(0, -2)))
    base = undouble(base.slice(0, -2));
  else base = undouble(base);
  return yToI(dropE(base));
}

const irregular = (word: string): string | undefined =>
  Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;

/**
 * A light stem of a lower-case English word: plural, -ed, -ing and a closing -e go, spelling is folded, nothing else.
 * It is meant to bring forms of one word together (vomit, vomiting, vomited), never words of one family (dizzy, dizziness).
 */
export function stem(word: string): string {
  const bare = word.replace(/'s$|s'$|'$/, '');
  const special = irregular(bare);
  if (special === undefined) return regular(bare);
  return special === bare || irregular(special) === special ? special : regular(special);
}
