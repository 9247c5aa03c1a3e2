import type { Cue } from './cue';
import { foldText } from './fold-text';
import type { Heading, Section } from './sections';
import { findHeadings, sectionsAt } from './sections';
import type { Flags, Tokens } from './tokens';

/** How strongly what follows a token is parted from it. */
export const NONE = 0;
export const SOFT = 1; // and, or, 、, colon
export const COMMA = 2;
export const TURN = 3; // but, however, which, because
export const SENTENCE = 4;

export interface Segments {
  /** Boundary after each token. */
  readonly after: Uint8Array;
  readonly clause: Int32Array;
  readonly sentence: Int32Array;
  readonly section: readonly Section[];
  readonly headings: readonly Heading[];
  /** Whether a token belongs to a heading. */
  readonly inHeading: Flags;
}

const MARKS: Readonly<Record<string, number>> = {
  ',': COMMA,
  '、': SOFT,
  ';': SENTENCE,
  '。': SENTENCE,
  '!': SENTENCE,
  '?': SENTENCE,
  '…': SENTENCE,
  ':': SOFT,
  '(': COMMA,
  ')': COMMA,
  '/': SOFT,
  '\\': SOFT,
  '|': COMMA,
  '~': SOFT
};
const JOINERS = new Set(['and', 'or', 'nor', 'plus', '和', '及', '与', '或', '并', '伴']);
const TURNS_EN = new Set([
  'but',
  'however',
  'although',
  'though',
  'except',
  'because',
  'whereas',
  'which',
  'who',
  'while',
  'unless',
  'then',
  'until',
  'therefore',
  'so'
]);
const TURNS_ZH = new Set(
  [
    '但',
    '但是',
    '但有',
    '可是',
    '不过',
    '却',
    '然而',
    '只是',
    '因为',
    '由于',
    '因此',
    '所以',
    '于是',
    '然后',
    '后来',
    '而是',
    '反而'
  ].map(foldText)
);
const ABBREVIATED = /^(?:dr|mr|mrs|ms|pt|vs|approx|hx|dx|e|i|g|c|s|o|fig|ca|esp|etc|prev|q)$/;

/** A line that was broken only because it was full goes on in the next one. */
function wrapped(tokens: Tokens, at: number, lineStart: number): boolean {
  const { folded } = tokens;
  if ((tokens.text[at] ?? '').length > 1) return false;
  const before = folded.charAt((tokens.start[at] ?? 0) - 1);
  const next = folded.charAt(
    (tokens.end[at] ?? 0) +
      (/^ */.exec(folded.slice(tokens.end[at], (tokens.end[at] ?? 0) + 8))?.[0].length ?? 0)
  );
  const width = (tokens.start[at] ?? 0) - lineStart;
  if (/[a-z,]/.test(before) && /[a-z]/.test(next)) return width >= 50;
  return /[\u4e00-\u9fff,、]/.test(before) && /[\u4e00-\u9fff]/.test(next) && width >= 28;
}

function pointEnds(tokens: Tokens, at: number): boolean {
  const before = tokens.text[at - 1] ?? '';
  if (tokens.kind[at - 1] === 'word' && ABBREVIATED.test(before) && tokens.start[at] === tokens.end[at - 1])
    return false;
  if (at + 1 >= tokens.length) return true;
  return (
    tokens.spaced[at + 1] === 1 ||
    tokens.kind[at + 1] === 'zh' ||
    tokens.kind[at + 1] === 'break' ||
    tokens.kind[at - 1] === 'zh'
  );
}

function boundary(tokens: Tokens, at: number, lineStart: number): number {
  const kind = tokens.kind[at];
  const text = tokens.text[at] ?? '';
  if (kind === 'break') return wrapped(tokens, at, lineStart) ? NONE : SENTENCE;
  // A query stands before what it doubts: "?fever".
  if (text === '?' && tokens.kind[at + 1] === 'word' && !tokens.spaced[at + 1]) return NONE;
  if (text === '.') return pointEnds(tokens, at) ? SENTENCE : NONE;
  if (kind === 'mark') {
    if (text === '-' && tokens.spaced[at] && tokens.spaced[at + 1]) return SOFT;
    return MARKS[text] ?? NONE;
  }
  if (JOINERS.has(text)) return SOFT;
  // Patients write a space where others write a comma.
  if (kind === 'zh' && tokens.kind[at + 1] === 'zh' && tokens.spaced[at + 1]) return COMMA;
  return NONE;
}

/** Clauses, sentences and sections of the note. */
export function segment(tokens: Tokens, stops: readonly Cue[]): Segments {
  const after = new Uint8Array(tokens.length);
  let lineStart = 0;
  for (let at = 0; at < tokens.length; at++) {
    after[at] = boundary(tokens, at, lineStart);
    if (tokens.kind[at] === 'break') lineStart = tokens.end[at] ?? 0;
  }
  for (const cue of stops) {
    const word =
      cue.last - cue.first === 1
        ? (tokens.text[cue.first] ?? '')
        : tokens.folded.slice(tokens.start[cue.first], tokens.end[cue.last - 1]);
    const turns =
      tokens.kind[cue.first] === 'zh' ? TURNS_ZH.has(word) : TURNS_EN.has(word) || cue.last - cue.first > 1;
    if (turns && cue.first > 0) after[cue.first - 1] = Math.max(after[cue.first - 1] ?? 0, TURN);
  }
  const headings = findHeadings(tokens.folded);
  const inHeading = new Uint8Array(tokens.length);
  let at = 0;
  for (const heading of headings) {
    while (at < tokens.length && (tokens.start[at] ?? 0) < heading.start) at++;
    if (at > 0) after[at - 1] = SENTENCE;
    for (; at < tokens.length && (tokens.start[at] ?? 0) < heading.end; at++) inHeading[at] = 1;
    if (at > 0) after[at - 1] = SENTENCE;
  }
  const clause = new Int32Array(tokens.length);
  const sentence = new Int32Array(tokens.length);
  let clauses = 0;
  let sentences = 0;
  for (let token = 0; token < tokens.length; token++) {
    clause[token] = clauses;
    sentence[token] = sentences;
    if ((after[token] ?? 0) >= COMMA) clauses++;
    if ((after[token] ?? 0) >= SENTENCE) sentences++;
  }
  return {
    after,
    clause,
    sentence,
    section: sectionsAt(tokens.folded, headings, tokens.start),
    headings,
    inHeading
  };
}

/** The strongest boundary between two places. */
export function between(segments: Segments, from: number, to: number): number {
  let strongest: number = NONE;
  for (let at = from; at < to; at++) strongest = Math.max(strongest, segments.after[at] ?? NONE);
  return strongest;
}
