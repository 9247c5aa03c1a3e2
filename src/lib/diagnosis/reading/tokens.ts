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

type Emit = (kind: TokenKind, text: string, start: number, end: number, spaced: boolean) => void;

export function stemOf(word: string, stems: Map<string, string>): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stem(word);
  // A pasted dictionary must not grow this without end.
  if (stems.size < 50_000) stems.set(word, made);
  return made;
}

function eachToken(folded: string, stems: Map<string, string>, emit: Emit): void {
  let before = 0;
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(folded); match; match = PIECE.exec(folded)) {
    const raw = match[0];
    // A hyphen inside a compound (non-productive, 3-day) separates words, as a space does.
    const hyphen = raw === '-' && match.index === before && before > 0;
    if (hyphen && /[a-z\d]-[a-z]/.test(folded.slice(before - 1, before + 2))) {
      before = match.index + 1;
      continue;
    }
    const kind = raw === '&' ? 'word' : kindOf(match);
    let to = match.index + raw.length;
    let value = raw;
    if (raw === '&') value = 'and';
    else if (kind === 'word') {
      if (NEGATABLE.test(raw)) {
        const not = NOT_AFTER.exec(folded.slice(to, to + 6));
        if (not) {
          to += not[0].length;
          value = CONTRACTED[raw] ?? `${raw}n't`;
        }
      }
      value = stemOf(value, stems);
    }
    emit(kind, value, match.index, to, match.index > before && before > 0);
    before = to;
    PIECE.lastIndex = to;
  }
}

/** Cuts folded text; `stems` remembers stems across calls. Auxiliary and "not" become one token, as "don't" is one. */
export function tokenise(folded: string, stems: Map<string, string>): Tokens {
  const kind: TokenKind[] = [];
  const text: string[] = [];
  const start = new Int32Array(folded.length);
  const end = new Int32Array(folded.length);
  const spaced = new Uint8Array(folded.length);
  eachToken(folded, stems, (which, value, from, to, space) => {
    const at = kind.push(which) - 1;
    text.push(value);
    start[at] = from;
    end[at] = to;
    if (space) spaced[at] = 1;
  });
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

/** The tokens of a phrase of the vocabulary, without their places: what `tokenise` gives, for thousands of short texts. */
export function phraseTokens(
  folded: string,
  stems: Map<string, string>
): readonly { readonly kind: TokenKind; readonly text: string }[] {
  const tokens: { kind: TokenKind; text: string }[] = [];
  eachToken(folded, stems, (kind, text) => tokens.push({ kind, text }));
  return tokens;
}
