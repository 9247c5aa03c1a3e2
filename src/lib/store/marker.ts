/** Says outside IndexedDB that a clinic was made on this device; holds nothing else. */
export interface Marker {
  isSet(): Promise<boolean>;
  set(): Promise<void>;
}

const NAME = 'tongzhen-marker';
/** Never fetched; only a key of the cache. */
const ADDRESS = '/tongzhen-marker';

/** In Cache Storage: stays where IndexedDB alone was found corrupt or cleared. */
export const cacheMarker = (caches: CacheStorage): Marker => ({
  isSet: async () => {
    if (!(await caches.has(NAME))) return false;
    return (await (await caches.open(NAME)).match(ADDRESS)) !== undefined;
  },
  set: async () => (await caches.open(NAME)).put(ADDRESS, new Response('1'))
});

/** In localStorage: Chromium evicts IndexedDB and Cache Storage of an origin together, and leaves this. */
export const localMarker = (storage: Storage): Marker => ({
  isSet: () => Promise.resolve(storage.getItem(NAME) !== null),
  set: () => Promise.resolve(storage.setItem(NAME, '1'))
});
