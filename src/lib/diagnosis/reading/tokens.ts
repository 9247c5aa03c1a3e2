import { stem } from './stem';

/** One yes or no for each token; typed arrays, because a long note has twenty thousand tokens and a dozen of these. */
export type Flags = Uint8Array;

export type TokenKind = 'word' | 'number' | 'zh' | 'mark' | 'break';

/** The folded text cut into words, numbers, single Chinese characters, marks and line breaks; parallel arrays for speed. */
export interface Tokens {
  readonly folded: string;
  readonly length: number;
  readonly kind: readonly TokenKind[];
  /** The stem of a word, else the text itself. */
  readonly text: readonly string[];
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Whether white space stands before the token. */
  readonly spaced: Flags;
}

const PIECE =
  /(\n+)|((?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,.])|\d+(?:\.\d+)?)|([a-z]+(?:'[a-z]+)*)|([\u3400-\u9fff\uf900-\ufaff])|(\([-+](?:\)|-\)|\+\)|\+\+\))|\(±\)|[^\s\ud800-\udfff])/g;
const NEGATABLE = /^(?:do|does|did|has|have|had|is|are|was|were|could|would|should|will|can)$/;
const NOT_AFTER = /^[ \n]{1,2}not(?![a-z'])/;
const CONTRACTED: Readonly<Record<string, string>> = { can: "can't", will: "won't" };

const kindOf = (match: RegExpMatchArray): TokenKind =>
  match[1] !== undefined
    ? 'break'
    : match[2] !== undefined
      ? 'number'
      : match[3] !== undefined
        ? 'word'
        : match[4] !== undefined
          ? 'zh'
          : 'mark';

/** Cuts folded text; `stems` remembers stems across calls. Auxiliary and "not" become one token, as "don't" is one. */
export function tokenise(folded: string, stems: Map<string, string>): Tokens {
  const kind: TokenKind[] = [];
  const text: string[] = [];
  const start = new Int32Array(folded.length);
  const end = new Int32Array(folded.length);
  const spaced = new Uint8Array(folded.length);
  let before = 0;
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(folded); match; match = PIECE.exec(folded)) {
    const raw = match[0];
    // A hyphen inside a compound (non-productive, 3-day) separates words, as a space does.
    if (
      raw === '-' &&
      match.index === before &&
      before > 0 &&
      /[a-z\d]-[a-z]/.test(folded.slice(before - 1, before + 2))
    ) {
      before = match.index + 1;
      continue;
    }
    const which = raw === '&' ? 'word' : kindOf(match);
    let to = match.index + raw.length;
    let value = raw;
    if (which === 'word') {
      if (raw === '&') value = 'and';
      else if (NEGATABLE.test(raw)) {
        const not = NOT_AFTER.exec(folded.slice(to, to + 6));
        if (not) {
          to += not[0].length;
          value = CONTRACTED[raw] ?? `${raw}n't`;
        }
      }
      const known = stems.get(value);
      if (known !== undefined) value = known;
      else {
        const made = stem(value);
        if (stems.size < 50_000) stems.set(value, made);
        value = made;
      }
    }
    const count = kind.push(which);
    text.push(value);
    start[count - 1] = match.index;
    end[count - 1] = to;
    spaced[count - 1] = match.index > before && before > 0 ? 1 : 0;
    before = to;
    PIECE.lastIndex = to;
  }
  const { length } = kind;
  return {
    folded,
    length,
    kind,
    text,
    start: start.subarray(0, length),
    end: end.subarray(0, length),
    spaced: spaced.subarray(0, length)
  };
}
