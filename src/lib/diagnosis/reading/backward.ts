import type { Cue } from './cue';
import { FURTHEST } from './match';
import { FURTHEST_MEMBER } from './forward';
import { isBare, stems } from './reach';
import { COMMA, NONE, SENTENCE, SOFT, between } from './segment';
import type { Verdicts } from './verdicts';

const AFTER_LINKS = new Set([
  ...stems('be also all both now currently completely test sign result have been either'),
  ...':-=?,)也都均皆俱则是为已现暂完全征了检测'
]);
const ENDS_ALONE = /^(?:没有|没|无|未见|未及|no|none|nil|否认|均无|都没有|也没有)$/;

/** Whether a finding ends where this match does or after it. */
function endsWithFinding(verdicts: Verdicts, index: number): boolean {
  const last = verdicts.matches[index]?.last ?? 0;
  for (let at = index; at >= 0 && (verdicts.matches[at]?.first ?? 0) > last - FURTHEST; at--) {
    const match = verdicts.matches[at];
    if (match && match.owner.kind !== 'value' && match.last >= last) return true;
  }
  return false;
}

/** Whether a clause ends before this token, or with a particle there. */
function closes(verdicts: Verdicts, at: number): boolean {
  const { tokens, segments } = verdicts.ground;
  if (at >= tokens.length || (segments.after[at - 1] ?? NONE) >= COMMA) return true;
  if ((segments.after[at] ?? NONE) >= COMMA && tokens.kind[at] !== 'zh' && tokens.kind[at] !== 'word')
    return true;
  return /^[了的过]$/.test(tokens.text[at] ?? '');
}

/** A denial or affirmation after what it speaks of: 咳嗽(-), fever: none, 压痛、反跳痛均阴性. */
export function reachBackward(verdicts: Verdicts, cue: Cue): boolean {
  const { tokens, segments } = verdicts.ground;
  const text = verdicts.textOf(cue);
  const alone = ENDS_ALONE.test(text);
  if (alone && !closes(verdicts, cue.last)) return false;
  if (/^(?:yes|有)$/.test(text) && !closes(verdicts, cue.last)) return false;
  let index = verdicts.from(cue.first) - 1;
  // 与活动无关 and 脚、嘴里都没有 speak of values, all others of findings.
  const last = verdicts.matches[index];
  const ofValue =
    text === '无关' ||
    (alone && last !== undefined && last.owner.kind === 'value' && !endsWithFinding(verdicts, index));
  while (
    index >= 0 &&
    ((verdicts.matches[index]?.last ?? 0) > cue.first ||
      (verdicts.matches[index]?.owner.kind === 'value') !== ofValue)
  ) {
    if ((verdicts.matches[index]?.first ?? 0) < cue.first - FURTHEST) return false;
    index--;
  }
  const target = verdicts.matches[index];
  if (!target) return false;
  let links = 0;
  for (let at = target.last; at < cue.first; at++) {
    if (!AFTER_LINKS.has(tokens.text[at] ?? '') || ++links > 5) return false;
    if ((tokens.text[at] ?? '') === ',' && !/均|都/.test(text)) return false;
    if (/^(?:no|yes|有)$/.test(text) && !/^[-:=?]$/.test(tokens.text[at] ?? '')) return false;
  }
  if (between(segments, target.last - 1, cue.first) >= SENTENCE && tokens.text[target.last] !== '?')
    return false;
  // "No cough, fever absent": a list of negatives before is its own.
  if (cue.kind === 'yes') {
    const marks = verdicts.marks[index];
    if (marks) marks.pinned = true;
    return true;
  }
  const chains = text !== '无关' && (!alone || /均|都/.test(text) || links === 0);
  const all =
    /均|都|all/.test(`${text}${tokens.text[cue.first - 1] ?? ''}`) ||
    segments.section[cue.first] === 'review';
  let reached = target.first;
  verdicts.mark(index, 'no');
  for (let before = index - 1; chains && before >= 0; before--) {
    const match = verdicts.matches[before];
    if (!match || match.first < reached - FURTHEST_MEMBER / 2) break;
    if ((match.owner.kind === 'value') !== ofValue) continue;
    if (match.last > reached) {
      if (match.first >= target.first) verdicts.mark(before, 'no');
      continue;
    }
    const strength = between(segments, match.last - 1, reached);
    const touching = match.last === reached && tokens.kind[reached] === 'zh';
    if (!touching && (strength < SOFT || strength > (all ? COMMA : SOFT))) break;
    if (
      reached - match.last > 3 ||
      verdicts.marks[before]?.pinned ||
      (strength === COMMA && !isBare(verdicts.ground, match))
    )
      break;
    if (verdicts.marks[before]?.absent) break;
    verdicts.mark(before, 'no');
    reached = match.first;
  }
  return true;
}
