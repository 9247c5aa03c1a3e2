import type { Measure } from '$part/knowledge';
import type { Found } from './measure-units';
import { at, inOwnUnit, unitAt } from './measure-units';
import { chineseNumber } from './number-words';
import { fittingLetters } from './small-letters';
import type { MeasureHit } from './scan';
import type { Tokens } from './tokens';

/** A number of the note that a measure takes, in the measure's own unit. */
export interface Measured {
  readonly measure: Measure;
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly refused: boolean;
}

const CONNECTOR = new RegExp(
  '[ \\t]*(?:(?:\\([^()\\d]{1,12}\\)|[:=≈(]|-(?= ?\\d)|was|were|is|are|of|at|about|around|approximately|up to|as high as|to|reading|reads|measured|recorded|on admission|on arrival|today|now|this morning|last night|has been|had been|level|count|result|rate|in the clinic|here|' +
    '为|是|约|达到?|达|高达|大概|大约|在|了|最高|最低|测的|测量|测|量|左右|升至|升到|升高至|升高到|升高|降至|降到|烧到|烧至|有|到|波动于|波动在|今早|昨晚|今天|昨天|现在|目前|入院时|空腹|随机|就诊时|时|值|计数|高|低|曾|已|仍|后|,(?=最高))[ \\t]*){0,5}',
  'y'
);
const NUMBER = /([<>≤≥]?)[ ]?(\d{1,3}(?:,\d{3})+(?!\d)|\d{1,6}(?:[.,]\d{1,3})?)/y;
const DIGIT_ZH = '[一二三四五六七八九]';
const NUMBER_ZH = new RegExp(
  `(?<![第零一二三四五六七八九十百])([一两二三]百(?![零一二三四五六七八九十])|(?:[一二三四五六七八九两]?百)?(?:零|${DIGIT_ZH}(?=${DIGIT_ZH}十))?(?:[二三四五六七八九一]?十${DIGIT_ZH}?|${DIGIT_ZH}))(?:[点度]([零一二三四五六七八九])(?![十天次个]))?`,
  'y'
);
/** 一百三八十 and 一百三 八十 are 130/80; 一百五六十 without a word between is about 160. */
const TAIL_ZH = `${DIGIT_ZH}(?:十${DIGIT_ZH}?)?`;
const PRESSURE_ZH = new RegExp(
  `([一二两]百零?${TAIL_ZH}|[二两]百(?=一百))([四五六七八九]十${DIGIT_ZH}?|一百(?:零?${TAIL_ZH})?)(?!十)|([一二两]百(?:零?${TAIL_ZH})?|[五六七八九]十${DIGIT_ZH}?)[ ]?[/、,比到 ][ ]?([三四五六七八九]十${DIGIT_ZH}?|一百(?:零?${TAIL_ZH})?)(?![十天年岁次])`,
  'y'
);
const APART_ZH = /^[一二两]百([一二三四五六七八九])$/;
const RANGE = /[ ]?(?:[-~至]|到|to)[ ]?(\d{1,6}(?:\.\d{1,3})?)/y;
const PRESSURE = /[ ]?(\d{2,3})[ ]?(?:\/|over|-(?=\d{2,3}[ ]?mm)|比)[ ]?(\d{2,3})(?![\d/]|\.\d)/y;

/** 发热38.9, "fever 102.4": the complaint with its height. */
const FEVER =
  /(?:发热|发烧|[高低中]热|[高低]烧|\bfever|\bfebrile|\bpyrexia)(?:[ ]?(?:of|to|up to|at|达|到|至|最高|约|了|:|,(?=最高)))*[ ]?((?:3[5-9]|4[0-2])(?:\.\d)?|(?:9[89]|10[0-7])(?:\.\d)?)(?![\d/]|\.\d|[ ]?(?:-[ ]?\d+[ ]?)?(?:天|日|个|周|月|年|小时|次|岁|分|days?|d\b|h\b|hrs?|hours?|weeks?|wks?|months?|mins?|minutes?|x\b|times))/g;

/** "38度5" is 38.5. */
function tenthAfterDegree(text: string, place: number): string | undefined {
  return /^[ ]?度(\d|[一二三四五六七八九半])(?![\d天次个十小时分岁月年.])/.exec(
    text.slice(place, place + 5)
  )?.[1];
}

