import { err, ok, type Result } from '$part/kernel';
import type { ChainHead } from '$part/security';
import { type StoreFault, storeFaultOf } from '../store-fault';
import type { BackupDatabase } from './backup-database';
import { hex } from './hashes';
import type { MadeBackup } from './made-backup';

/** What this tablet knows of its backups, also where the files themselves lie with the user. */
export class MadeBackups {
  readonly #backup: BackupDatabase;

  constructor(backup: BackupDatabase) {
    this.#backup = backup;
  }

  /** Oldest first. */
  list(): Promise<Result<readonly MadeBackup[], StoreFault>> {
    return stored(() => this.#backup.made.orderBy('generation').toArray());
  }

  async add(made: MadeBackup): Promise<Result<undefined, StoreFault>> {
    const added = await stored(() => this.#backup.made.put(made));
    return added.ok ? ok(undefined) : added;
  }

  /**
   * After a restore: heads of another chain than the one that is here now say nothing any more.
   *
   * @param hashAt of the chain as it is now
   */
  async settle(
    hashAt: (seq: number) => Promise<Uint8Array | undefined>
  ): Promise<Result<undefined, StoreFault>> {
    const settled = await stored(async () => {
      for (const { isPast: _, ...made } of await this.#backup.made.toArray()) {
        const hash = await hashAt(made.audit.count);
        const isHere = hash !== undefined && hex(hash) === made.audit.hash;
        await this.#backup.made.put(isHere ? made : { ...made, isPast: true });
      }
    });
    return settled.ok ? ok(undefined) : settled;
  }

  /** Heads of the audit chain as the backups have them. */
  async heads(): Promise<Result<readonly ChainHead[], StoreFault>> {
    const made = await this.list();
    if (!made.ok) return made;
    return ok(
      made.value
        .filter(({ isPast }) => !isPast)
        .map(({ audit: { count, hash } }) => ({ count, hash: bytesOf(hash) }))
    );
  }
}

/** Keeps the folder that the user chose, from start to start. */
export const keptFolder = <Folder>(backup: BackupDatabase) => ({
  load: async (): Promise<Folder | undefined> =>
    (await backup.folder.get('backups'))?.handle as Folder | undefined,
  save: async (handle: Folder): Promise<void> => {
    await backup.folder.put({ name: 'backups', handle });
  }
});

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

async function stored<T>(run: () => PromiseLike<T>): Promise<Result<T, StoreFault>> {
  try {
    return ok(await run());
  } catch (error) {
    return err(storeFaultOf(error));
  }
}
