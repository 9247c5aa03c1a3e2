import type { Language } from '$part/kernel';
import type { Subject } from '$part/schema';
import { readDemographics } from './demographics';
import { foldText } from './fold-text';
import type { Lexicon } from './lexicon';
import type { Match } from './match';
import { findMatches } from './match';
import type { Measured } from './measures';
import { readMeasures } from './measures';
import type { Judged } from './polarity';
import { judge } from './polarity';
import type { Ground } from './reach';
import { STATEMENTS } from './reach';
import type { Hits } from './scan';
import { scan } from './scan';
import type { Segments } from './segment';
import { segment } from './segment';
import { findSlots } from './slots';
import { findTimes } from './time-expressions';
import type { TimeSpan, Timing } from './timing';
import { findTiming } from './timing';
import type { Tokens } from './tokens';
import { tokenise } from './tokens';
import type { ReadObservation, Reading } from './types';
import { MAX_NOTE } from './types';
import { unreadShare } from './unread';
import type { Whose } from './whose';
import { findOwners } from './whose';

const LIST_OF_NEGATIVES = 4;
const LIST_OF_POSITIVES = 6;
const NOT_READ: ReadonlySet<string> = new Set(['plan']);

/** Token numbers of places in the text, by walking both once; places ascend. */
function spansOf(
  tokens: Tokens,
  places: readonly { readonly start: number; readonly end: number }[]
): { readonly first: number; readonly last: number }[] {
  let at = 0;
  return places.map(({ start, end }) => {
    while (at < tokens.length && (tokens.end[at] ?? 0) <= start) at++;
    let last = at;
    while (last < tokens.length && (tokens.start[last] ?? 0) < end) last++;
    return { first: at, last: Math.max(last, at) };
  });
}

function mark(
  flags: boolean[],
  stretches: Iterable<{ readonly first: number; readonly last: number }>
): boolean[] {
  for (const { first, last } of stretches) for (let at = first; at < last; at++) flags[at] = true;
  return flags;
}

/** A Chinese note with T, BP and WBC in it is Chinese, so that short words count for no language where there are others. */
function languageOf(tokens: Tokens): Language | 'mixed' {
  let zh = 0;
  let en = 0;
  let short = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens.kind[at] === 'zh') zh++;
    else if (tokens.kind[at] === 'word') {
      if ((tokens.text[at]?.length ?? 0) > 3) en++;
      else short++;
    }
  }
  if (zh === 0) return en + short === 0 ? 'zh' : 'en';
  return en * 5 < zh ? 'zh' : zh * 5 < en ? 'en' : 'mixed';
}

/** One long list without a verb, as systems are reviewed, weighs less than what is told. */
class Styles {
  readonly #bySentence = new Map<number, { findings: number; verb: boolean }>();

  constructor(
    readonly tokens: Tokens,
    readonly segments: Segments,
    judged: readonly Judged[],
    timeAt: readonly boolean[]
  ) {
    for (const { match } of judged) {
      if (match.owner.kind === 'value') continue;
      const sentence = segments.sentence[match.first] ?? 0;
      const entry = this.#bySentence.get(sentence) ?? { findings: 0, verb: false };
      entry.findings++;
      this.#bySentence.set(sentence, entry);
    }
    for (let at = 0; at < tokens.length; at++) {
      const verb =
        timeAt[at] === true ||
        (tokens.kind[at] === 'word'
          ? STATEMENTS.has(tokens.text[at] ?? '')
          : /^[出始持发诉]$/.test(tokens.text[at] ?? ''));
      const entry = verb ? this.#bySentence.get(segments.sentence[at] ?? 0) : undefined;
      if (entry) entry.verb = true;
    }
  }

  of(one: Judged): 'narrative' | 'review-list' {
    if (this.segments.section[one.match.first] === 'review' || one.listed >= LIST_OF_NEGATIVES)
      return 'review-list';
    const entry = this.#bySentence.get(this.segments.sentence[one.match.first] ?? 0);
    const section = this.segments.section[one.match.first];
    const told = section === 'complaint' || section === 'present';
    return entry !== undefined && !entry.verb && entry.findings >= LIST_OF_POSITIVES && !told
      ? 'review-list'
      : 'narrative';
  }
}

const spanOf = (tokens: Tokens, match: Match): readonly [number, number] => [
  tokens.start[match.first] ?? 0,
  tokens.end[match.last - 1] ?? 0
];

function subjectOf(match: Match): Subject | undefined {
  if (match.owner.kind === 'finding') return { kind: 'finding', id: match.owner.id };
  if (match.owner.kind === 'group') return { kind: 'group', id: match.owner.id };
  return undefined;
}

