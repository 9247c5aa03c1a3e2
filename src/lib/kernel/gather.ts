/**
 * Adds to the list that a map keeps under a key. In place: copying the list at every addition makes a note that says
 * one thing thousands of times quadratic.
 */
export function gather<Key, Value>(lists: Map<Key, Value[]>, key: Key, ...values: readonly Value[]): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [...values]);
  else for (const value of values) list.push(value);
}
