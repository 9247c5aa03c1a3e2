import { err, ok, type Result } from '$part/kernel';
import { BACKUP_SUFFIX, type BackupFiles, type BackupFilesFault, type Saved } from './backup-files';
import { asked } from './backup-files-fault';
import type { DownloadPage } from './download-backup-files';

type Mode = { readonly mode: 'readwrite' };

/** A folder as Chromium gives it; TypeScript's DOM types lack the permission calls. */
export interface BackupFolder {
  queryPermission(mode: Mode): Promise<PermissionState>;
  requestPermission(mode: Mode): Promise<PermissionState>;
  getFileHandle(name: string, options?: { create: boolean }): Promise<FolderFile>;
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

export interface FolderFile {
  getFile(): Promise<File>;
  createWritable(): Promise<WritableStream>;
}

export interface FolderPlatform {
  /** Throws a DOMException where the user closes the dialog. */
  showDirectoryPicker(options: Mode & { readonly id: string }): Promise<BackupFolder>;
  /** Keeps the handle from start to start; a handle is no permission. */
  readonly kept: {
    load(): Promise<BackupFolder | undefined>;
    save(folder: BackupFolder): Promise<void>;
  };
}

const READ_WRITE: Mode = { mode: 'readwrite' };

/** The browser's folders, or undefined where it has none (Firefox, Safari, Chrome on Android before 132). */
export function folderPlatform(kept: FolderPlatform['kept'], scope: object): FolderPlatform | undefined {
  if (!('showDirectoryPicker' in scope)) return undefined;
  const { showDirectoryPicker } = scope as Pick<FolderPlatform, 'showDirectoryPicker'>;
  return { showDirectoryPicker: (options) => showDirectoryPicker.call(scope, options), kept };
}

/** Backups in a folder that the user chose once: on a stick, a card, or one that is synchronised. */
export class FolderBackupFiles implements BackupFiles {
  readonly kind = 'folder';
  readonly #platform: FolderPlatform;
  readonly #page: Pick<DownloadPage, 'pick'>;

  constructor(platform: FolderPlatform, page: Pick<DownloadPage, 'pick'>) {
    this.#platform = platform;
    this.#page = page;
  }

  async ready(): Promise<Result<undefined, BackupFilesFault>> {
    const folder = await this.#folder();
    return folder.ok ? ok(undefined) : folder;
  }

  choose(): Promise<Result<undefined, BackupFilesFault>> {
    return asked(async (): Promise<Result<undefined, BackupFilesFault>> => {
      const kept = await this.#platform.kept.load();
      if (kept && (await kept.requestPermission(READ_WRITE)) === 'granted' && (await isThere(kept)))
        return ok(undefined);
      const folder = await this.#platform.showDirectoryPicker({ ...READ_WRITE, id: 'tongzhen-backup' });
      await this.#platform.kept.save(folder);
      return ok(undefined);
    });
  }

  save<T, E>(
    name: string,
    fill: (sink: WritableStream<Uint8Array<ArrayBuffer>>) => Promise<Result<T, E>>
  ): Promise<Result<Saved<T>, E | BackupFilesFault>> {
    return this.#within(async (folder): Promise<Result<Saved<T>, E | BackupFilesFault>> => {
      if ((await this.#names(folder)).includes(name)) return err({ tag: 'failed', name: 'exists' });
      const file = await folder.getFileHandle(name, { create: true });
      let bytes = 0;
      let isClosed = false;
      // What createWritable gives takes the file's name only when it is closed.
      const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          bytes += chunk.length;
          controller.enqueue(chunk);
        },
        flush: () => void (isClosed = true)
      });
      const written = counted.readable.pipeTo(await file.createWritable()).then(
        () => undefined,
        (error: unknown) => error
      );
      const filled = await fill(counted.writable);
      // A sink that was aborted already, or is still held, says so by rejecting; what is open here would wait for ever.
      if (!isClosed) await counted.writable.abort().catch(() => undefined);
      if (filled.ok && !isClosed) throw new Error('a file was filled and not closed');
      const fault = await written;
      if (filled.ok && fault === undefined && (await file.getFile()).size === bytes)
        return ok({ outcome: 'saved', value: filled.value });
      await folder.removeEntry(name); // the empty file that getFileHandle made
      if (!filled.ok) return filled;
      if (fault !== undefined) throw fault;
      return err({ tag: 'not-kept' });
    });
  }

  list(): Promise<Result<readonly string[], BackupFilesFault>> {
    return this.#within(async (folder) => ok(await this.#names(folder)));
  }

  open(name: string): Promise<Result<Blob, BackupFilesFault>> {
    return this.#within(async (folder) => ok(await (await folder.getFileHandle(name)).getFile()));
  }

  pick(): Promise<Result<File, BackupFilesFault>> {
    return this.#page.pick(BACKUP_SUFFIX);
  }

  remove(name: string): Promise<Result<undefined, BackupFilesFault>> {
    return this.#within(async (folder) => {
      await folder.removeEntry(name);
      return ok(undefined);
    });
  }

  async #names(folder: BackupFolder): Promise<string[]> {
    const names: string[] = [];
    for await (const name of folder.keys()) if (name.endsWith(BACKUP_SUFFIX)) names.push(name);
    return names;
  }

  async #within<T, E>(
    run: (folder: BackupFolder) => Promise<Result<T, E>>
  ): Promise<Result<T, E | BackupFilesFault>> {
    const folder = await this.#folder();
    return folder.ok ? asked(() => run(folder.value)) : folder;
  }

  #folder(): Promise<Result<BackupFolder, BackupFilesFault>> {
    return asked(async (): Promise<Result<BackupFolder, BackupFilesFault>> => {
      const folder = await this.#platform.kept.load();
      if (!folder) return err({ tag: 'no-folder' });
      if ((await folder.queryPermission(READ_WRITE)) !== 'granted') return err({ tag: 'not-permitted' });
      return (await isThere(folder)) ? ok(folder) : err({ tag: 'no-folder' });
    });
  }
}

/** A stick that was pulled out keeps its handle and its permission. */
async function isThere(folder: BackupFolder): Promise<boolean> {
  try {
    for await (const _ of folder.keys()) break;
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return false;
    throw error;
  }
}