function findingsOf(
  tokens: Tokens,
  segments: Segments,
  judged: readonly Judged[],
  whose: readonly Whose[],
  timing: readonly Timing[],
  styles: Styles
): readonly (ReadObservation | undefined)[] {
  return judged.map((one, index) => {
    const subject = subjectOf(one.match);
    const section = segments.section[one.match.first] ?? 'none';
    if (!subject || one.polarity === 'unsaid' || NOT_READ.has(section)) return undefined;
    // A diagnosis that the doctor writes down is no finding; what was known before is.
    if (
      section === 'assessment' &&
      !(one.match.owner.kind === 'finding' && one.match.owner.finding.kind === 'history')
    )
      return undefined;
    // Only the denial of a group says something: "has urinary symptoms" leaves open which.
    if (subject.kind === 'group' && one.polarity !== 'absent') return undefined;
    const { when, ...manner } = timing[index] ?? { when: 'now' as const };
    return {
      subject,
      state: one.polarity,
      when,
      ...manner,
      whose: whose[index] ?? 'patient',
      source: { kind: 'note', span: spanOf(tokens, one.match), style: styles.of(one) }
    };
  });
}

function measuresOf(
  measured: readonly Measured[],
  segments: Segments,
  places: readonly { readonly first: number }[],
  whose: (token: number) => Whose
): ReadObservation[] {
  return measured.flatMap((one, index) => {
    const token = places[index]?.first ?? 0;
    if (one.refused || whose(token) !== 'patient') return [];
    const past = segments.section[token] === 'past';
    return {
      subject: { kind: 'measure', id: one.measure.id },
      state: 'present' as const,
      value: one.value,
      unit: one.measure.unit,
      when: past ? ('past' as const) : ('now' as const),
      whose: 'patient' as const,
      source: { kind: 'note' as const, span: [one.start, one.end] as const, style: 'narrative' as const }
    };
  });
}

/** 3天前发热，现无发热: what is said to be gone now was there earlier in this illness. */
function settle(
  observations: readonly ReadObservation[],
  goneNow: ReadonlySet<ReadObservation>
): ReadObservation[] {
  const lastDenied = new Map<string, number>();
  observations.forEach((one, index) => {
    if (goneNow.has(one) && one.subject.kind === 'finding' && one.whose === 'patient')
      lastDenied.set(one.subject.id, index);
  });
  return observations.map((one, index) => {
    const denied = one.subject.kind === 'finding' ? lastDenied.get(one.subject.id) : undefined;
    return denied !== undefined &&
      index < denied &&
      one.state === 'present' &&
      one.when === 'now' &&
      one.whose === 'patient'
      ? { ...one, when: 'earlier' as const }
      : one;
  });
}

function chiefOf(
  judged: readonly Judged[],
  observations: readonly (ReadObservation | undefined)[],
  segments: Segments
): string | undefined {
  const candidates = judged.flatMap((one, index) => {
    const seen = observations[index];
    if (
      !seen ||
      seen.state !== 'present' ||
      seen.when !== 'now' ||
      seen.whose !== 'patient' ||
      one.match.owner.kind !== 'finding'
    )
      return [];
    return {
      id: one.match.owner.id,
      kind: one.match.owner.finding.kind,
      section: segments.section[one.match.first] ?? 'none'
    };
  });
  const symptoms = candidates.filter(({ kind }) => kind === 'symptom');
  const complained =
    symptoms.find(({ section }) => section === 'complaint') ??
    symptoms.find(({ section }) => section === 'none' || section === 'present');
  return (
    complained ??
    symptoms[0] ??
    candidates.find(({ kind }) => kind === 'sign' || kind === 'measurement')
  )?.id;
}

/** Denials beside a word of now: 现无, "now no". */
function deniedNow(judged: readonly Judged[], hits: Hits, segments: Segments): ReadonlySet<number> {
  const clauses = new Set(
    hits.cues.time
      .filter((cue) => cue.kind === 'ongoing' || cue.kind === 'resolved')
      .map((cue) => segments.clause[cue.first] ?? -1)
  );
  const found = new Set<number>();
  judged.forEach((one, index) => {
    if (one.polarity === 'absent' && clauses.has(segments.clause[one.match.first] ?? -2)) found.add(index);
  });
  return found;
}

function emptyReading(): Reading {
  return { observations: [], language: 'zh', unread: 0, refused: [] };
}

/**
 * Reads a note in Chinese, English or both into observations. Every span is a non-empty stretch of `note` in UTF-16 units;
 * what lies past MAX_NOTE is not read. Pure and deterministic; takes any string.
 */
