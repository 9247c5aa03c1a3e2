import { fitted } from './fitted';

/**
 * A text on at most two lines of `pixels` each; SVG does not wrap. It breaks at a space where one is near, and only
 * the second line is cut.
 */
export function wrapped(text: string, pixels: number, fontSize: number): readonly string[] {
  const cut = fitted(text, pixels, fontSize);
  if (cut === text) return [text];
  const end = cut.length - 1;
  const space = text.lastIndexOf(' ', end);
  const at = space > end / 2 ? space : end;
  return [text.slice(0, at).trimEnd(), fitted(text.slice(at).trimStart(), pixels, fontSize)];
}
