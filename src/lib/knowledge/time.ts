/** Bands of time and course that a condition gives shares for (AUTHORING section 3, docs/ARCHITECTURE.md). */
export const ONSETS = ['sudden', 'over-hours', 'over-days', 'over-weeks'] as const;
export const DURATIONS = ['<6h', '<24h', '1-3d', '4-14d', '2-6w', '6w-6m', '>6m'] as const;
export const COURSES = ['constant', 'recurrent', 'progressive', 'improving'] as const;

export type Onset = (typeof ONSETS)[number];
export type Duration = (typeof DURATIONS)[number];
export type Course = (typeof COURSES)[number];

const LIMITS_IN_HOURS = [6, 24, 24 * 3.5, 24 * 14.5, 24 * 42, 24 * 183] as const;

/** The band of a length of illness in hours. */
export function durationBand(hours: number): Duration {
  const index = LIMITS_IN_HOURS.findIndex((limit) => hours < limit);
  return DURATIONS[index === -1 ? DURATIONS.length - 1 : index] ?? '>6m';
}
