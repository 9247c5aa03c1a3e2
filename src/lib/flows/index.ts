export { StayOffline } from './stay-offline.svelte';
