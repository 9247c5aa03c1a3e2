import type { ReadObservation, Reading } from '../../../../src/lib/diagnosis/reading/types';

const SIGN = { present: '+', absent: '-', unknown: '?', withdrawn: 'x' } as const;

function name(one: ReadObservation): string {
  const { subject } = one;
  if (subject.kind === 'value') return `${subject.id}.${subject.value}`;
  if (subject.kind === 'measure') return `${subject.id}=${String(one.value)}`;
  return subject.id;
}

/** One observation as a short word: `+fever@1-3d/sudden`, `-cough`, `+past:headache`, `+family:hx.diabetes`, `temperature=38.5`. */
export function brief(one: ReadObservation): string {
  if (one.subject.kind === 'measure') return name(one);
  const when = one.when === 'now' ? '' : `${one.when}:`;
  const whose = one.whose === 'patient' ? '' : `${one.whose}:`;
  const time = one.duration ? `@${one.duration}` : '';
  const manner = [one.onset, one.course]
    .filter((part) => part !== undefined)
    .map((part) => `/${part}`)
    .join('');
  return `${SIGN[one.state]}${when}${whose}${name(one)}${time}${manner}`;
}

export const briefs = (reading: Reading): readonly string[] => [...new Set(reading.observations.map(brief))];
