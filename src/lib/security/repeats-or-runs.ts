/** Rows a finger slides along; digits and letters in order are seen without a list. */
const KEYBOARD = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p'
];

/** One short piece over and over: aaaaaaaa, 12121212, 卫生院卫生院. */
export function isRepeat(text: string): boolean {
  const characters = [...text];
  const longest = Math.min(4, characters.length >> 1);
  for (let length = 1; length <= longest; length++) {
    if (characters.every((character, at) => character === characters[at % length])) return true;
  }
  return false;
}

/** Up or down by one each time (round the corner from 9 to 0), or along the keyboard. */
export function isRun(text: string): boolean {
  const reversed = [...text].reverse().join('');
  return (
    stepsBy(text, 1) ||
    stepsBy(text, -1) ||
    KEYBOARD.some((row) => row.includes(text) || row.includes(reversed))
  );
}

function stepsBy(text: string, step: 1 | -1): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const digits = /^\d+$/.test(text);
  return codes.every((code, at) => {
    const before = codes[at - 1];
    if (before === undefined) return true;
    return digits ? (before - 48 + step + 10) % 10 === code - 48 : before + step === code;
  });
}
