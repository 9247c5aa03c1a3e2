import type { JobKind } from './protocol';

/** Most urgent first; within a kind the newest wins. */
export const JOB_PRIORITY: readonly JobKind[] = ['read', 'infer', 'explain', 'rank'];
