/** What a patient comes for; asked first, because it decides what the visit needs. */
export const PURPOSES = [
  'new-problem',
  'return-visit',
  'refill',
  'dressing-or-injection',
  'certificate',
  'vaccination',
  'antenatal',
  'child-check',
  'other'
] as const;
export type Purpose = (typeof PURPOSES)[number];
