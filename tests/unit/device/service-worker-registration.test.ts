import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepOffline, type Offline } from '../../../src/lib/device';

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing';
  readonly heard: unknown[] = [];

  postMessage(message: unknown): void {
    this.heard.push(message);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  updates = 0;

  update(): Promise<void> {
    this.updates++;
    return Promise.reject(new TypeError('no network'));
  }

  /** A worker begins to install, as after a changed build. */
  found(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    return worker;
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  registration = new FakeRegistration();
  registered = 0;
  offline = false;

  register(): Promise<FakeRegistration> {
    this.registered++;
    return this.offline
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(this.registration);
  }

  startMessages(): void {
    // real containers hold messages back until this is called; this one never does
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  changeController(worker: FakeWorker): void {
    this.controller = worker;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

let container: FakeContainer;
let timers: { run: () => void; milliseconds: number; cancelled: boolean }[];
let reloads: number;
let offline: Offline | undefined;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const pauses = (): number[] =>
  timers.filter(({ milliseconds }) => milliseconds < 3_600_000).map(({ milliseconds }) => milliseconds);

function keep(): Offline {
  offline = keepOffline({
    url: '/service-worker.js',
    reload: () => reloads++,
    container: container as unknown as ServiceWorkerContainer,
    later: (run, milliseconds) => {
      const timer = { run, milliseconds, cancelled: false };
      timers.push(timer);
      return () => (timer.cancelled = true);
    }
  });
  return offline;
}

/** The state after a first download. */
async function ready(): Promise<Offline> {
  const active = new FakeWorker();
  active.state = 'activated';
  container.registration.active = active;
  container.controller = active;
  const kept = keep();
  await settle();
  return kept;
}

beforeEach(() => {
  container = new FakeContainer();
  timers = [];
  reloads = 0;
  // Node has no window to hear from.
  vi.stubGlobal('addEventListener', vi.fn());
});
afterEach(() => {
  offline?.stop();
  vi.unstubAllGlobals();
});

describe('keepOffline', () => {
  it('says so where the browser has no service worker', () => {
    const kept = keepOffline({ url: '/x.js', reload: () => undefined, container: undefined });
    expect(kept.state).toBe('unsupported');
    kept.retry();
    kept.applyUpdate();
    kept.checkForUpdate();
  });

  it('goes from installing with progress to ready, without a reload', async () => {
    const kept = keep();
    const states: unknown[] = [];
    kept.onChange(() => states.push([kept.state, kept.progress?.done]));
    await settle();
    const worker = container.registration.found();
    expect(worker.heard).toEqual([{ type: 'progress?' }]);
    container.say({ type: 'progress', progress: { done: 5, total: 10 } });
    expect([kept.state, kept.progress]).toEqual(['installing', { done: 5, total: 10 }]);
    container.registration.installing = null;
    container.registration.active = worker;
    worker.become('installed');
    worker.become('activated');
    container.changeController(worker);
    expect([kept.state, kept.progress, kept.updateAvailable, reloads]).toEqual([
      'ready',
      undefined,
      false,
      0
    ]);
    expect(states).toContainEqual(['installing', 5]);
    expect(states.at(-1)).toEqual(['ready', undefined]);
  });

  it('resumes a cut download by itself, with growing pauses up to a minute', async () => {
    const kept = keep();
    await settle();
    for (let attempt = 0; attempt < 7; attempt++) {
      const worker = container.registration.found();
      container.registration.installing = null;
      container.say({ type: 'download-stopped', fault: 'line' });
      worker.become('redundant');
      expect([kept.state, kept.fault]).toEqual(['failed', 'line']);
      timers.at(-1)?.run();
      expect([kept.state, kept.fault]).toEqual(['installing', undefined]);
      await settle();
    }
    expect(pauses()).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(container.registered).toBe(8);
  });

  it('tells why it stopped', async () => {
    const kept = keep();
    await settle();
    const worker = container.registration.found();
    container.say({ type: 'download-stopped', fault: 'storage' });
    worker.become('redundant');
    expect([kept.state, kept.fault]).toEqual(['failed', 'storage']);
  });

  it('tries again at once when the user asks, and cancels the planned attempt', async () => {
    container.offline = true;
    const kept = keep();
    await settle();
    expect(kept.state).toBe('failed');
    container.offline = false;
    kept.retry();
    expect(timers.find(({ milliseconds }) => milliseconds === 2_000)?.cancelled).toBe(true);
    await settle();
    expect([kept.state, container.registered]).toEqual(['installing', 2]);
  });

  it('has a newer build wait until the user accepts it, then reloads once', async () => {
    const kept = await ready();
    const worker = container.registration.found();
    container.registration.installing = null;
    container.registration.waiting = worker;
    worker.become('installed');
    expect([kept.state, kept.updateAvailable, reloads]).toEqual(['ready', true, 0]);
    expect(worker.heard).not.toContainEqual({ type: 'SKIP_WAITING' });
    kept.applyUpdate();
    expect(worker.heard).toContainEqual({ type: 'SKIP_WAITING' });
    container.changeController(worker);
    container.changeController(worker);
    expect(reloads).toBe(1);
  });

  it('asks a build that stays parked again, and no more once it has taken over', async () => {
    const kept = await ready();
    const worker = container.registration.found();
    container.registration.installing = null;
    container.registration.waiting = worker;
    worker.become('installed');
    const asked = (): number =>
      worker.heard.filter((message) => JSON.stringify(message).includes('SKIP_WAITING')).length;
    kept.applyUpdate();
    timers.at(-1)?.run();
    expect(asked()).toBe(2);
    container.registration.waiting = null;
    container.changeController(worker);
    timers.at(-1)?.run();
    expect([asked(), reloads]).toEqual([2, 1]);
  });

  it('reloads also where another tab accepted the build', async () => {
    await ready();
    container.changeController(new FakeWorker());
    expect(reloads).toBe(1);
  });

  it('knows a build that was waiting before the page opened', async () => {
    container.registration.waiting = new FakeWorker();
    expect((await ready()).updateAvailable).toBe(true);
  });

  it('stays ready when an update is cut, and goes on with it later', async () => {
    const kept = await ready();
    const before = container.registration.updates;
    const worker = container.registration.found();
    container.say({ type: 'download-stopped', fault: 'line' });
    container.registration.installing = null;
    worker.become('redundant');
    expect([kept.state, kept.fault, kept.updateAvailable]).toEqual(['ready', undefined, false]);
    timers.at(-1)?.run();
    await settle();
    expect(container.registration.updates).toBe(before + 1);
  });

  it('hears only what the service worker may say', async () => {
    const kept = await ready();
    for (const data of [null, 'progress', { type: 'other' }, 3]) container.say(data);
    expect([kept.state, kept.progress]).toEqual(['ready', undefined]);
  });
});
