import type { Subject } from '$part/schema';

/** One text for what a statement speaks of, to compare and to look up by. */
export function subjectKey(subject: Subject): string {
  const { kind, id } = subject;
  return subject.kind === 'value' ? `value:${id}/${subject.slot}/${subject.value}` : `${kind}:${id}`;
}
