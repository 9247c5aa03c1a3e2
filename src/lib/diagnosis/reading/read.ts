import type { Cue } from './cue';
import { readDemographics } from './demographics';
import { foldText } from './fold-text';
import { withoutInvisible } from './invisible';
import { languageOf } from './language';
import type { Lexicon } from './lexicon';
import type { Match } from './match';
import { findMatches } from './find-matches';
import { readMeasures } from './measures';
import { chiefOf, stateFindings, stateMeasures, stateValues } from './observations';
import type { Judged } from './verdicts';
import { judge } from './polarity';
import type { Ground } from './reach';
import type { Stretch } from './scan';
import { scan } from './scan';
import { segment } from './segment';
import { findSlots } from './slots';
import { styleOf } from './style';
import { findTimes } from './time-expressions';
import type { TimeSpan } from './timeline';
import { findTiming } from './timing';
import type { Flags, Tokens } from './tokens';
import { tokenise } from './tokens';
import type { ReadObservation, Reading } from './types';
import { MAX_NOTE } from './types';
import { unreadShare } from './unread';
import { findOwners } from './whose';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Tokens of places in the text, by walking both once; places ascend. */
function stretchesOf(tokens: Tokens, places: readonly Place[]): readonly Stretch[] {
  let at = 0;
  return places.map(({ start, end }) => {
    while (at < tokens.length && (tokens.end[at] ?? 0) <= start) at++;
    let last = at;
    while (last < tokens.length && (tokens.start[last] ?? 0) < end) last++;
    return { first: at, last };
  });
}

/** Flags on every token of the stretches. */
function flagged(tokens: Tokens, ...lists: readonly (readonly Stretch[])[]): Flags {
  const flags = new Uint8Array(tokens.length);
  for (const list of lists) for (const { first, last } of list) flags.fill(1, first, last);
  return flags;
}

const piecesOf = (matches: readonly Match[]): readonly Stretch[] => matches.flatMap(({ pieces }) => pieces);

function cueStarts(tokens: Tokens, cues: readonly Cue[], heldAt: Flags): Flags {
  return flagged(
    tokens,
    cues
      .filter(({ kind, first }) => kind !== 'yes' && !heldAt[first])
      .map(({ first }) => ({ first, last: first + 1 }))
  );
}

/** 三点左右 is about three o'clock, on neither side. */
const ABOUT_ZH = /(?<=[\d一二三四五六七八九十点天岁度月周号时次分钟多年斤克℃%])左右/g;

const placeOf = ({ source }: ReadObservation): number => (source.kind === 'note' ? source.span[0] : 0);

/**
 * Reads a note in Chinese, English or both into observations. Every span is a non-empty stretch of `note` in UTF-16 units;
 * what lies past MAX_NOTE is not read. Pure and deterministic; takes any string.
 */
export function read(note: string, lexicon: Lexicon): Reading {
  const whole = note.length > MAX_NOTE ? note.slice(0, MAX_NOTE) : note;
  const visible = withoutInvisible(whole);
  return visible ? visible.placed(readVisible(visible.text, lexicon)) : readVisible(whole, lexicon);
}

function readVisible(text: string, lexicon: Lexicon): Reading {
  const folded = foldText(text);
  const tokens = tokenise(folded, lexicon.stems);
  if (tokens.length === 0) return { observations: [], language: 'zh', unread: 0, refused: [] };

  const hits = scan(text, tokens, lexicon);
  const { polarity, time, whose: people } = hits.cues;
  const segments = segment(
    tokens,
    polarity.filter(({ kind }) => kind === 'stop')
  );
  const { ageYears, sex, spans: ages } = readDemographics(folded);
  const about = [...folded.matchAll(ABOUT_ZH)].map(({ index }) => ({ start: index, end: index + 2 }));
  const agePlaces = stretchesOf(
    tokens,
    ages.map(([start, end]) => ({ start, end }))
  );
  const told = people.filter(
    ({ kind, first, last }) =>
      kind !== 'relative' || !agePlaces.some((age) => age.first <= first && last <= age.last)
  );
  const { kept, dropped } = findMatches(
    tokens,
    segments,
    hits,
    lexicon,
    flagged(tokens, agePlaces, stretchesOf(tokens, about))
  );

  const measured = readMeasures(tokens, hits.measures, lexicon.measures);
  const measurePlaces = stretchesOf(tokens, measured);
  const taken = [...ages, ...measured.map(({ start, end }): readonly [number, number] => [start, end])];
  const times = findTimes(
    folded,
    taken.sort((a, b) => a[0] - b[0])
  );
  const timePlaces = stretchesOf(tokens, times);
  const spans = times.map((expression, index): TimeSpan => ({
    ...expression,
    ...(timePlaces[index] ?? { first: 0, last: 0 })
  }));

  const ground: Ground = {
    tokens,
    segments,
    cueAt: cueStarts(
      tokens,
      polarity,
      flagged(tokens, piecesOf(kept.filter(({ owner }) => owner.kind !== 'value')))
    ),
    timeAt: flagged(tokens, timePlaces),
    matchedAt: flagged(tokens, piecesOf(kept), agePlaces)
  };
  const said = judge(ground, kept, dropped, polarity);
  const whose = findOwners(
    ground,
    said.map(({ match }) => match),
    told,
    ageYears !== undefined && ageYears >= 18
  );
  const slots = findSlots(ground, lexicon, said, whose);
  const judged = said.map((one, index): Judged =>
    slots.provoking.has(index) ? { ...one, polarity: 'unsaid' } : one
  );
  const timing = findTiming(ground, judged, whose, time, spans);
  const stated = stateFindings(
    ground,
    judged,
    whose,
    timing,
    time,
    styleOf(tokens, segments, judged, ground.timeAt)
  );

  const chief = chiefOf(ground, judged, stated);
  const observations = [
    ...stated.filter((one) => one !== undefined),
    ...stateValues(ground, slots.values, stated),
    ...stateMeasures(
      ground,
      measured,
      measurePlaces,
      told,
      said.flatMap(({ match }, index) => (whose[index] === 'patient' ? [] : [match]))
    )
  ].sort((a, b) => placeOf(a) - placeOf(b));
  const understood = flagged(
    tokens,
    piecesOf(kept),
    agePlaces,
    timePlaces,
    measurePlaces,
    polarity,
    time,
    people
  );
  for (let at = 0; at < tokens.length; at++) if (segments.inHeading[at]) understood[at] = 1;
  return {
    observations,
    language: languageOf(tokens),
    ...(ageYears === undefined ? {} : { ageYears }),
    ...(sex ? { sex } : {}),
    ...(chief === undefined ? {} : { chief }),
    unread: unreadShare(tokens, understood),
    refused: measured
      .filter(({ refused }) => refused)
      .map(({ measure, value, start, end }) => ({ measure: measure.id, value, span: [start, end] as const }))
  };
}
