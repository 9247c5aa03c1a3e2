import type { Judged } from './verdicts';
import { STATEMENTS } from './reach';
import type { Segments } from './segment';
import type { Flags, Tokens } from './tokens';

export type Style = 'narrative' | 'review-list';

const LIST_OF_NEGATIVES = 4;
const LIST_OF_POSITIVES = 6;
const VERBS_ZH = /^[出始持发诉]$/;

/**
 * Tells what is told from what is ticked off: one long list without a verb, a list of four or more denials, or anything
 * under "review of systems".
 */
export function styleOf(
  tokens: Tokens,
  segments: Segments,
  judged: readonly Judged[],
  timeAt: Flags
): (one: Judged) => Style {
  const bySentence = new Map<number, { findings: number; verb: boolean }>();
  for (const { match } of judged) {
    if (match.owner.kind === 'value') continue;
    const sentence = segments.sentence[match.first] ?? 0;
    const entry = bySentence.get(sentence) ?? { findings: 0, verb: false };
    entry.findings++;
    bySentence.set(sentence, entry);
  }
  for (let at = 0; at < tokens.length; at++) {
    const text = tokens.text[at] ?? '';
    const verb =
      timeAt[at] === 1 || (tokens.kind[at] === 'word' ? STATEMENTS.has(text) : VERBS_ZH.test(text));
    const entry = verb ? bySentence.get(segments.sentence[at] ?? 0) : undefined;
    if (entry) entry.verb = true;
  }
  return (one) => {
    const section = segments.section[one.match.first];
    if (section === 'review' || one.listed >= LIST_OF_NEGATIVES) return 'review-list';
    if (section === 'complaint' || section === 'present') return 'narrative';
    const entry = bySentence.get(segments.sentence[one.match.first] ?? 0);
    return entry && !entry.verb && entry.findings >= LIST_OF_POSITIVES ? 'review-list' : 'narrative';
  };
}
