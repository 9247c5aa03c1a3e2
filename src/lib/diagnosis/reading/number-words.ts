const DIGITS_ZH: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9
};
const WORDS_EN: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  'a couple of': 2,
  'a couple': 2,
  couple: 2,
  few: 3,
  'a few': 3,
  several: 4,
  many: 8,
  some: 3,
  half: 0.5,
  'half a': 0.5,
  'half an': 0.5
};

/** Chinese number words as patients write them; two neighbours (三四) mean about that many, the larger counts. NaN where it is none. */
export function chineseNumber(text: string): number {
  if (/^\d/.test(text)) return Number.parseFloat(text);
  if (text === '半') return 0.5;
  if (text === '几' || text === '数' || text === '好几') return 3;
  if (text === '多') return 8;
  const tidy = text.replace(/[余来多几]$/, '').replace(/^几/, '三');
  if (/^[一二两三四五六七八九]{2}$/.test(tidy)) return DIGITS_ZH[tidy.charAt(1)] ?? NaN;
  // Spoken short: 一百八 is 180 (108 is 一百零八), 一百五六十 about 160.
  const short =
    /^([一二两三四五六七八九]?百)(?:[一二三四五六七八九](?=[二三四五六七八九]十$))?([一二三四五六七八九])十?$/.exec(
      tidy
    );
  if (short) return chineseNumber(short[1] ?? '') + (DIGITS_ZH[short[2] ?? ''] ?? NaN) * 10;
  let total = 0;
  let digit = NaN;
  for (const character of tidy) {
    if (character === '百') {
      total += (Number.isNaN(digit) ? 1 : digit) * 100;
      digit = NaN;
    } else if (character === '十') {
      total += (Number.isNaN(digit) ? 1 : digit) * 10;
      digit = NaN;
    } else digit = DIGITS_ZH[character] ?? NaN;
  }
  if (!Number.isNaN(digit)) total += digit;
  return total === 0 && !/零/.test(text) ? NaN : total;
}

/** English number words up to ninety-nine, and digits. NaN where it is none. */
export function englishNumber(text: string): number {
  if (/^\d/.test(text)) return Number.parseFloat(text);
  const known = WORDS_EN[text];
  if (known !== undefined && Object.hasOwn(WORDS_EN, text)) return known;
  const [tens, ones] = text.split(/[- ]/);
  const sum = (WORDS_EN[tens ?? ''] ?? NaN) + (WORDS_EN[ones ?? ''] ?? NaN);
  return sum;
}

export const NUMBER_ZH =
  '(?:\\d{1,4}(?:\\.\\d+)?|好几|十[几来余多]|几十|[零一二两三四五六七八九十百]{1,5}|几|数|半|多)';
export const NUMBER_EN =
  '(?:\\d{1,4}(?:\\.\\d+)?|(?:a )?couple of|a few|few|several|many|some|half an?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|an?)';
