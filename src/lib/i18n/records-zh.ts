/** Audit, backup and restore, in Chinese. */
export const records = {
  'records.title': '记录'
} as const;
