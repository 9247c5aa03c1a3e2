import type { Clock } from '$part/kernel';
import { bestOf } from '$part/kernel';
import type { PatientEntry } from './entry';
import { compactName, foldName, nameUnits } from './name-units';
import type { QueryWord } from './query-word';
import { endsAlike, queryWords } from './query-word';
import { RANK, rankInKey, rankInMixedKey } from './read-key';

/** A patient found; `via` is the merged one whose name or number matched. */
export interface FoundPatient {
  readonly entry: PatientEntry;
  readonly via?: PatientEntry;
}

interface Row {
  readonly entry: PatientEntry;
  readonly name: string;
  readonly village: string;
  /** A bit for each letter that a syllable begins with: most names are passed over by this alone. */
  readonly letters: number;
  readonly numbers: readonly string[];
}

const letterBit = (code: number): number => (code >= 97 && code <= 122 ? 1 << (code - 97) : 0);

function lettersOf(keys: readonly string[]): number {
  let letters = 0;
  for (const key of keys)
    for (let at = 0; at !== -1 && at < key.length; at = nextUnit(key, at))
      letters |= letterBit(key.charCodeAt(at));
  return letters;
}
const nextUnit = (key: string, at: number): number => {
  const blank = key.indexOf(' ', at);
  return blank === -1 ? -1 : blank + 1;
};

/** All patients of the clinic in memory, found by any way of naming them; blocks first, then what changed since. */
export class PatientIndex {
  readonly #clock: Clock;
  readonly #rows: Row[] = [];
  readonly #places = new Map<string, number>();
  // Many patients share few villages: each is folded once.
  readonly #villages = new Map<string, string>();

  /** @param clock Says this year, for ages. */
  constructor(clock: Clock, entries: Iterable<PatientEntry> = []) {
    this.#clock = clock;
    for (const entry of entries) this.put(entry);
  }

  get size(): number {
    return this.#rows.length;
  }

  get(id: string): PatientEntry | undefined {
    return this.#rows[this.#places.get(id) ?? -1]?.entry;
  }

  /** Adds a patient, or replaces what was known of it. */
  put(entry: PatientEntry): void {
    const place = this.#places.get(entry.id) ?? this.#rows.length;
    this.#places.set(entry.id, place);
    this.#rows[place] = {
      entry,
      name: compactName(entry.name),
      village: this.#village(entry.village ?? ''),
      letters: lettersOf(entry.keys),
      numbers: entry.numbers.map((number) => number.toLowerCase())
    };
  }

  remove(id: string): boolean {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    this.#places.delete(id);
    const last = this.#rows.pop();
    if (last && place < this.#rows.length) {
      this.#rows[place] = last;
      this.#places.set(last.entry.id, place);
    }
    return true;
  }

  /**
   * The best first: exact, beginning, initials, mixed, inside, and among equals who came last. Every word must match;
   * one of them the name or a number, the others may tell the village, the year of birth or the age ("zs 李庄 62").
   */
  find(query: string, limit: number): FoundPatient[] {
    const { words, joined } = queryWords(query, new Date(this.#clock.now()).getFullYear());
    if (words.length === 0) return [];
    const ranks = this.#rows.map((row) => {
      const rank = rankOfAll(row, words);
      return joined && rank !== RANK.exact ? Math.min(rank, rankOfName(row, joined)) : rank;
    });
    const via = this.#leadOn(ranks);
    const places: number[] = [];
    ranks.forEach((rank, place) => rank < RANK.none && places.push(place));
    const best = bestOf(
      places,
      limit,
      (a, b) => (ranks[a] ?? RANK.none) - (ranks[b] ?? RANK.none) || byLastVisit(this.#rows[a], this.#rows[b])
    );
    return best.flatMap((place): FoundPatient[] => {
      const entry = this.#rows[place]?.entry;
      const merged = via.get(place);
      return entry ? [merged ? { entry, via: merged } : { entry }] : [];
    });
  }

  /** Gives the ranks of merged patients to those they were merged into. */
  #leadOn(ranks: number[]): Map<number, PatientEntry> {
    const via = new Map<number, PatientEntry>();
    const merged = ranks.flatMap((rank, place) => {
      const entry = this.#rows[place]?.entry;
      const target = rank < RANK.none && entry?.mergedInto !== undefined ? this.#target(place) : place;
      return entry && target !== place ? [{ entry, place, target, rank }] : [];
    });
    for (const { place } of merged) ranks[place] = RANK.none;
    for (const { entry, target, rank } of merged) {
      if (rank >= (ranks[target] ?? RANK.none)) continue;
      ranks[target] = rank;
      via.set(target, entry);
    }
    return via;
  }

  /** Where a chain of merges ends; the last one known where it breaks, the place itself where it runs in a circle. */
  #target(place: number): number {
    const seen = new Set<number>();
    for (let at = place; !seen.has(at);) {
      seen.add(at);
      const next = this.#places.get(this.#rows[at]?.entry.mergedInto ?? '');
      if (next === undefined) return at;
      at = next;
    }
    return place;
  }

  #village(name: string): string {
    const known = this.#villages.get(name);
    if (known !== undefined) return known;
    const folded = compactName(name);
    this.#villages.set(name, folded);
    return folded;
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Who came last first; then by name, so that the same query gives the same list. */
const byLastVisit = (a: Row | undefined, b: Row | undefined): number =>
  !a || !b
    ? 0
    : (b.entry.lastVisit ?? 0) - (a.entry.lastVisit ?? 0) ||
      byText(a.name, b.name) ||
      byText(a.entry.id, b.entry.id);

/** Of every word by itself; none unless each matches, and one of them the name or a number. */
function rankOfAll(row: Row, words: readonly QueryWord[]): number {
  let sum = 0;
  let named = false;
  for (const word of words) {
    const rank = rankOfName(row, word);
    if (rank !== RANK.none) named = true;
    if (words.length > 1 && isAbout(row, word)) continue;
    if (rank === RANK.none) return RANK.none;
    sum += rank;
  }
  return named ? sum : RANK.none;
}

function rankOfName(row: Row, word: QueryWord): number {
  const { text, characters } = word;
  if (word.digits && row.numbers.some((number) => endsAlike(number, text))) return RANK.exact;
  let best: number = RANK.none;
  if (row.name.startsWith(text)) best = row.name.length === text.length ? RANK.exact : RANK.prefix;
  // One letter inside a name in letters says nothing.
  else if ((text.length > 1 || !word.latin) && row.name.includes(text)) best = RANK.inside;
  if (word.latin) {
    const bit = letterBit(text.charCodeAt(0));
    if (best <= RANK.prefix || (bit !== 0 && (row.letters & bit) === 0)) return best;
    for (const key of row.entry.keys) best = Math.min(best, rankInKey(key, text));
  } else if (characters?.every((character) => row.name.includes(character))) {
    const units = nameUnits(foldName(row.entry.name));
    for (const key of row.entry.keys) best = Math.min(best, rankInMixedKey(key, text, units));
  }
  return best;
}

/** Whether the word tells the village, the year of birth or the age. */
const isAbout = (row: Row, { text, birthYears }: QueryWord): boolean =>
  row.village.includes(text) ||
  (row.entry.birthYear !== undefined && birthYears.includes(row.entry.birthYear));
