/** Width of a character in ems, as CJK faces draw it: a full em for Han, a little over half for Latin. */
const widthOf = (character: string) =>
  /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(character) ? 1 : 0.56;

/** A text cut with an ellipsis to what fits `pixels` at a font size; SVG does not wrap. */
export function fitted(text: string, pixels: number, fontSize: number): string {
  const room = pixels / fontSize;
  const characters = [...text];
  const whole = characters.reduce((sum, character) => sum + widthOf(character), 0);
  if (whole <= room) return text;
  let used = 1;
  const kept = characters.filter((character) => {
    used += widthOf(character);
    return used <= room;
  });
  return `${kept.join('').trimEnd()}…`;
}
