import { TRADITIONAL } from './traditional';

/** Single characters written in several ways; the last row holds Chinese variants that patients use for each other. */
const VARIANTS: Readonly<Record<string, string>> = {
  '。': '。',
  '｡': '。',
  '．': '.',
  '，': ',',
  '﹐': ',',
  '､': '、',
  '﹑': '、',
  '；': ';',
  '﹔': ';',
  '：': ':',
  '﹕': ':',
  '？': '?',
  '﹖': '?',
  '！': '!',
  '﹗': '!',
  '‘': "'",
  '’': "'",
  '‛': "'",
  '′': "'",
  '＇': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '﹣': '-',
  '－': '-',
  '～': '~',
  '〜': '~',
  '∼': '~',
  '×': 'x',
  '✕': 'x',
  '＊': '*',
  '·': '.',
  '・': '.',
  '•': '\n',
  '●': '\n',
  '▪': '\n',
  '【': '(',
  '】': ')',
  '〔': '(',
  '〕': ')',
  '［': '(',
  '］': ')',
  '[': '(',
  ']': ')',
  '\r': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u0085': '\n',
  '\v': '\n',
  '\f': '\n',
  º: '°',
  '˚': '°',
  µ: 'u',
  μ: 'u',
  '﹢': '+',
  '⁹': '9',
  '²': '2',
  '³': '3',
  '¹': '1',
  '⁶': '6',
  '⁻': '-',
  粘: '黏',
  咯: '咳',
  唿: '呼',
  疼: '痛',
  得: '的',
  地: '的'
};

const table = new Uint16Array(65536);

/** Fills the table once: case, width, accents, punctuation and traditional characters, each unit to one unit. */
function fill(): void {
  for (let unit = 0; unit < table.length; unit++) table[unit] = unit;
  const put = (from: string, to: string): void => {
    table[from.charCodeAt(0)] = to.charCodeAt(0);
  };
  for (let unit = 0; unit < 0x20; unit++) table[unit] = 0x20;
  put('\n', '\n');
  for (let unit = 0x7f; unit < 0xa1; unit++) table[unit] = 0x20;
  for (const unit of [0xad, 0xfeff, 0x3000, 0x200b, 0x200c, 0x200d, 0x2060, 0xfffc, 0xfffd])
    table[unit] = 0x20;
  for (let unit = 0x2000; unit <= 0x200f; unit++) table[unit] = 0x20;
  for (let unit = 0x202a; unit <= 0x202f; unit++) table[unit] = 0x20;
  for (let unit = 0x2066; unit <= 0x2069; unit++) table[unit] = 0x20;
  for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = unit - 0xfee0;
  for (let unit = 0x41; unit < 0x250; unit++) {
    const plain = String.fromCharCode(unit).toLowerCase().normalize('NFD').charCodeAt(0);
    if (unit < 0x80 || (plain >= 0x61 && plain <= 0x7a)) table[unit] = plain;
  }
  for (let unit = 0xff21; unit <= 0xff3a; unit++) table[unit] = unit - 0xff21 + 0x61;
  for (let at = 0; at + 1 < TRADITIONAL.length; at += 2)
    put(TRADITIONAL.charAt(at), TRADITIONAL.charAt(at + 1));
  for (const [from, to] of Object.entries(VARIANTS)) put(from, to);
}
fill();

/**
 * The text in the one form that everything here reads: lower case, half width, simplified, plain punctuation.
 * It has the same length as what came in, unit for unit, so that a place in it is a place in the note.
 */
export function foldText(text: string): string {
  let same = 0;
  while (same < text.length && table[text.charCodeAt(same)] === text.charCodeAt(same)) same++;
  if (same === text.length) return text;
  if (text.length < 64) {
    let short = text.slice(0, same);
    for (let at = same; at < text.length; at++)
      short += String.fromCharCode(table[text.charCodeAt(at)] ?? 0x20);
    return short;
  }
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = table[text.charCodeAt(at)] ?? 0x20;
  let folded = '';
  for (let at = 0; at < units.length; at += 4096)
    folded += String.fromCharCode(...units.subarray(at, at + 4096));
  return folded;
}
