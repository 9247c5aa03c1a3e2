import { err, ok, type Result } from '$part/kernel';
import { BACKUP_SUFFIX, type BackupFiles, type BackupFilesFault, type Saved } from './backup-files';
import { asked } from './backup-files-fault';

/** What a page can do with files without a folder. */
export interface DownloadPage {
  /** Gives a file to the browser, which saves it where downloads go. */
  download(name: string, content: Blob): void;
  /** In a gesture of the user: one file of theirs. */
  pick(suffix: string): Promise<Result<File, BackupFilesFault>>;
}

/** Long enough for the slowest card; the address only keeps the content alive. */
const REVOKE_MS = 10 * 60_000;

/** The browser's own page. */
export const downloadPage = (page: Document): DownloadPage => ({
  download(name, content) {
    const url = URL.createObjectURL(content);
    const link = page.createElement('a');
    link.href = url;
    link.download = name;
    page.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
  },
  pick(suffix) {
    const input = page.createElement('input');
    input.type = 'file';
    // Android's dialog greys out suffixes it has no type for; what is picked is checked anyway.
    input.accept = `${suffix},application/octet-stream`;
    return new Promise((resolve) => {
      input.addEventListener('change', () => {
        const file = input.files?.[0];
        resolve(file ? ok(file) : err({ tag: 'cancelled' }));
      });
      input.addEventListener('cancel', () => resolve(err({ tag: 'cancelled' })));
      input.click();
    });
  }
});

/** Backups as downloads: the user keeps them, and brings back the one that is wanted. */
export class DownloadBackupFiles implements BackupFiles {
  readonly kind = 'download';
  readonly #page: DownloadPage;

  constructor(page: DownloadPage) {
    this.#page = page;
  }

  ready(): Promise<Result<undefined, BackupFilesFault>> {
    return Promise.resolve(ok(undefined));
  }

  choose(): Promise<Result<undefined, BackupFilesFault>> {
    return Promise.resolve(ok(undefined));
  }

  save<T, E>(
    name: string,
    fill: (sink: WritableStream<Uint8Array<ArrayBuffer>>) => Promise<Result<T, E>>
  ): Promise<Result<Saved<T>, E | BackupFilesFault>> {
    return asked(async (): Promise<Result<Saved<T>, E | BackupFilesFault>> => {
      // A blob of blobs: the browser keeps each on the disk once there are many, not in the page's memory.
      const pieces: Blob[] = [];
      let isClosed = false;
      const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
        write: (chunk) => void pieces.push(new Blob([chunk])),
        close: () => void (isClosed = true)
      });
      const filled = await fill(sink);
      if (!filled.ok) return filled;
      if (!isClosed) throw new Error('a file was filled and not closed');
      this.#page.download(name, new Blob(pieces, { type: 'application/octet-stream' }));
      return ok({ outcome: 'handed-over', value: filled.value });
    });
  }

  list(): Promise<Result<readonly string[], BackupFilesFault>> {
    return Promise.resolve(err({ tag: 'unsupported' }));
  }

  open(): Promise<Result<Blob, BackupFilesFault>> {
    return Promise.resolve(err({ tag: 'unsupported' }));
  }

  pick(): Promise<Result<File, BackupFilesFault>> {
    return this.#page.pick(BACKUP_SUFFIX);
  }

  remove(): Promise<Result<undefined, BackupFilesFault>> {
    return Promise.resolve(err({ tag: 'unsupported' }));
  }
}
