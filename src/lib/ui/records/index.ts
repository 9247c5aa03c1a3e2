export { default as AuditFilter } from './AuditFilter.svelte';
export { default as AuditPage } from './AuditPage.svelte';
export { default as BackupPage } from './BackupPage.svelte';
export { default as BackupReminder } from './BackupReminder.svelte';
export { default as CodeImportPage } from './CodeImportPage.svelte';
export { default as RestorePage } from './RestorePage.svelte';
export { default as RestorePreview } from './RestorePreview.svelte';
export { default as VerifyResult } from './VerifyResult.svelte';
