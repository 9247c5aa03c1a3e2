import type { Cue } from './cue';
import { stems } from './reach';
import { COMMA, NONE, SENTENCE } from './segment';
import type { Verdicts } from './verdicts';

const QUESTION_VERBS = stems('be is could do can should would will may might shall');

/** (±) and 待排 after a finding. */
export function doubtBefore(verdicts: Verdicts, cue: Cue): void {
  const index = verdicts.from(cue.first) - 1;
  const match = verdicts.matches[index];
  // 发热待查 is a fever whose cause is sought.
  if (match && cue.first - match.last <= 1 && verdicts.textOf(cue) !== '待查') verdicts.mark(index, 'maybe');
}

/** 心脏病可能：胸痛 doubts the illness named before it; what comes after the colon is why. */
export function doubtsNameBefore({ ground }: Verdicts, cue: Cue): boolean {
  const { tokens, segments } = ground;
  if (cue.first === 0 || (segments.after[cue.first - 1] ?? NONE) >= COMMA) return false;
  let next = cue.last;
  while (/^[性大较的]$/.test(tokens.text[next] ?? '')) next++;
  return (
    tokens.text[next] === ':' || (tokens.kind[next] === 'mark' && (segments.after[next] ?? NONE) >= COMMA)
  );
}

/** "?fever", "fever?" and 发热？ doubt; a question mark at the end of a sentence of its own does not. */
export function doubtAtMark(verdicts: Verdicts, cue: Cue): void {
  const { tokens, segments } = verdicts.ground;
  // "Fever? No." is answered.
  if (/^(?:no|ye|yes|none|nil|无|没|有|否)$/.test(tokens.text[cue.last] ?? '')) return;
  if (tokens.kind[cue.last] === 'word' && !tokens.spaced[cue.last]) {
    const match = verdicts.matches[verdicts.from(cue.last)];
    if (match && match.first <= cue.last + 2) verdicts.mark(verdicts.from(cue.last), 'maybe');
    return;
  }
  for (let index = verdicts.from(cue.first) - 1; index >= 0; index--) {
    const match = verdicts.matches[index];
    if (!match || match.last < cue.first - 4) return;
    if (match.last !== cue.first) continue;
    let from = match.first;
    while (from > 0 && (segments.after[from - 1] ?? NONE) < COMMA) from--;
    if (match.first - from <= 1) verdicts.mark(index, 'maybe');
    return;
  }
}

function unsay(verdicts: Verdicts, from: number, to: number): void {
  for (
    let index = verdicts.from(from);
    index < verdicts.matches.length && (verdicts.matches[index]?.first ?? to) < to;
    index++
  )
    verdicts.mark(index, 'question');
}

/** Sentences that only ask: "Is this pneumonia?", 是高热导致的吗? */
export function passOverQuestions(verdicts: Verdicts): void {
  const { tokens, segments } = verdicts.ground;
  let from = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens.text[at] === '吗' || tokens.text[at] === '么') {
      let start = at;
      while (start > 0 && (segments.after[start - 1] ?? NONE) < COMMA && at - start < 40) start--;
      for (let asks = start; asks < at; asks++) {
        if (/^[是会算像]$/.test(tokens.text[asks] ?? '') && !verdicts.ground.matchedAt[asks]) {
          unsay(verdicts, asks, at);
          break;
        }
      }
    }
    if ((segments.after[at] ?? NONE) < SENTENCE) continue;
    if (
      tokens.text[at] === '?' &&
      tokens.kind[from] === 'word' &&
      QUESTION_VERBS.has(tokens.text[from] ?? '')
    )
      unsay(verdicts, from, at);
    from = at + 1;
  }
}