function readNumber(text: string, place: number): Found | undefined {
  const digits = at(NUMBER, text, place, (match) => ({ raw: match[2] ?? '', end: place + match[0].length }));
  if (digits) {
    let value = Number(
      /^\d{1,3}(?:,\d{3})+$/.test(digits.raw) ? digits.raw.replace(/,/g, '') : digits.raw.replace(',', '.')
    );
    let end = digits.end;
    const tenth = tenthAfterDegree(text, end);
    if (tenth !== undefined) {
      const part = tenth === '半' ? 5 : chineseNumber(tenth);
      return { value: value + part / 10, end: end + text.slice(end, end + 4).indexOf(tenth) + 1, unit: '°c' };
    }
    const first = unitAt(text, end);
    const high = at(RANGE, text, first.unit === '' ? end : first.end, (match) => ({
      value: Number(match[1]),
      end: (first.unit === '' ? end : first.end) + match[0].length
    }));
    if (high && high.value > value && high.value < value * 2.5) {
      value = high.value;
      end = high.end;
    }
    const unit = unitAt(text, end);
    return { value, end: unit.end, unit: unit.unit };
  }
  return at(NUMBER_ZH, text, place, (match) => {
    const end = place + match[0].length;
    const unit = unitAt(text, end);
    const tenth = match[2] === undefined ? 0 : chineseNumber(match[2]) / 10;
    return {
      value: chineseNumber(match[1] ?? '') + (Number.isFinite(tenth) ? tenth : 0),
      end: unit.end,
      unit: unit.unit,
      spelled: true
    };
  });
}

class MeasureReader {
  readonly found: Measured[] = [];
  readonly #byId: ReadonlyMap<string, Measure>;

  constructor(
    readonly folded: string,
    measures: readonly Measure[]
  ) {
    this.#byId = new Map(measures.map((measure) => [measure.id, measure]));
  }

  add(measure: Measure, found: Found, start: number): void {
    const converted = inOwnUnit(measure, found);
    if (!converted) return;
    this.found.push({ measure, ...converted, start, end: found.end });
  }

  /** 150/95, 150 over 95: two measures at once. */
  pressure(place: number, start: number): boolean {
    const systolic = this.#byId.get('systolic');
    const diastolic = this.#byId.get('diastolic');
    if (!systolic || !diastolic) return false;
    return (
      at(PRESSURE, this.folded, place, (match) => {
        const unit = unitAt(this.folded, place + match[0].length);
        const end = unit.unit === 'mmhg' || unit.unit === 'kpa' ? unit.end : place + match[0].length;
        this.add(systolic, { value: Number(match[1]), end, unit: unit.unit }, start);
        this.add(diastolic, { value: Number(match[2]), end, unit: unit.unit }, start);
        return true;
      }) ??
      at(PRESSURE_ZH, this.folded, place, (match) => {
        const high = match[1] ?? match[3] ?? '';
        const low = match[2] ?? match[4] ?? '';
        const ten = APART_ZH.exec(high)?.[1];
        if (match[1] !== undefined && ten !== undefined && low.length === 2)
          if (chineseNumber(ten) + 1 === chineseNumber(low.charAt(0))) return false;
        const end = place + match[0].length;
        this.add(systolic, { value: chineseNumber(high), end, unit: '' }, start);
        this.add(diastolic, { value: chineseNumber(low), end, unit: '' }, start);
        return true;
      }) ??
      false
    );
  }

  /** What follows the words of a measure. */
  named(measures: readonly Measure[], start: number, wordsEnd: number): void {
    const place = at(CONNECTOR, this.folded, wordsEnd, (match) => wordsEnd + match[0].length) ?? wordsEnd;
    const isPressure = measures.some(({ id }) => id === 'systolic' || id === 'diastolic');
    if (isPressure && this.pressure(place, start)) return;
    const found = readNumber(this.folded, place);
    if (!found) return;
    // The "one" of 一直 and 一般 is no reading.
    if (found.spelled && found.unit === '' && found.value < 20) return;
    // A time or a frequency is no reading: "pulse 3 days ago", "体温3天".
    if (
      found.unit === '' &&
      /^ ?(?:天|日|周|个|月|年|岁|小时|次|-?(?:days?|weeks?|hours?|months?|years?|times|d\b|h\b))/.test(
        this.folded.slice(found.end, found.end + 8)
      )
    )
      return;
    const [only] = measures.filter(
      (measure) => !isPressure || measure.id === 'systolic' || measures.length === 1
    );
    const fits = measures.filter((measure) => {
      const converted = inOwnUnit(measure, found);
      return converted && !converted.refused;
    });
    // White cells in stool or urine are counted by the field of view.
    const cells =
      found.unit === '' &&
      measures.some(({ id }) => id === 'wbc') &&
      /[便尿]|stool|urine/.test(this.folded.slice(Math.max(0, start - 30), start));
    if (cells) return;
    const chosen = isPressure ? only : (fits[0] ?? measures[0]);
    // "P2" and "T12" are a heart sound and a vertebra.
    const letter = wordsEnd - start === 1 && fits.length === 0 && (place === wordsEnd || found.value < 10);
    if (chosen && !letter) this.add(chosen, found, start);
  }

