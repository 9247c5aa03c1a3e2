import type { Finding, Group, Measure, Pack, SlotValue, Words } from '$part/knowledge';
import type { CueKind, CueTable } from './cue';
import { CUES_EN } from './cues-en';
import { CUES_ZH } from './cues-zh';
import { Trie } from './trie';
import type { Pattern } from './word-syntax';
import { parseWords } from './word-syntax';

/** What a phrase of the pack speaks of. */
export type Owner =
  | { readonly kind: 'finding'; readonly id: string; readonly finding: Finding; readonly denies: boolean }
  | { readonly kind: 'group'; readonly id: string; readonly denies: boolean }
  | { readonly kind: 'value'; readonly id: string };

/** What ends at a node of the trie. */
export type Entry =
  | { readonly kind: 'phrase'; readonly owner: number; readonly capitals: boolean; readonly size: number }
  /** One wording of a term that `~` phrases share. */
  | { readonly kind: 'term'; readonly term: number }
  | { readonly kind: 'cue'; readonly cue: CueKind }
  | { readonly kind: 'measure'; readonly measure: number; readonly capitals: boolean };

/** A `~` phrase: all its terms within reach of each other in one clause. */
export interface NearPhrase {
  readonly owner: number;
  readonly terms: readonly number[];
}

/** Everything that reading needs of a pack, ready to match; build it once for each pack. */
export interface Lexicon {
  readonly trie: Trie;
  readonly entries: readonly Entry[];
  readonly owners: readonly Owner[];
  /** `~` phrases by the term that fewest of them share, so that common words such as "pain" start no search. */
  readonly near: ReadonlyMap<number, readonly NearPhrase[]>;
  readonly measures: readonly Measure[];
  /** Slots of findings: which slot of a finding takes a value. */
  readonly slotsOfValue: ReadonlyMap<string, readonly { readonly finding: string; readonly slot: string }[]>;
  readonly stems: Map<string, string>;
}

/** Abbreviations that are also everyday words; they count only in capitals. */
const EVERYDAY = new Set(
  'it us or as am an all aids he me be do no on so is at by ice led map ear arm hip leg pad lap sad shot cap cold fast hit cat dot ace men gas raw pain ms at to in if go art bad car dip far fat had has her him his may mom nor not now old one our out own ran red run saw say see set she sit son ten the tic tip too top try two use was who why yes you add age ago aim air and any are ask'.split(
    ' '
  )
);

const nameWords = (name: string): readonly string[] => {
  const plain = name.replace(/[(（][^)）]*[)）]/g, ' ').trim();
  return plain === '' || /[,，、;；或]| or /.test(plain) ? [] : [plain];
};

class Builder {
  readonly trie = new Trie();
  readonly entries: Entry[] = [];
  readonly owners: Owner[] = [];
  readonly stems = new Map<string, string>();
  readonly #terms = new Map<string, number>();
  readonly #termUses: number[] = [];
  readonly #near: NearPhrase[] = [];

