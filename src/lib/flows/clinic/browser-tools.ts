import { deriveInWorker } from '$part/engine';
import { browserPlatform, cacheMarker, localMarker, reserveFile, type Marker } from '$part/store';
import type { ClinicTools, Page } from './page';

const CHANNEL = 'tongzhen-lock';

function listen(target: EventTarget, type: string, heard: () => void): () => void {
  target.addEventListener(type, heard);
  return () => target.removeEventListener(type, heard);
}

export function browserPage(): Page {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    id: crypto.randomUUID(),
    monotonic: () => performance.now(),
    every: (ms, look) => {
      const timer = setInterval(look, ms);
      return () => clearInterval(timer);
    },
    onShown: (look) => {
      const visible = listen(document, 'visibilitychange', () => {
        if (document.visibilityState === 'visible') look();
      });
      const back = listen(window, 'pageshow', look);
      return () => {
        visible();
        back();
      };
    },
    onLeave: (leave) => listen(window, 'pagehide', leave),
    lockChannel: {
      say: () => channel.postMessage('lock'),
      onHeard: (heard) => listen(channel, 'message', heard)
    },
    exclusive: async (body) => navigator.locks.request('tongzhen-keyring', body),
    reload: () => location.reload()
  };
}

export const browserTools = (): ClinicTools => ({
  platform: browserPlatform(),
  markers: markersHere(),
  storage: navigator.storage,
  reserve: reserveFile(() => navigator.storage.getDirectory()),
  kdf: deriveInWorker,
  clock: { now: () => Date.now() },
  page: browserPage()
});

/** Where the browser refuses one of them to this page, the other has to do. */
function markersHere(): Marker[] {
  const markers: Marker[] = [cacheMarker(caches)];
  try {
    markers.push(localMarker(localStorage));
  } catch {
    // Site data are switched off but for IndexedDB.
  }
  return markers;
}
