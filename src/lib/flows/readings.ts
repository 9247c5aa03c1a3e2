import { gather } from '$part/kernel';
import type { Evidence, ReadObservation } from '$part/diagnosis';
import type { Bilingual } from '$part/kernel';
import type { Observation, Subject } from '$part/schema';
import { bilingual, number } from '$part/i18n';
import type { Decided } from './case-observations';
import { latestDecisions } from './case-observations';
import type { Names } from './names';
import type { Span } from './shift-spans';
import { subjectKey } from './subject-key';

/** How a word of the note, or a chip, stands: what was read or decided, or whose or when else it is. */
export type Standing = Decided | 'conflict' | 'family' | 'contact' | 'past';

/** One thing that the case states, as a chip: what the note says of it in all its places, and what was decided. */
export interface Chip {
  /** Subject and standing apart: the patient's own cough and his father's are two chips. */
  readonly key: string;
  readonly subjectKey: string;
  readonly subject: Subject;
  readonly name: Bilingual;
  readonly standing: Standing;
  /** Known diseases, risks, medicines. */
  readonly isHistory: boolean;
  readonly details: readonly Bilingual[];
  readonly source: 'note' | 'added' | 'asked';
}

/** A stretch of the note that was read. */
export interface Mark {
  readonly span: Span;
  readonly chipKey: string;
  readonly standing: Standing;
}

export interface Readings {
  readonly chips: readonly Chip[];
  readonly marks: readonly Mark[];
}

interface Context {
  readonly read: readonly ReadObservation[];
  readonly decisions: readonly Observation[];
  readonly evidence: Evidence;
  readonly names: Names;
  readonly isStanding: (id: string) => boolean;
}

type Said = ReadObservation | Observation;

/** What was read and decided, for the screen. Nothing is read silently: each observation of the note has its mark. */
export function readingsOf({ read, decisions, evidence, names, isStanding }: Context): Readings {
  const decided = latestDecisions(decisions, subjectKey);
  const conflicts = new Set<string>(evidence.conflicts);
  const standingOf = (said: Said): Standing => {
    if (said.whose !== 'patient') return said.whose;
    const { subject } = said;
    const history = subject.kind === 'finding' && isStanding(subject.id);
    if (said.when === 'past' && !history) return 'past';
    const decision = decided.get(subjectKey(subject));
    if (decision) return decision.state;
    if (subject.kind === 'finding' && conflicts.has(subject.id)) return 'conflict';
    return said.state;
  };
  const groups = new Map<string, Said[]>();
  const marks: Mark[] = [];
  for (const said of [...read, ...decided.values()]) {
    if (said.subject.kind === 'measure' && said.source.kind !== 'note') continue;
    const standing = standingOf(said);
    const other = standing === 'family' || standing === 'contact' || standing === 'past';
    const key = `${subjectKey(said.subject)}${other ? ` ${standing}` : ''}`;
    gather(groups, key, said);
    if (said.source.kind === 'note') marks.push({ span: said.source.span, chipKey: key, standing });
  }
  const present = new Set(
    [...groups.values()].flatMap(([first]) =>
      first?.subject.kind === 'finding' && standingOf(first) === 'present' ? [first.subject.id] : []
    )
  );
  const chips = [...groups].flatMap(([key, all]): Chip[] => {
    const [first] = all;
    if (!first) return [];
    const { subject } = first;
    const standing = standingOf(first);
    // A value that stands with its finding is a detail of that finding's chip; otherwise it needs one of its own.
    if (subject.kind === 'value' && standing === 'present' && present.has(subject.id)) return [];
    const source = all.some((said) => said.source.kind === 'note')
      ? 'note'
      : first.source.kind === 'asked'
        ? 'asked'
        : 'added';
    return [
      {
        key,
        subjectKey: subjectKey(subject),
        subject,
        name: names.subject(subject),
        standing,
        isHistory: subject.kind === 'finding' && isStanding(subject.id),
        details: standing === 'present' ? detailsOf(subject, all, groups, standingOf, names) : [],
        source
      }
    ];
  });
  return { chips, marks };
}

function detailsOf(
  subject: Subject,
  said: readonly Said[],
  groups: ReadonlyMap<string, readonly Said[]>,
  standingOf: (said: Said) => Standing,
  names: Names
): Bilingual[] {
  const first = <K extends 'onset' | 'duration' | 'course'>(part: K) => {
    const value = said.map((one) => one[part]).find((stated) => stated !== undefined);
    return value === undefined ? [] : [names.band(part, value)];
  };
  const earlier = said.length > 0 && said.every((one) => one.when === 'earlier');
  const values = [...groups.values()].flatMap(([one]) =>
    one?.subject.kind === 'value' && one.subject.id === subject.id && standingOf(one) === 'present'
      ? [names.value(one.subject.value)]
      : []
  );
  return [
    ...(earlier ? [bilingual('reading.earlier')] : []),
    ...first('duration'),
    ...first('onset'),
    ...first('course'),
    ...values,
    ...(subject.kind === 'measure' ? measuredWords(said) : [])
  ];
}

function measuredWords(said: readonly Said[]): Bilingual[] {
  return said.flatMap(({ value, unit }) =>
    value === undefined
      ? []
      : [
          {
            zh: `${number('zh', value, 2)} ${unit ?? ''}`.trim(),
            en: `${number('en', value, 2)} ${unit ?? ''}`.trim()
          }
        ]
  );
}
