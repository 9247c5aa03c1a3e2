import type { records as zh } from './records-zh';

/** Audit, backup and restore, in English. */
export const records: Record<keyof typeof zh, string> = {
  'records.title': 'Records'
};
