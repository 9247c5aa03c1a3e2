import { foldName, isHan, nameRuns } from './name-units';
import { SURNAME_READINGS } from './surname-readings';

/** Combinations of readings kept for one name, the likeliest ones. */
export const MAX_READINGS = 16;

type Library = Pick<typeof import('pinyin-pro'), 'pinyin' | 'polyphonic'>;

/**
 * Readings of a name: syllables without tones, divided by blanks, so that a key holds the full pinyin, the initials
 * and every mixture of them ("shan xiao yun"). A word in other letters is a syllable of its own. ü is written v, and
 * u in a reading of its own.
 */
export type NameKeys = (name: string) => readonly string[];

/** The dictionary of readings is loaded here and nowhere earlier: names are registered once in a while. */
export async function loadNameKeys(): Promise<NameKeys> {
  const library: Library = await import('pinyin-pro');
  return (name) => {
    const runs = nameRuns(foldName(name));
    // With ·, or in other letters, the first character is no surname.
    const surnamed = runs.length === 1;
    const units = runs.flatMap((run) => (isHan(run) ? runReadings(run, surnamed, library) : [[run]]));
    return combinations(units, MAX_READINGS);
  };
}

/** The readings of each character of a run, the likeliest first. */
function runReadings(run: string, surnamed: boolean, { pinyin, polyphonic }: Library): string[][] {
  const characters = [...run];
  const options = { toneType: 'none', type: 'array', v: true } as const;
  const usual = pinyin(run, { ...options, surname: surnamed ? 'head' : 'off' });
  const surname = surnamed ? surnameReadings(characters) : [];
  return characters.map((character, at) => {
    const known = [...(surname[at] ?? []), usual[at] ?? '', ...(polyphonic(character, options)[0] ?? [])];
    const readings = known.filter((reading) => /^[a-z]+$/.test(reading)).flatMap(withoutUmlaut);
    // A character that the dictionary lacks stands for itself, so that the others keep their places.
    return readings.length > 0 ? [...new Set(readings)] : [character];
  });
}

function surnameReadings([first = '', second = '']: readonly string[]): string[][] {
  const readings = SURNAME_READINGS.get(first + second) ?? SURNAME_READINGS.get(first) ?? [];
  return readings.map((syllable) => syllable.split(' '));
}

const withoutUmlaut = (reading: string): string[] =>
  /^[ln]v/.test(reading) ? [reading, reading.replace('v', 'u')] : [reading];

/** One reading of each, the combinations with the fewest unusual readings first. */
function combinations(units: readonly (readonly string[])[], limit: number): string[] {
  if (units.length === 0) return [];
  const found: { readonly picks: readonly number[]; readonly last: number }[] = [
    { picks: units.map(() => 0), last: 0 }
  ];
  // The list grows while it is walked; each pick is reached once, by raising the last place that is not the usual one.
  for (let done = 0; done < found.length && found.length < limit; done += 1) {
    const { picks, last } = found[done] ?? { picks: [], last: 0 };
    for (let at = last; at < units.length && found.length < limit; at += 1) {
      const next = (picks[at] ?? 0) + 1;
      if (next < (units[at]?.length ?? 0))
        found.push({ picks: picks.map((pick, n) => (n === at ? next : pick)), last: at });
    }
  }
  return found.map(({ picks }) => units.map((readings, at) => readings[picks[at] ?? 0] ?? '').join(' '));
}
