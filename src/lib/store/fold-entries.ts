import { PATIENTS_A_BLOCK, type SearchEntry } from '$part/schema';

export interface Block {
  readonly id: string;
  /** 0 where the block is new. */
  readonly version: number;
  readonly entries: readonly SearchEntry[];
}

/** The blocks that change when entries are put into them: known patients in their place, new ones where there is room. */
export function foldEntries(blocks: readonly Block[], entries: readonly SearchEntry[]): Block[] {
  const open = blocks.map(({ entries: old, ...block }) => ({
    ...block,
    entries: new Map(old.map((entry) => [entry.id, entry])),
    isChanged: false
  }));
  const home = new Map(open.flatMap((block) => [...block.entries.keys()].map((id) => [id, block] as const)));
  for (const entry of entries) {
    let block = home.get(entry.id) ?? open.find((candidate) => candidate.entries.size < PATIENTS_A_BLOCK);
    if (!block) {
      block = { id: crypto.randomUUID(), version: 0, entries: new Map(), isChanged: true };
      open.push(block);
    }
    block.entries.set(entry.id, entry);
    block.isChanged = true;
    home.set(entry.id, block);
  }
  return open
    .filter(({ isChanged }) => isChanged)
    .map(({ id, version, entries: changed }) => ({ id, version, entries: [...changed.values()] }));
}
