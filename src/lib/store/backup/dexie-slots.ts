import { err, ok, type Result } from '$part/kernel';
import Dexie from 'dexie';
import { storeFaultOf } from '../store-fault';
import type { BackupBytes } from './backup-bytes';
import type { BackupDatabase } from './backup-database';
import type { Bytes } from './backup-row';
import type { TargetFault, UndoSlot, UndoSlots } from './backup-source';
import { joined } from './hashes';

/** Every piece but the last has this length, so that a place in the file is found by counting. */
const PIECE_BYTES = 1024 * 1024;

/** The two undo slots: backup files cut in pieces, in IndexedDB, where every browser has room for them. */
export class DexieSlots implements UndoSlots {
  readonly #backup: BackupDatabase;

  constructor(backup: BackupDatabase) {
    this.#backup = backup;
  }

  sink(slot: UndoSlot): WritableStream<Bytes> {
    let waiting: Bytes = new Uint8Array();
    let index = 0;
    const keep = async (isLast: boolean) => {
      const pieces: Bytes[] = [];
      let at = 0;
      for (; waiting.length - at >= PIECE_BYTES; at += PIECE_BYTES)
        pieces.push(waiting.slice(at, at + PIECE_BYTES));
      if (isLast && at < waiting.length) pieces.push(waiting.slice(at));
      waiting = waiting.slice(at);
      await this.#backup.slots.bulkPut(pieces.map((bytes) => ({ slot, index: index++, bytes })));
    };
    return new WritableStream<Bytes>({
      start: () => this.#empty(slot),
      write: (bytes) => {
        waiting = joined([waiting, bytes]);
        return keep(false);
      },
      close: () => keep(true),
      abort: () => this.#empty(slot)
    });
  }

  async bytes(slot: UndoSlot): Promise<BackupBytes> {
    const last = await this.#pieces(slot).last();
    const size = last ? last.index * PIECE_BYTES + last.bytes.length : 0;
    return {
      size,
      read: async (from, to) => {
        const first = Math.floor(from / PIECE_BYTES);
        const pieces = await this.#backup.slots
          .where('[slot+index]')
          .between([slot, first], [slot, Math.floor((to - 1) / PIECE_BYTES)], true, true)
          .toArray();
        const start = from - first * PIECE_BYTES;
        return joined(pieces.map(({ bytes }) => bytes)).slice(start, start + to - from);
      }
    };
  }

  async clear(slot: UndoSlot): Promise<Result<undefined, TargetFault>> {
    try {
      await this.#empty(slot);
      return ok(undefined);
    } catch (error) {
      return err(storeFaultOf(error));
    }
  }

  async #empty(slot: UndoSlot): Promise<void> {
    await this.#pieces(slot).delete();
  }

  #pieces(slot: UndoSlot) {
    return this.#backup.slots.where('[slot+index]').between([slot, Dexie.minKey], [slot, Dexie.maxKey]);
  }
}
