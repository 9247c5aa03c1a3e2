/** Keeps the whole app on the device and answers from there; the network is asked only for what is new. */
import { setCacheNameDetails } from 'workbox-core';
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { checkedFile } from './lib/device/checked-file';
import { download } from './lib/device/download';
import { DownloadCount } from './lib/device/download-count';
import type { FromServiceWorker, OfflineFile, ToServiceWorker } from './lib/device/protocol';

declare const self: ServiceWorkerGlobalScope;

const REPORT_EVERY_MS = 250;
const PARTS_CACHE = 'tongzhen-parts';
const ON_DEMAND_CACHE = 'tongzhen-on-demand';
const SHELL = '404.html';

// Put in by the build (tools/build/service-worker.mjs), with more in each line than Workbox itself writes.
const listed = self.__WB_MANIFEST as unknown as readonly OfflineFile[];
const needed = listed.filter(({ onDemand }) => !onDemand);
const onDemand = new Map(listed.filter((file) => file.onDemand).map((file) => [pathOf(file.url), file]));
const count = new DownloadCount(needed);
let reportedAt = 0;

// Workbox keeps the keys, answers from the cache and drops what older builds left; the download is
// our own, because it is checked, resumed inside large files, and shown while it runs.
setCacheNameDetails({ prefix: 'tongzhen' });
const controller = new PrecacheController();
controller.addToCacheList(needed.map(({ url, revision }) => ({ url, revision })));

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      controller.activate(event),
      caches.delete(PARTS_CACHE),
      dropOldOnDemand(),
      // The page of the first visit is of this very build: from now on it needs no network.
      self.clients.claim()
    ])
  );
});
self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  if (message.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  else event.source?.postMessage({ type: 'progress', progress: count.progress } satisfies FromServiceWorker);
});

registerRoute(new NavigationRoute(controller.createHandlerBoundToURL(SHELL)));
registerRoute(new PrecacheRoute(controller, { cleanURLs: false, directoryIndex: '' }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && onDemand.has(url.pathname),
  ({ request, url }) => keptOnceUsed(request, url.pathname)
);

async function install(): Promise<void> {
  const outcome = await download(needed, {
    files: await caches.open(controller.strategy.cacheName),
    parts: await caches.open(PARTS_CACHE),
    keyOf: ({ url }) => controller.getCacheKeyForURL(url) ?? url,
    fetch: (url, options) => fetch(url, options),
    count,
    onProgress: report
  });
  if (outcome.ok) return;
  await tell({ type: 'download-stopped', fault: outcome.error });
  // A rejected install is how the browser learns that this worker must not serve; what is stored stays.
  throw new Error(`download stopped: ${outcome.error}`);
}

async function keptOnceUsed(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(ON_DEMAND_CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const file = onDemand.get(path);
  const checked = file && (await checkedFile(file, await fetch(request)));
  if (!checked?.ok) return Response.error();
  await cache.put(path, checked.value.clone());
  return checked.value;
}

async function dropOldOnDemand(): Promise<void> {
  const cache = await caches.open(ON_DEMAND_CACHE);
  const old = (await cache.keys()).filter(({ url }) => !onDemand.has(pathOf(url)));
  await Promise.all(old.map((request) => cache.delete(request)));
}

function report(): void {
  const now = Date.now();
  const { progress } = count;
  if (now - reportedAt < REPORT_EVERY_MS && progress.done < progress.total) return;
  reportedAt = now;
  void tell({ type: 'progress', progress });
}

/** To every open page, also to those that no worker serves yet. */
async function tell(message: FromServiceWorker): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}

function pathOf(url: string): string {
  return new URL(url, self.location.href).pathname;
}
