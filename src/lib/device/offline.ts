import type { DownloadFault, DownloadProgress } from './protocol';

/**
 * Whether the app works without the network: 'unsupported' (the browser has no service worker here),
 * 'installing' (the first download runs), 'ready', or 'failed' (it was cut; it goes on by itself).
 */
export type OfflineState = 'unsupported' | 'installing' | 'ready' | 'failed';

/** The app's copy on this device, and the newer build that may wait beside it. */
export interface Offline {
  readonly state: OfflineState;
  /** The running download, also that of an update while `state` is 'ready'; undefined where none runs. */
  readonly progress: DownloadProgress | undefined;
  /** Why the last download stopped, until it is resumed. */
  readonly fault: DownloadFault | undefined;
  /** A newer build is complete and waits for the user. */
  readonly updateAvailable: boolean;
  /** Calls back after every change; returns what ends it. */
  onChange(listener: () => void): () => void;
  /** The user accepts the waiting build: it takes over and every open tab is reloaded. */
  applyUpdate(): void;
  /** Looks for a newer build now; it is looked for every hour and after each return of the network anyway. */
  checkForUpdate(): void;
  /** Resumes a cut download now instead of at the next attempt. */
  retry(): void;
  /** Ends timers and listeners. */
  stop(): void;
}
