import * as v from 'valibot';

/**
 * What no stored text may hold: control characters, halves of surrogate pairs, separators that look like line ends
 * and are none, and the marks that turn the direction of what follows (a name could print as another).
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const UNPRINTABLE_IN_PROSE = /(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const everywhere = (pattern: RegExp) => new RegExp(pattern.source, 'gu');

/** One line that says something, of at most so many UTF-16 units. */
export const line = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.check((text) => text.trim() !== '' && !UNPRINTABLE.test(text), 'expected one line of text')
  );

/** Text of any number of lines, or none. */
export const prose = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.check((text) => !UNPRINTABLE_IN_PROSE.test(text), 'expected text without control characters')
  );

/** What was typed, fit for a `line`: composed, without doubled or outer spaces; '' where nothing is left. */
export function cleanLine(text: string): string {
  return text.normalize('NFC').replace(everywhere(UNPRINTABLE), ' ').replace(/\s+/gu, ' ').trim();
}

/** What was typed, fit for `prose`. Its length does not change, so that spans into it stay true. */
export function cleanProse(text: string): string {
  return text.replace(everywhere(UNPRINTABLE_IN_PROSE), ' ');
}
