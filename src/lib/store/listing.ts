import type { Result } from '$part/kernel';
import type { Opened } from './sealed-payload';
import type { ReadFault } from './store-fault';

/** A row that does not open; shown in its place, while all others do. */
export interface Faulty {
  readonly id: string;
  readonly version: number | undefined;
  readonly fault: ReadFault;
}

export interface Listing<T> {
  readonly records: readonly Opened<T>[];
  readonly faults: readonly Faulty[];
}

type Answer<T> = {
  readonly id: string;
  readonly version: number;
  readonly read: Result<Opened<T>, ReadFault>;
};

export function listing<T>(answers: readonly Answer<T>[], unreadable: readonly string[]): Listing<T> {
  const records: Opened<T>[] = [];
  const faults: Faulty[] = unreadable.map((id) => ({ id, version: undefined, fault: { tag: 'damaged' } }));
  for (const { id, version, read } of answers)
    if (read.ok) records.push(read.value);
    else faults.push({ id, version, fault: read.error });
  return { records, faults };
}
