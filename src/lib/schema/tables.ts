/** Tables of the clinic's database (docs/ARCHITECTURE.md). A name that shipped is never used for anything else. */
export const TABLES = [
  'patients',
  'encounters',
  'drafts',
  'blocks',
  'delta',
  'audit',
  'settings',
  'codes'
] as const;
export type Table = (typeof TABLES)[number];
