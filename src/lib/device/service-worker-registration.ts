import type { Offline, OfflineState } from './offline';
import type { DownloadFault, DownloadProgress, FromServiceWorker, ToServiceWorker } from './protocol';
import { trustedServiceWorkerUrl } from './trusted-types';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const ASK_AGAIN_MS = 2_000;
const UPDATE_CHECK_MS = 3_600_000;

export interface OfflineOptions {
  /** Address of the service worker. */
  readonly url: string;
  /** Called once when another build has taken over; to save what is open, then reload. */
  readonly reload: () => void;
  /** The browser's own; handed in by tests. */
  readonly container?: ServiceWorkerContainer | undefined;
  /** Runs something later, returns what cancels it. */
  readonly later?: (run: () => void, milliseconds: number) => () => void;
}

/** Registers the service worker and keeps its download going while the page is open. */
export function keepOffline(options: OfflineOptions): Offline {
  const container = 'container' in options ? options.container : serviceWorkerContainer();
  const offline = new ServiceWorkerRegistrationOffline(options, container);
  offline.start();
  return offline;
}

/** Missing without a secure context, whatever the types say. */
function serviceWorkerContainer(): ServiceWorkerContainer | undefined {
  return 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
}

class ServiceWorkerRegistrationOffline implements Offline {
  state: OfflineState = 'installing';
  progress: DownloadProgress | undefined;
  fault: DownloadFault | undefined;
  updateAvailable = false;

  readonly #options: OfflineOptions;
  readonly #container: ServiceWorkerContainer | undefined;
  readonly #later: NonNullable<OfflineOptions['later']>;
  readonly #listeners = new Set<() => void>();
  readonly #followed = new WeakSet<ServiceWorker>();
  readonly #stopping = new AbortController();
  #url = '';
  #registration: ServiceWorkerRegistration | undefined;
  #pause = FIRST_PAUSE_MS;
  #cancelRetry: (() => void) | undefined;
  #cancelCheck: (() => void) | undefined;
  #cancelAsking: (() => void) | undefined;
  #controlled = false;
  #accepted = false;
  #reloading = false;

  constructor(options: OfflineOptions, container: ServiceWorkerContainer | undefined) {
    this.#options = options;
    this.#container = container;
    this.#later = options.later ?? laterByTimer;
  }

  start(): void {
    const container = this.#container;
    if (!container) {
      this.#change(() => (this.state = 'unsupported'));
      return;
    }
    const { signal } = this.#stopping;
    this.#url = trustedServiceWorkerUrl(this.#options.url);
    this.#controlled = container.controller !== null;
    container.addEventListener('message', (event) => this.#hear(event), { signal });
    container.addEventListener('controllerchange', () => this.#takenOver(), { signal });
    container.startMessages();
    globalThis.addEventListener('online', () => this.#networkIsBack(), { signal });
    this.#checkLater();
    void this.#attempt(container);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Asks the waiting build to take over, and asks again for as long as it waits: where the page happens to fetch
   * something in that instant, Chromium gives the activation up without a word and the build stays parked.
   */
  applyUpdate(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting || this.#stopping.signal.aborted) return;
    this.#accepted = true;
    say(waiting, { type: 'SKIP_WAITING' });
    this.#cancelAsking?.();
    this.#cancelAsking = this.#later(() => this.applyUpdate(), ASK_AGAIN_MS);
  }

  checkForUpdate(): void {
    // Rejected without a network, which is the ordinary state of things here: the next check comes anyway.
    this.#registration?.update().catch(() => undefined);
  }

  retry(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    if (this.#container) void this.#attempt(this.#container);
  }

  stop(): void {
    this.#stopping.abort();
    this.#cancelRetry?.();
    this.#cancelCheck?.();
    this.#cancelAsking?.();
  }

  /** Registers, or resumes after a cut: files that are stored already are not fetched again. */
  async #attempt(container: ServiceWorkerContainer): Promise<void> {
    if (this.state === 'failed') this.#change(() => ((this.state = 'installing'), (this.fault = undefined)));
    try {
      const registration = await container.register(this.#url, { updateViaCache: 'none' });
      if (registration !== this.#registration) {
        this.#registration = registration;
        registration.addEventListener('updatefound', () => this.#follow(registration.installing), {
          signal: this.#stopping.signal
        });
      }
      this.#follow(registration.installing);
      this.#look();
      if (registration.active) this.checkForUpdate();
    } catch {
      this.#stopped(); // no network, or no room: tried again below
    }
  }

  #follow(worker: ServiceWorker | null): void {
    if (!worker || this.#followed.has(worker)) return;
    this.#followed.add(worker);
    let complete = false;
    say(worker, { type: 'progress?' });
    worker.addEventListener(
      'statechange',
      () => {
        complete ||= worker.state === 'installed' || worker.state === 'activated';
        if (worker.state === 'redundant' && !complete) this.#stopped();
        else this.#look();
      },
      { signal: this.#stopping.signal }
    );
  }

  /** Reads the registration, which alone knows how things stand. */
  #look(): void {
    const { active, waiting, installing } = this.#registration ?? {};
    this.#change(() => {
      if (active) {
        this.state = 'ready';
        this.#pause = FIRST_PAUSE_MS;
      }
      this.updateAvailable = Boolean(active && waiting);
      if (!installing) this.progress = undefined;
    });
  }

  #stopped(): void {
    this.#change(() => {
      this.progress = undefined;
      if (this.state !== 'ready') {
        this.state = 'failed';
        this.fault ??= 'line';
      }
    });
    this.#cancelRetry ??= this.#later(() => {
      this.#cancelRetry = undefined;
      this.retry();
    }, this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #networkIsBack(): void {
    if (this.#cancelRetry) this.retry();
    else this.checkForUpdate();
  }

  #checkLater(): void {
    this.#cancelCheck = this.#later(() => {
      this.checkForUpdate();
      this.#checkLater();
    }, UPDATE_CHECK_MS);
  }

  #hear(event: MessageEvent): void {
    const message: unknown = event.data;
    if (!isFromServiceWorker(message)) return;
    this.#change(() => {
      if (message.type === 'progress') this.progress = message.progress;
      else this.fault = this.state === 'ready' ? undefined : message.fault;
    });
  }

  /** The first worker takes the page as it is; a later one belongs to another build. */
  #takenOver(): void {
    const another = this.#controlled || this.#accepted;
    this.#controlled = true;
    if (!another || this.#reloading) return;
    this.#reloading = true;
    this.#options.reload();
  }

  #change(apply: () => void): void {
    apply();
    for (const listener of this.#listeners) listener();
  }
}

function say(worker: ServiceWorker, message: ToServiceWorker): void {
  worker.postMessage(message);
}

function isFromServiceWorker(message: unknown): message is FromServiceWorker {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    (message.type === 'progress' || message.type === 'download-stopped')
  );
}

function laterByTimer(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
