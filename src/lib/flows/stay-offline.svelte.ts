import {
  type DownloadFault,
  type DownloadProgress,
  keepOffline,
  type Offline,
  type OfflineState
} from '$part/device';

/** The app's copy on this device, for the screen: the first download, its progress, a newer build that waits. */
export class StayOffline {
  state = $state<OfflineState>('installing');
  progress = $state.raw<DownloadProgress | undefined>();
  fault = $state<DownloadFault | undefined>();
  updateAvailable = $state(false);
  readonly #offline: Offline;

  /**
   * @param url address of the service worker
   * @param save keeps what is open; awaited before the page reloads into a newer build
   */
  constructor(url: string, save: () => Promise<void>) {
    this.#offline = keepOffline({
      url,
      reload: () => void save().finally(() => location.reload())
    });
    this.#offline.onChange(() => this.#take());
    this.#take();
  }

  /** The user accepts the newer build. */
  update(): void {
    this.#offline.applyUpdate();
  }

  /** The user does not want to wait for the next attempt. */
  retry(): void {
    this.#offline.retry();
  }

  stop(): void {
    this.#offline.stop();
  }

  #take(): void {
    const { state, progress, fault, updateAvailable } = this.#offline;
    Object.assign(this, { state, progress, fault, updateAvailable });
  }
}
