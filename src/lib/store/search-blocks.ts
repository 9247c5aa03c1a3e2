import { ok, type Result } from '$part/kernel';
import { SEARCH_BLOCK, SEARCH_ENTRY, type SearchBlock, type SearchEntry } from '$part/schema';
import { type AsideChange, type Change, content, type RemoveChange } from './change';
import { type Block, foldEntries } from './fold-entries';
import type { Faulty, Listing } from './listing';
import { SealedTable } from './sealed-table';
import type { Session } from './session';
import type { StoreFault, WriteFault } from './store-fault';
import { commit } from './unit-of-work';

/** So many entries stand beside the blocks before they are folded into them. */
export const DELTA_LIMIT = 200;

export interface LoadedSearch {
  /** One for each patient, the newest. */
  readonly entries: readonly SearchEntry[];
  /** Blocks and entries that do not open: then the search is built anew from the patients. */
  readonly faults: readonly Faulty[];
  /** Whether `fold` is due. */
  readonly isFoldDue: boolean;
}

interface Opening {
  readonly blocks: Listing<SearchBlock>;
  readonly delta: Listing<SearchEntry>;
}

/** What searching needs of every patient, sealed a thousand at a time, with the newest changes beside. */
export class SearchBlocks {
  readonly #session: Session;
  readonly #blocks: SealedTable<SearchBlock>;
  readonly #delta: SealedTable<SearchEntry>;

  constructor(session: Session) {
    this.#session = session;
    this.#blocks = new SealedTable(session, 'blocks', SEARCH_BLOCK);
    this.#delta = new SealedTable(session, 'delta', SEARCH_ENTRY);
  }

  /** Goes into the transaction that writes the patient, whose version it bears. */
  put(entry: SearchEntry, version: number): AsideChange {
    const { id } = entry;
    return {
      tag: 'aside',
      table: 'delta',
      id,
      expected: undefined,
      version,
      content: content(SEARCH_ENTRY, entry)
    };
  }

  async load(): Promise<Result<LoadedSearch, StoreFault>> {
    const opened = await this.#open();
    if (!opened.ok) return opened;
    const { blocks, delta } = opened.value;
    const newest = new Map<string, SearchEntry>();
    for (const { value } of blocks.records) for (const entry of value.entries) newest.set(entry.id, entry);
    for (const { value } of delta.records) newest.set(value.id, value);
    return ok({
      entries: [...newest.values()],
      faults: [...blocks.faults, ...delta.faults],
      isFoldDue: delta.records.length > DELTA_LIMIT
    });
  }

  /** Moves what stands beside the blocks into them, in one transaction; after a conflict it is due again later. */
  async fold(): Promise<Result<undefined, WriteFault>> {
    const opened = await this.#open();
    if (!opened.ok) return opened;
    const { blocks, delta } = opened.value;
    if (delta.records.length === 0) return ok(undefined);
    const changed = foldEntries(
      blocks.records.map(({ id, version, value }) => ({ id, version, entries: value.entries })),
      delta.records.map(({ value }) => value)
    );
    const taken = delta.records.map(({ id, version }) => remove('delta', id, version));
    return this.#commit([...changed.map(putBlock), ...taken]);
  }

  /** All blocks anew, from the patients themselves. What stands beside them stays, for it may be newer still. */
  async rebuild(entries: readonly SearchEntry[]): Promise<Result<undefined, WriteFault>> {
    const opened = await this.#open();
    if (!opened.ok) return opened;
    const { blocks, delta } = opened.value;
    const old = [...blocks.records, ...blocks.faults].map(({ id, version }) => remove('blocks', id, version));
    const damaged = delta.faults.map(({ id, version }) => remove('delta', id, version));
    return this.#commit([...foldEntries([], entries).map(putBlock), ...old, ...damaged]);
  }

  async #open(): Promise<Result<Opening, StoreFault>> {
    const blocks = await this.#blocks.all();
    if (!blocks.ok) return blocks;
    const delta = await this.#delta.all();
    return delta.ok ? ok({ blocks: blocks.value, delta: delta.value }) : delta;
  }

  async #commit(changes: readonly Change[]): Promise<Result<undefined, WriteFault>> {
    const written = await commit(this.#session, changes);
    return written.ok ? ok(undefined) : written;
  }
}

const remove = (table: 'blocks' | 'delta', id: string, expected: number | undefined): RemoveChange => ({
  tag: 'remove',
  table,
  id,
  expected
});

const putBlock = ({ id, version, entries }: Block): AsideChange => ({
  tag: 'aside',
  table: 'blocks',
  id,
  expected: version,
  version: version + 1,
  content: content(SEARCH_BLOCK, { entries })
});
