import type { Measure } from '$part/knowledge';

/** A number of the note with the unit after it, if any, and where both end. */
export interface Found {
  readonly value: number;
  readonly end: number;
  readonly unit: string;
  /** Written in Chinese characters. */
  readonly spelled?: boolean;
}

const UNIT =
  /[ ]?(°[ ]?[cf]|℃|℉|摄氏度|华氏度|度|degrees?(?: celsius| fahrenheit| centigrade| [cf]\b)?|mm[ ]?hg|毫米汞柱|kpa|千帕|bpm|次(?:每|\/)分钟?|次(?=[,。;\s]|$)|\/[ ]?min(?:ute)?|per minute|breaths?(?: per minute|\/min)?|beats?(?: per minute|\/min)?|%|percent|x?[ ]?\*?10[ ]?[\^*e]?[ ]?(?:9|12|3|6)[ ]?\/[ ]?u?l|万[ ]?\/[ ]?u?l|mmol\/l|umol\/l|nmol\/l|mg\/dl|mg\/l|ug\/l|ng\/ml|ng\/l|pg\/ml|g\/l|g\/dl|miu\/ml|iu\/l|u\/l|ml\/kg\/h|ml\/h|ml\/d|l\/min|mm\/h|mm\/1h|meq\/l|cells?\/(?:mm3|ul)|\/mm3|\/ul|k\/ul|(?:个)?[ ]?\/[ ]?hpf?|kg|公斤|千克|斤|kilos?|lbs?|pounds?|cm|厘米|公分|米|m(?![a-z])|s(?:ec(?:onds?)?)?(?![a-z])|秒|分(?![钟])|\/10|\/15|[cf](?![a-z])|mm|ml)/y;

/** Units that are written in several ways, in one. */
function plainUnit(unit: string): string {
  const plain = unit
    .toLowerCase()
    .replace(/[\s^*]/g, '')
    .replace(/×/g, 'x')
    .replace(/µ|μ/g, 'u')
    .replace(/⁹/g, '9')
    .replace(/¹²/g, '12');
  if (/^(?:℃|°?c|摄氏度|degrees?(?:celsius|centigrade|c))$/.test(plain)) return '°c';
  if (/^(?:℉|°?f|华氏度|degrees?(?:fahrenheit|f))$/.test(plain)) return '°f';
  if (/^(?:x?10e?9\/l|10e9\/l|k\/ul|x?10e?3\/ul)$/.test(plain)) return 'x109/l';
  if (/^x?10e?12\/l$/.test(plain)) return 'x1012/l';
  if (/^(?:\/ul|\/mm3|cells?\/(?:mm3|ul))$/.test(plain)) return '/ul';
  if (/^(?:毫米汞柱)$/.test(plain)) return 'mmhg';
  if (plain === '千帕') return 'kpa';
  if (
    /^(?:bpm|次[每/]分钟?|次|\/min(?:ute)?|perminute|b(?:reath|eat)s?(?:perminute|\/min)?|\/分钟?)$/.test(
      plain
    )
  )
    return '/min';
  if (/^(?:公斤|千克|kilos?)$/.test(plain)) return 'kg';
  if (/^(?:lbs?|pounds?)$/.test(plain)) return 'lb';
  if (/^(?:厘米|公分)$/.test(plain)) return 'cm';
  if (plain === '米') return 'm';
  if (/^(?:s|sec|seconds?|秒)$/.test(plain)) return 's';
  return plain === 'percent' ? '%' : plain;
}

/** Units that people use whatever the pack lists: factor and offset to the measure's unit. */
const EVERYDAY_UNITS: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  kg: { 斤: [0.5, 0], lb: [0.453592, 0] },
  cm: { m: [100, 0] },
  '°c': { '°f': [5 / 9, -160 / 9] },
  mmhg: { kpa: [7.50062, 0] }
};
/** What may stand after a number without being a unit of it. */
const NO_UNIT = /^(?:|度|°|分|次|\/10|\/15|\/min|%|c|f|m|s|mm)$/;

/** What a sticky pattern finds at one place. */
export const at = <T>(
  pattern: RegExp,
  text: string,
  place: number,
  use: (match: RegExpExecArray) => T
): T | undefined => {
  pattern.lastIndex = place;
  const match = pattern.exec(text);
  return match ? use(match) : undefined;
};

/** The unit at a place in one form, '' where none stands there. */
export function unitAt(text: string, place: number): { readonly unit: string; readonly end: number } {
  return (
    at(UNIT, text, place, (match) => ({ unit: plainUnit(match[1] ?? ''), end: place + match[0].length })) ?? {
      unit: '',
      end: place
    }
  );
}

/** A number in the measure's own unit, refused where it is no possible value in any unit it may be meant in. */
export function inOwnUnit(
  measure: Measure,
  found: Found
): { readonly value: number; readonly refused: boolean } | undefined {
  if (!Number.isFinite(found.value)) return undefined;
  const [low, high] = measure.plausible;
  const possible = (value: number): boolean => value >= low && value <= high;
  const own = plainUnit(measure.unit);
  const other = measure.otherUnits.find((candidate) => plainUnit(candidate.unit) === found.unit);
  const rounded = (value: number): number => Number(value.toFixed(measure.decimals));
  if (found.unit !== '' && found.unit !== own && other) {
    const value = rounded(found.value * other.factor + other.offset);
    return { value, refused: !possible(value) };
  }
  const everyday = EVERYDAY_UNITS[own]?.[found.unit];
  if (everyday && found.unit !== own) {
    const value = rounded(found.value * everyday[0] + everyday[1]);
    return { value, refused: !possible(value) };
  }
  // "Glucose 5 kg" is no glucose.
  if (found.unit !== own && !NO_UNIT.test(found.unit)) return undefined;
  if (possible(found.value)) return { value: rounded(found.value), refused: false };
  // "T 101" and "WBC 15200" name no unit, and are possible in one other only. "39度" of a temperature is Celsius.
  const stated = found.unit === own && own !== '';
  if (!stated) {
    const meant = measure.otherUnits
      .map((candidate) => rounded(found.value * candidate.factor + candidate.offset))
      .filter(possible);
    const [value] = meant;
    if (value !== undefined && meant.length === 1) return { value, refused: false };
  }
  return { value: rounded(found.value), refused: true };
}
