import type { Cue } from './cue';
import type { Match } from './match';
import { endOfList } from './list-end';
import { FURTHEST } from './match';
import { reachGoesOn, stems } from './reach';
import { NONE, SOFT } from './segment';
import type { Verdicts } from './verdicts';

const HIS = stems('his her my their the this these its your ongoing persistent recent');
/** No member of a list begins further from the one before; in tokens. */
export const FURTHEST_MEMBER = 60;

/** A phrase that shares words with "return if" is advice itself. */
function shares(verdicts: Verdicts, cue: Cue): void {
  for (let index = verdicts.from(cue.last) - 1; index >= 0; index--) {
    const match = verdicts.matches[index];
    if (!match || match.first < cue.first - FURTHEST) return;
    const held = match.pieces.some((piece) => piece.first <= cue.first && cue.last <= piece.last);
    if (!held && match.pieces.some((piece) => piece.first < cue.last && cue.first < piece.last))
      verdicts.mark(index, cue.kind);
  }
}

/** "Cough without blood": the cue stands between the terms of a `~` phrase. */
function gaps(verdicts: Verdicts, cue: Cue): void {
  for (let index = verdicts.from(cue.first) - 1; index >= 0; index--) {
    const match = verdicts.matches[index];
    if (!match || match.first < cue.first - FURTHEST) break;
    if (match.last <= cue.last || match.pieces.length < 2) continue;
    const next = match.pieces.find((piece) => piece.first >= cue.last);
    const inside = match.pieces.some((piece) => piece.first < cue.last && cue.first < piece.last);
    if (!next || inside) continue;
    const target: Match = { ...match, pieces: [next], first: next.first };
    if (cue.kind !== 'hypothetical' && reachGoesOn(verdicts.ground, cue, cue.last, target, true)) {
      verdicts.mark(index, cue.kind);
      if (cue.kind === 'no' || cue.kind === 'not' || cue.kind === 'narrow')
        verdicts.parted.set(index, cue.first);
    }
  }
}

/** Marks what a cue says of the words after it: the one it stands before, and the rest of its list. */
export function reachForward(verdicts: Verdicts, cue: Cue): void {
  const { tokens, segments } = verdicts.ground;
  const holder = verdicts.holder(cue);
  // A cue inside a phrase of the vocabulary opens a list where the phrase itself says no (皮肤无出血点及瘀斑) or opens its
  // clause: 无痰、咯血.
  const opens = cue.kind === 'no' || cue.kind === 'denies';
  const leads =
    holder?.first === cue.first && (cue.first === 0 || (segments.after[cue.first - 1] ?? NONE) >= SOFT);
  const denies = holder !== undefined && holder.owner.kind !== 'value' && holder.owner.denies === true;
  if (holder && !(opens && (leads || denies))) return;
  if (
    cue.kind === 'hypothetical' &&
    /^(?:worri|worry|concern|anxiou|担心)/.test(verdicts.textOf(cue)) &&
    HIS.has(tokens.text[cue.last] ?? '')
  )
    return;
  if (!holder) gaps(verdicts, cue);
  // Values and findings are reached each along their own kind: "could not speak and her arm went weak".
  const reached = { finding: holder ? holder.last : cue.last, value: holder ? holder.last : cue.last };
  const first = { finding: !holder, value: !holder };
  const members: number[] = [];
  // "有痰" begins inside "没有".
  for (
    let index = verdicts.from(holder ? holder.last : cue.first + 1);
    index < verdicts.matches.length;
    index++
  ) {
    const match = verdicts.matches[index];
    if (!match || match.first > Math.max(reached.finding, reached.value) + FURTHEST_MEMBER) break;
    // 也不烧 where 不烧 is a phrase of its own: the "not" is taken.
    if (match.first < cue.last && /^[不无未没]$/.test(tokens.text[match.first] ?? '')) continue;
    const kind = match.owner.kind === 'value' ? 'value' : 'finding';
    if (!reachGoesOn(verdicts.ground, cue, reached[kind], match, first[kind])) {
      if (kind === 'value' || match.first < reached.finding) continue;
      break;
    }
    members.push(index);
    first[kind] = false;
    reached[kind] = Math.max(reached[kind], match.last);
    if (cue.kind === 'double') break;
  }
  if (cue.kind === 'hypothetical' || cue.kind === 'question') shares(verdicts, cue);
  const { denied, open } = endOfList(verdicts, cue, members);
  for (const index of denied) verdicts.mark(index, cue.kind);
  for (const index of open) verdicts.mark(index, 'maybe');
  const list =
    verdicts.lists.push(denied.filter((index) => verdicts.matches[index]?.owner.kind !== 'value').length) - 1;
  if (cue.kind === 'no' || cue.kind === 'denies')
    for (const index of denied) (verdicts.marks[index] ?? { list: 0 }).list = list;
}

/** 硝酸甘油不缓解, "rest didn't help": what was denied is that it eases, the term of a value inside the cue. */
export function denyRelief(verdicts: Verdicts, cue: Cue): void {
  for (let index = verdicts.from(cue.last) - 1; index >= 0; index--) {
    const match = verdicts.matches[index];
    if (!match || match.first < cue.first - FURTHEST) return;
    if (match.owner.kind !== 'value') continue;
    const inside = match.pieces.some((piece) => cue.first < piece.first && piece.first < cue.last);
    const holds = match.pieces.some((piece) => piece.first <= cue.first && cue.first < piece.last);
    if (inside && !holds) verdicts.mark(index, 'no');
  }
}
