export type { Offline, OfflineState } from './offline';
export type { DownloadFault, DownloadProgress } from './protocol';
export type { OfflineOptions } from './service-worker-registration';
export { keepOffline } from './service-worker-registration';
