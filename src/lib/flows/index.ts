export { EXAMPLES } from './examples';
export { isHandedOver } from './handover';
export { Preferences } from './preferences.svelte';
export type { Theme } from './preferences.svelte';
export { Room } from './room.svelte';
export { StayOffline } from './stay-offline.svelte';
export { Visit } from './visit.svelte';
