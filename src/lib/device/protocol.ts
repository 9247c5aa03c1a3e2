/** What the page and the service worker say to each other: types only. */

/** Something fetched in one request. */
export interface OfflinePiece {
  /** Address, relative to the service worker. */
  readonly url: string;
  /** Base64 of the content's SHA-256; nothing else is ever stored under this address. */
  readonly sha256: string;
  /** Bytes as they travel (compressed). */
  readonly bytes: number;
  /** Bytes after decompression. */
  readonly rawBytes: number;
}

/** One file of the app, as the build lists it for the service worker. */
export interface OfflineFile extends OfflinePiece {
  /** null where the name itself changes with the content. */
  readonly revision: string | null;
  /** The same file cut in pieces of which each is small enough for a line that comes and goes. */
  readonly parts?: readonly OfflinePiece[];
  /** Fetched when first used and kept from then on; not part of the first download. */
  readonly onDemand?: true;
}

/** How much of the download is there, in bytes as they travel. */
export interface DownloadProgress {
  readonly done: number;
  readonly total: number;
}

/** Why a download stopped: the line was cut, the device has no room, or a file is not what the build listed. */
export type DownloadFault = 'line' | 'storage' | 'damaged';

export type ToServiceWorker = { readonly type: 'SKIP_WAITING' } | { readonly type: 'progress?' };

export type FromServiceWorker =
  | { readonly type: 'progress'; readonly progress: DownloadProgress }
  | { readonly type: 'download-stopped'; readonly fault: DownloadFault };