  /** Numbers whose unit alone says what they are. */
  bare(): void {
    const temperature = this.#byId.get('temperature');
    const pulse = this.#byId.get('pulse');
    const saturation = this.#byId.get('oxygen-saturation');
    if (temperature) {
      for (const match of this.folded.matchAll(
        /(?<![\d.])(?:3[4-9]|4[0-3])(?:[.,]\d)?(?=[ ]?(?:°|℃|度(?!以下)|摄氏度|c\b))|(?<![\d.])(?:9[5-9]|10[0-8])(?:\.\d)?(?=[ ]?(?:°[ ]?f|℉|f\b|华氏度))|(?<![十一二三四五六七八九百\d])(?:三十[五六七八九]|四十[一二]?)(?=[度点])/g
      )) {
        const found = readNumber(this.folded, match.index);
        if (found)
          this.add(
            temperature,
            found.unit === '度' || found.unit === '°' ? { ...found, unit: '°c' } : found,
            match.index
          );
      }
    }
    if (temperature) {
      for (const match of this.folded.matchAll(FEVER)) {
        const start = match.index + match[0].length - (match[1] ?? '').length;
        const found = readNumber(this.folded, start);
        if (found) this.add(temperature, found, start);
      }
    }
    for (const match of this.folded.matchAll(/(?<![\d./])\d{2,3}[ ]?\/[ ]?\d{2,3}(?=[ ]?mm[ ]?hg)/g))
      this.pressure(match.index, match.index);
    if (pulse) {
      for (const match of this.folded.matchAll(/(?<![\d.])\d{2,3}(?=[ ]?(?:bpm|beats? per minute))/g)) {
        const found = readNumber(this.folded, match.index);
        if (found) this.add(pulse, found, match.index);
      }
    }
    if (saturation) {
      for (const match of this.folded.matchAll(
        /(?<![\d.])\d{2,3}(?=[ ]?%[ ]?(?:on (?:room air|air|ra\b|oxygen|o2|\d)|ra\b|r\/a))/g
      )) {
        const found = readNumber(this.folded, match.index);
        if (found) this.add(saturation, found, match.index);
      }
    }
  }
}

/** Numbers with the words of a measure before them or a unit that suffices, in order of place, none overlapping. */
export function readMeasures(
  tokens: Tokens,
  hits: readonly MeasureHit[],
  measures: readonly Measure[]
): readonly Measured[] {
  const reader = new MeasureReader(tokens.folded, measures);
  const sorted = fittingLetters(tokens, hits, measures).sort(
    (a, b) => a.first - b.first || b.last - a.last || a.measure - b.measure
  );
  for (let index = 0; index < sorted.length; index++) {
    const hit = sorted[index];
    if (!hit) continue;
    const together = [hit];
    for (let next = sorted[index + 1]; next && next.first === hit.first; next = sorted[index + 1]) {
      if (next.last === hit.last) together.push(next);
      index++;
    }
    const named = together.flatMap(({ measure }) => measures[measure] ?? []);
    reader.named(named, tokens.start[hit.first] ?? 0, tokens.end[hit.last - 1] ?? 0);
  }
  reader.bare();
  const kept: Measured[] = [];
  const inOrder = [...reader.found].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const one of inOrder) {
    const before = kept[kept.length - 1];
    const pair =
      before !== undefined &&
      before.start === one.start &&
      before.end === one.end &&
      before.measure !== one.measure;
    if (before && one.start < before.end && !pair) {
      // "体温39.2℃" is found by its words and by its unit: the words hold the unit.
      continue;
    }
    kept.push(one);
  }
  return kept;
}
