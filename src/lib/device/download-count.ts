import type { DownloadProgress, OfflineFile } from './protocol';

/**
 * Counts a download over many files. What arrives is counted after decompression, as the browser
 * hands it over, and reckoned back to bytes on the line, so that the bar moves inside large files.
 */
export class DownloadCount {
  readonly #total: number;
  readonly #done = new Map<string, number>();

  constructor(files: readonly OfflineFile[]) {
    this.#total = files.reduce((sum, file) => sum + bytesOf(file), 0);
  }

  /** Some bytes of a piece came in; a piece that is fetched anew counts from its start again. */
  arrived(piece: { url: string; bytes: number; rawBytes: number }, rawBytes: number): void {
    const share = piece.rawBytes === 0 ? 1 : Math.min(1, rawBytes / piece.rawBytes);
    this.#done.set(piece.url, piece.bytes * share);
  }

  /** A file is stored whole, now or by an earlier attempt. */
  stored(file: OfflineFile): void {
    for (const part of file.parts ?? []) this.#done.delete(part.url);
    this.#done.set(file.url, bytesOf(file));
  }

  get progress(): DownloadProgress {
    const done = [...this.#done.values()].reduce((sum, bytes) => sum + bytes, 0);
    return { done: Math.min(this.#total, Math.round(done)), total: this.#total };
  }
}

/** What a file costs on the line: its parts, where it is fetched in parts. */
export function bytesOf({ bytes, parts }: OfflineFile): number {
  return parts ? parts.reduce((sum, part) => sum + part.bytes, 0) : bytes;
}
