/** Keeps the whole app on the device and answers from there; the network is asked only for what is new. */
import { setCacheNameDetails } from 'workbox-core';
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { checkedFile } from './lib/device/checked-file';
import { DownloadCount } from './lib/device/download-count';
import type { DownloadFault, FromServiceWorker, OfflineFile, ToServiceWorker } from './lib/device/protocol';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly OfflineFile[] };

const REPORT_EVERY_MS = 250;
const ON_DEMAND_CACHE = 'tongzhen-on-demand';
const SHELL = '404.html';

const pathOf = (url: string): string => new URL(url, self.location.href).pathname;
const byPath = (files: readonly OfflineFile[]) => new Map(files.map((file) => [pathOf(file.url), file]));
const listed = self.__WB_MANIFEST;
const needed = byPath(listed.filter(({ onDemand }) => !onDemand));
const onDemand = byPath(listed.filter((file) => file.onDemand));

const count = new DownloadCount(needed);
let fault: DownloadFault = 'line';
let reportedAt = 0;

setCacheNameDetails({ prefix: 'tongzhen' });
// One file after the other goes into the cache and stays there when the download is cut: the next
// attempt, by whichever build, finds it and fetches only the rest.
const controller = new PrecacheController({
  plugins: [
    {
      cachedResponseWillBeUsed: ({ cachedResponse, request, event }) => {
        if (cachedResponse && event?.type === 'install') stored(request.url);
        return Promise.resolve(cachedResponse);
      },
      fetchDidSucceed: ({ response, request, event }) =>
        Promise.resolve(event.type === 'install' ? counted(response, pathOf(request.url)) : response),
      cacheWillUpdate: async ({ response, request }) => {
        const file = needed.get(pathOf(request.url));
        if (!file) return null;
        let checked = await checkedFile(file, response);
        // The browser's own cache would bring the same bytes again, so it is passed over once.
        if (!checked.ok) checked = await checkedFile(file, await fetch(file.url, { cache: 'reload' }));
        if (checked.ok) return checked.value;
        fault = 'damaged';
        return null;
      },
      cacheDidUpdate: ({ request }) => Promise.resolve(stored(request.url))
    }
  ]
});
controller.addToCacheList([...needed.values()].map(({ url, revision }) => ({ url, revision })));

self.addEventListener('install', (event) => {
  event.waitUntil(
    controller.install(event).catch(async (error: unknown) => {
      if (error instanceof Error && error.name === 'QuotaExceededError') fault = 'storage';
      await tell({ type: 'download-stopped', fault });
      throw error;
    })
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      controller.activate(event), // drops the files of older builds
      dropOldOnDemand(),
      // The page of the first visit is of this very build: from now on it needs no network.
      self.clients.claim()
    ])
  );
});

self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  if (message.type === 'SKIP_WAITING') void self.skipWaiting();
  else if (message.type === 'progress?') {
    event.source?.postMessage({ type: 'progress', progress: count.progress } satisfies FromServiceWorker);
  }
});

registerRoute(new NavigationRoute(controller.createHandlerBoundToURL(SHELL)));
registerRoute(new PrecacheRoute(controller, { cleanURLs: false, directoryIndex: '' }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && onDemand.has(url.pathname),
  async ({ request, url }) => {
    const cache = await caches.open(ON_DEMAND_CACHE);
    const kept = await cache.match(url.pathname);
    if (kept) return kept;
    const response = await fetch(request);
    const file = onDemand.get(url.pathname);
    const checked = file && (await checkedFile(file, response));
    if (!checked?.ok) return Response.error();
    await cache.put(url.pathname, checked.value.clone());
    return checked.value;
  }
);

async function dropOldOnDemand(): Promise<void> {
  const cache = await caches.open(ON_DEMAND_CACHE);
  const old = (await cache.keys()).filter(({ url }) => !onDemand.has(pathOf(url)));
  await Promise.all(old.map((request) => cache.delete(request)));
}

function stored(url: string): void {
  count.finished(pathOf(url));
  report();
}

/** The same response, its body counted as it comes in. */
function counted(response: Response, path: string): Response {
  if (!response.body) return response;
  count.started(path);
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, output) {
      count.received(path, chunk.byteLength);
      report();
      output.enqueue(chunk);
    }
  });
  return new Response(response.body.pipeThrough(counting), response);
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
