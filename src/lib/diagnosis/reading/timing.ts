import type { Course, Duration, Onset } from '$part/knowledge';
import { durationBand } from '$part/knowledge';
import type { Cue } from './cue';
import { findDurations } from './durations';
import { findManner } from './manner';
import { findPast } from './past';
import type { Judged } from './verdicts';
import type { Ground } from './reach';
import type { TimeSpan } from './timeline';
import { Timeline } from './timeline';
import type { Whose } from './whose';

export interface Timing {
  readonly when: 'now' | 'earlier' | 'past';
  readonly onset?: Onset;
  readonly duration?: Duration;
  readonly course?: Course;
}

/** Without a length of illness "gradual" means days, "insidious" weeks. */
function slowOnset(slowly: 'gradual' | 'insidious', hours: number | undefined): Onset {
  if (hours === undefined) return slowly === 'insidious' ? 'over-weeks' : 'over-days';
  if (hours < 24) return 'over-hours';
  return hours < 24 * 14.5 ? 'over-days' : 'over-weeks';
}

/** When each match was, how long, and how it began and went on; in step with `judged`. */
export function findTiming(
  ground: Ground,
  judged: readonly Judged[],
  whose: readonly Whose[],
  cues: readonly Cue[],
  spans: readonly TimeSpan[]
): readonly Timing[] {
  const line = new Timeline(ground, judged, whose, cues, spans);
  findPast(line);
  findDurations(line);
  findManner(line);
  return line.timed.map(({ when, hours, onset, slowly, course }, index) => {
    if (judged[index]?.polarity !== 'present') return { when };
    const begins = onset ?? (slowly === undefined ? undefined : slowOnset(slowly, hours));
    return {
      when,
      ...(begins ? { onset: begins } : {}),
      ...(hours === undefined ? {} : { duration: durationBand(hours) }),
      ...(course ? { course } : {})
    };
  });
}