  #entry(entry: Entry): number {
    return this.entries.push(entry) - 1;
  }

  owner(owner: Owner, phrases: readonly string[]): void {
    const index = this.owners.push(owner) - 1;
    const plain = new Map<string, number>();
    const near = new Set<string>();
    for (const phrase of phrases) {
      const pattern = parseWords(phrase, this.stems);
      if (!pattern) continue;
      if (pattern.length > 1) this.#nearPhrase(index, pattern, near);
      else this.#plainPhrase(index, pattern, phrase, plain);
    }
  }

  #plainPhrase(owner: number, pattern: Pattern, phrase: string, made: Map<string, number>): void {
    for (const row of pattern[0] ?? []) {
      const capitals =
        row.length === 1 && /^[A-Z]{2,4}$/.test(phrase.trim()) && EVERYDAY.has(phrase.trim().toLowerCase());
      const key = `${String(row.length)} ${String(capitals)}`;
      const entry = made.get(key) ?? this.#entry({ kind: 'phrase', owner, capitals, size: row.length });
      made.set(key, entry);
      this.trie.add(row, entry);
    }
  }

  #nearPhrase(owner: number, pattern: Pattern, made: Set<string>): void {
    const terms = pattern.map((choices) => this.#term(choices));
    const key = [...terms].sort((a, b) => a - b).join(' ');
    if (made.has(key)) return;
    made.add(key);
    for (const term of terms) this.#termUses[term] = (this.#termUses[term] ?? 0) + 1;
    this.#near.push({ owner, terms });
  }

  #term(choices: Pattern[number]): number {
    const rows = choices.map((row) => row.join(' '));
    const key = [...new Set(rows)].sort().join('|');
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const term = this.#terms.size;
    this.#terms.set(key, term);
    const entry = this.#entry({ kind: 'term', term });
    for (const row of choices) this.trie.add(row, entry);
    return term;
  }

  cues(table: CueTable): void {
    for (const [cue, phrases] of Object.entries(table) as [CueKind, readonly string[]][]) {
      const entry = this.#entry({ kind: 'cue', cue });
      for (const phrase of phrases)
        for (const row of parseWords(phrase, this.stems)?.[0] ?? []) this.trie.add(row, entry);
    }
  }

  measure(measure: Measure, index: number): void {
    const open = this.#entry({ kind: 'measure', measure: index, capitals: false });
    const capitals = this.#entry({ kind: 'measure', measure: index, capitals: true });
    const phrases = [
      ...measure.words.zh,
      ...measure.words.en,
      ...nameWords(measure.name.zh),
      ...nameWords(measure.name.en)
    ];
    for (const phrase of phrases) {
      const entry =
        /^[A-Za-z]$/.test(phrase.trim()) || EVERYDAY.has(phrase.trim().toLowerCase()) ? capitals : open;
      for (const row of parseWords(phrase, this.stems)?.[0] ?? []) this.trie.add(row, entry);
    }
  }

  near(): ReadonlyMap<number, readonly NearPhrase[]> {
    const byTerm = new Map<number, NearPhrase[]>();
    for (const phrase of this.#near) {
      const anchor =
        [...phrase.terms].sort((a, b) => (this.#termUses[a] ?? 0) - (this.#termUses[b] ?? 0) || a - b)[0] ??
        0;
      const list = byTerm.get(anchor);
      if (list) list.push(phrase);
      else byTerm.set(anchor, [phrase]);
    }
    return byTerm;
  }
}

const phrasesOf = (words: Words | undefined): readonly string[] => (words ? [...words.zh, ...words.en] : []);
const named = (item: Finding | Group | SlotValue): readonly string[] => [
  ...phrasesOf(item.words),
  ...nameWords(item.name.zh),
  ...nameWords(item.name.en)
];

function slotsOfValues(findings: readonly Finding[]): Map<string, { finding: string; slot: string }[]> {
  const byValue = new Map<string, { finding: string; slot: string }[]>();
  for (const finding of findings) {
    for (const slot of finding.slots ?? []) {
      for (const value of slot.values) {
        const list = byValue.get(value);
        if (list) list.push({ finding: finding.id, slot: slot.name });
        else byValue.set(value, [{ finding: finding.id, slot: slot.name }]);
      }
    }
  }
  return byValue;
}

/** Compiles the words of a pack for `read`. A phrase that means nothing (no word in it) is passed over. */
export function buildLexicon(pack: Pack): Lexicon {
  const builder = new Builder();
  for (const finding of pack.findings) {
    builder.owner({ kind: 'finding', id: finding.id, finding, denies: false }, named(finding));
    if (finding.absentWords)
      builder.owner(
        { kind: 'finding', id: finding.id, finding, denies: true },
        phrasesOf(finding.absentWords)
      );
  }
  for (const group of pack.groups) {
    builder.owner({ kind: 'group', id: group.id, denies: false }, named(group));
    if (group.absentWords)
      builder.owner({ kind: 'group', id: group.id, denies: true }, phrasesOf(group.absentWords));
  }
  for (const value of pack.values) builder.owner({ kind: 'value', id: value.id }, named(value));
  pack.measures.forEach((measure, index) => {
    builder.measure(measure, index);
  });
  builder.cues(CUES_ZH);
  builder.cues(CUES_EN);
  return {
    trie: builder.trie,
    entries: builder.entries,
    owners: builder.owners,
    near: builder.near(),
    measures: pack.measures,
    slotsOfValue: slotsOfValues(pack.findings),
    stems: builder.stems
  };
}