export function read(note: string, lexicon: Lexicon): Reading {
  const text = note.length > MAX_NOTE ? note.slice(0, MAX_NOTE) : note;
  const folded = foldText(text);
  const tokens = tokenise(folded, lexicon.stems);
  if (tokens.length === 0) return emptyReading();
  const hits = scan(text, tokens, lexicon);
  const segments = segment(
    tokens,
    hits.cues.polarity.filter((cue) => cue.kind === 'stop')
  );
  const flags = (): boolean[] => new Array<boolean>(tokens.length).fill(false);
  const demographics = readDemographics(folded);
  const agePlaces = spansOf(
    tokens,
    demographics.spans.map(([start, end]) => ({ start, end }))
  );
  const ageAt = mark(flags(), agePlaces);
  const { kept, dropped } = findMatches(tokens, segments, hits, lexicon, ageAt);
  const measured = readMeasures(tokens, hits.measures, lexicon.measures);
  const measurePlaces = spansOf(tokens, measured);
  const taken = [
    ...demographics.spans,
    ...measured.map(({ start, end }): readonly [number, number] => [start, end])
  ].sort((a, b) => a[0] - b[0]);
  const times = findTimes(folded, taken);
  const timePlaces = spansOf(tokens, times);
  const spans = times.map((time, index): TimeSpan => ({
    ...time,
    ...(timePlaces[index] ?? { first: 0, last: 0 })
  }));

  const matchedAt = mark(flags(), [...kept.flatMap((match) => match.pieces), ...agePlaces]);
  const timeAt = mark(flags(), timePlaces);
  const heldAt = mark(
    flags(),
    kept.filter((match) => match.owner.kind !== 'value').flatMap((match) => match.pieces)
  );
  const cueAt = flags();
  for (const cue of hits.cues.polarity)
    if (!heldAt[cue.first] && cue.kind !== 'yes' && !(cue.kind === 'after' && cue.last - cue.first === 0))
      cueAt[cue.first] = true;
  const ground: Ground = { tokens, segments, cueAt, timeAt, matchedAt };

  const said = judge(ground, kept, dropped, hits.cues.polarity);
  const adult = demographics.ageYears !== undefined && demographics.ageYears >= 18;
  const whose = findOwners(
    ground,
    said.map(({ match }) => match),
    hits.cues.whose,
    adult
  );
  const slots = findSlots(ground, lexicon, said, whose);
  const judged = said.map((one, index): Judged =>
    slots.provoking.has(index) ? { ...one, polarity: 'unsaid' } : one
  );
  const timing = findTiming(ground, judged, whose, hits.cues.time, spans);
  const styles = new Styles(tokens, segments, judged, timeAt);
  const findings = findingsOf(tokens, segments, judged, whose, timing, styles);

  const gone = deniedNow(judged, hits, segments);
  const goneNow = new Set([...gone].flatMap((index) => findings[index] ?? []));
  const stated = settle(
    findings.filter((one) => one !== undefined),
    goneNow
  );
  const after = new Map(
    findings.filter((one) => one !== undefined).map((one, index) => [one, stated[index]])
  );
  const settled = findings.map((one) => (one === undefined ? undefined : after.get(one)));

  const values = slots.values.flatMap((slot): ReadObservation[] => {
    const host = settled[slot.finding];
    if (!host || host.subject.kind !== 'finding' || host.state !== 'present') return [];
    return [
      {
        subject: { kind: 'value', id: host.subject.id, slot: slot.slot, value: slot.value },
        state: slot.present ? 'present' : 'absent',
        when: host.when,
        whose: 'patient',
        source: { kind: 'note', span: spanOf(tokens, slot.match), style: 'narrative' }
      }
    ];
  });
  const relatives = hits.cues.whose.filter((cue) => cue.kind === 'relative');
  const ownerAt = (token: number): Whose =>
    segments.section[token] === 'family' ||
    relatives.some(
      (cue) =>
        cue.last <= token && token - cue.last <= 2 && segments.clause[cue.first] === segments.clause[token]
    )
      ? 'contact'
      : 'patient';
  const measures = measuresOf(measured, segments, measurePlaces, ownerAt);
  const chief = chiefOf(judged, settled, segments);

  const read = mark(flags(), [
    ...kept.flatMap((match) => match.pieces),
    ...timePlaces,
    ...measurePlaces,
    ...agePlaces,
    ...hits.cues.polarity,
    ...hits.cues.time,
    ...hits.cues.whose
  ]);
  for (let at = 0; at < tokens.length; at++) if (segments.inHeading[at]) read[at] = true;
  const observations = [...settled.filter((one) => one !== undefined), ...values, ...measures].sort(
    (a, b) => placeOf(a) - placeOf(b)
  );
  return {
    observations,
    language: languageOf(tokens),
    ...(demographics.ageYears === undefined ? {} : { ageYears: demographics.ageYears }),
    ...(demographics.sex ? { sex: demographics.sex } : {}),
    ...(chief === undefined ? {} : { chief }),
    unread: unreadShare(tokens, read),
    refused: measured
      .filter(({ refused }) => refused)
      .map(({ measure, value, start, end }) => ({ measure: measure.id, value, span: [start, end] as const }))
  };
}

const placeOf = (one: ReadObservation): number => (one.source.kind === 'note' ? one.source.span[0] : 0);
