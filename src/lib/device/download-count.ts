import type { DownloadProgress, OfflineFile } from './protocol';

/**
 * Counts a download over many files. What arrives is counted after decompression, as the browser
 * hands it over, and reckoned back to bytes on the line, so that the bar moves inside large files.
 */
export class DownloadCount {
  readonly #files: ReadonlyMap<string, OfflineFile>;
  readonly #total: number;
  readonly #arrived = new Map<string, number>();

  /** `files` by path on the origin (`/_app/...`). */
  constructor(files: ReadonlyMap<string, OfflineFile>) {
    this.#files = files;
    this.#total = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Some bytes of a file came in. */
  received(path: string, rawBytes: number): void {
    this.#arrived.set(path, (this.#arrived.get(path) ?? 0) + rawBytes);
  }

  /** The file is fetched anew: what a broken attempt brought no longer counts. */
  started(path: string): void {
    this.#arrived.set(path, 0);
  }

  /** The file is stored, now or by an earlier attempt. */
  finished(path: string): void {
    this.#arrived.set(path, Number.POSITIVE_INFINITY);
  }

  get progress(): DownloadProgress {
    let done = 0;
    for (const [path, rawBytes] of this.#arrived) {
      const file = this.#files.get(path);
      if (file) done += file.bytes * Math.min(1, file.rawBytes === 0 ? 1 : rawBytes / file.rawBytes);
    }
    return { done: Math.round(done), total: this.#total };
  }
}
