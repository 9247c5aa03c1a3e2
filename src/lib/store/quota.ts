/** navigator.storage, as far as it is used. */
export type StorageLike = Pick<StorageManager, 'persisted' | 'persist' | 'estimate'>;

export interface Room {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** Under the reserve's own size, or nine tenths taken: time to say so. */
  readonly isTight: boolean;
}

export const RESERVE_BYTES = 2 * 1024 * 1024;
const TIGHT = 0.9;

/** Whether the browser promised to keep what is stored; asks for it where it did not yet. */
export async function askToPersist(storage: StorageLike): Promise<boolean> {
  try {
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return false; // an old browser: told the user as if it had refused
  }
}

/** Undefined where the browser does not tell. */
export async function roomLeft(storage: StorageLike): Promise<Room | undefined> {
  try {
    const { usage, quota } = await storage.estimate();
    if (usage === undefined || quota === undefined) return undefined;
    const isTight = quota - usage < RESERVE_BYTES || usage > quota * TIGHT;
    return { usedBytes: usage, quotaBytes: quota, isTight };
  } catch {
    return undefined;
  }
}

/** Room that is taken while there is enough, so that a full disk still has some for an audit line and a deletion. */
export interface Reserve {
  /** Takes the room where it is not taken yet; false where there is none. */
  hold(): Promise<boolean>;
  /** Gives it back; false where nothing was held. */
  free(): Promise<boolean>;
}

const NAME = 'tongzhen-reserve';

/** A file of the origin's private file system: counts in the same quota, and is gone at once when removed. */
export const reserveFile = (directory: () => Promise<FileSystemDirectoryHandle>): Reserve => ({
  async hold() {
    try {
      const folder = await directory();
      const handle = await folder.getFileHandle(NAME, { create: true });
      if ((await handle.getFile()).size >= RESERVE_BYTES) return true;
      const stream = await handle.createWritable();
      // Random, so that no file system stores it as nothing.
      const piece = new Uint8Array(65_536);
      for (let written = 0; written < RESERVE_BYTES; written += piece.length)
        await stream.write(crypto.getRandomValues(piece));
      await stream.close();
      return true;
    } catch {
      return false; // no room for it, or no such file system: the disk is watched by `roomLeft` alone
    }
  },
  async free() {
    try {
      await (await directory()).removeEntry(NAME);
      return true;
    } catch {
      return false; // it was not there
    }
  }
});
