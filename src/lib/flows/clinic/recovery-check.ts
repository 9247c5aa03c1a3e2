import { readRecoveryKey } from '$part/security';

/** Which two of its groups are to be typed back, from 0: chosen anew each time, so that the sheet is looked at. */
export function groupsToAsk(groups: number): readonly [number, number] {
  const [first = 0, second = 0] = crypto.getRandomValues(new Uint32Array(2));
  const one = first % groups;
  const other = (one + 1 + (second % (groups - 1))) % groups;
  return one < other ? [one, other] : [other, one];
}

/** Read as forgivingly as the whole key is. */
export function isTypedBack(
  recoveryKey: string,
  asked: readonly [number, number],
  typed: readonly [string, string]
): boolean {
  const groups = recoveryKey.split('-');
  asked.forEach((at, index) => (groups[at] = typed[index] ?? ''));
  const read = readRecoveryKey(groups.join('-'));
  return read.ok && read.value === recoveryKey;
}
