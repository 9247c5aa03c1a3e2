import { reachBackward } from './backward';
import type { Cue, CueKind } from './cue';
import { doubtAtMark, doubtBefore, doubtsNameBefore, passOverQuestions } from './doubt';
import { denyRelief, reachForward } from './forward';
import { deniedInside, freedByGap } from './inner-findings';
import type { Match } from './match';
import type { Ground } from './reach';
import type { Judged } from './verdicts';
import { Verdicts } from './verdicts';

const FORWARD: ReadonlySet<CueKind> = new Set<CueKind>([
  'no',
  'denies',
  'not',
  'narrow',
  'maybe',
  'hypothetical',
  'question',
  'double'
]);
/** What doubts the word before it. */
const DOUBTS_BEFORE = new Set(['(±)', '待查', '待排', '可疑阳性']);

/**
 * Judges every match of a note: present, absent, not known, or only spoken of. `matches` are those that count, `dropped`
 * those inside longer ones; both in order of place.
 */
export function judge(
  ground: Ground,
  matches: readonly Match[],
  dropped: readonly Match[],
  cues: readonly Cue[]
): readonly Judged[] {
  const verdicts = new Verdicts(ground, matches, cues);
  // 没有 and "none" are either; where they end what they speak of they do not start anything.
  const spent = new Set<number>();
  for (const cue of cues) {
    if ((cue.kind === 'after' || cue.kind === 'yes') && !verdicts.holder(cue) && reachBackward(verdicts, cue))
      spent.add(cue.first);
  }
  for (const cue of cues) {
    if (spent.has(cue.first)) continue;
    const text = verdicts.textOf(cue);
    if (cue.kind === 'maybe' && text === '?') doubtAtMark(verdicts, cue);
    else if (cue.kind === 'maybe' && (DOUBTS_BEFORE.has(text) || doubtsNameBefore(verdicts, cue)))
      doubtBefore(verdicts, cue);
    else if (FORWARD.has(cue.kind)) reachForward(verdicts, cue);
    else if (cue.kind === 'pseudo') denyRelief(verdicts, cue);
    else if (cue.kind === 'after' && text.startsWith('negativ'))
      reachForward(verdicts, { ...cue, kind: 'not' });
  }
  passOverQuestions(verdicts);
  const judged = matches.map((match, index): Judged => ({
    match,
    polarity: verdicts.polarityOf(index),
    listed: verdicts.lists[verdicts.marks[index]?.list ?? -1] ?? 0
  }));
  return [...judged, ...deniedInside(verdicts, dropped), ...freedByGap(verdicts, dropped)].sort(
    (a, b) => a.match.first - b.match.first || a.match.last - b.match.last
  );
}
