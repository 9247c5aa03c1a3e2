export { default as ClinicMarks } from './ClinicMarks.svelte';
export { default as FirstStart } from './FirstStart.svelte';
export { default as IdleWarning } from './IdleWarning.svelte';
export { default as LockCover } from './LockCover.svelte';
export { default as PeoplePage } from './PeoplePage.svelte';
export { default as PinPad } from './PinPad.svelte';
export { default as RecoveryKeySheet } from './RecoveryKeySheet.svelte';
export { default as SettingsPage } from './SettingsPage.svelte';
export { default as TroubleScreen } from './TroubleScreen.svelte';
export { default as UnlockScreen } from './UnlockScreen.svelte';
export type {
  FaultShown,
  ListedShown,
  MarksShown,
  MessageShown,
  PersonShown,
  RemedyShown,
  SettingsShown,
  StrengthOf,
  StrengthShown,
  TroubleShown
} from './views';
