import type { WordFault } from '$part/knowledge';
import { parseWord, phrasesOf } from '$part/knowledge';
import type { Sources } from './load-sources';
import type { Report, Row } from './report';
import type { FindingRow } from './shapes';

const FAULTS: Readonly<Record<WordFault, string>> = {
  empty: 'is empty, expected a phrase',
  'empty-term': 'has an empty side of "~", expected words on both sides',
  'empty-alternative': 'has an empty alternative beside "|", expected a word on both sides',
  'too-many': 'stands for more than 200 phrases, expected fewer alternatives',
  'stray-quote': 'has a stray double quote, expected none'
};
const LANGUAGES = ['zh', 'en'] as const;

interface Worded {
  readonly words: { readonly zh: readonly string[]; readonly en: readonly string[] };
  readonly absent_words?:
    { readonly zh?: readonly string[] | undefined; readonly en?: readonly string[] | undefined } | undefined;
}

/** Words parse; a phrase that two findings share would be read as both, which only parent and child may. */
export function checkWords(report: Report, sources: Sources): void {
  const rows: readonly Row<Worded>[] = [
    ...sources.findings,
    ...sources.values,
    ...sources.groups,
    ...sources.measures
  ];
  for (const row of rows) {
    for (const field of ['words', 'absent_words'] as const) {
      for (const language of LANGUAGES) {
        (row.value[field]?.[language] ?? []).forEach((word, index) => {
          const parsed = parseWord(word);
          if (!parsed.ok) report.error(row, [field, language, index], `"${word}" ${FAULTS[parsed.error]}`);
        });
      }
    }
  }
  checkShared(report, sources.findings);
}

function checkShared(report: Report, findings: readonly Row<FindingRow>[]): void {
  const parentOf = new Map(findings.map(({ value }) => [value.id, value.child_of]));
  const related = (a: string, b: string): boolean => {
    const above = (id: string, wanted: string) => {
      for (let up = parentOf.get(id), steps = 0; up && steps < 10; up = parentOf.get(up), steps += 1) {
        if (up === wanted) return true;
      }
      return false;
    };
    const parent = parentOf.get(a);
    return above(a, b) || above(b, a) || (parent !== undefined && parent === parentOf.get(b));
  };
  for (const language of LANGUAGES) {
    const owner = new Map<string, string>();
    for (const row of findings) {
      const own = new Set<string>();
      const claim = (phrase: string, path: (string | number)[]) => {
        if (own.has(phrase)) return;
        own.add(phrase);
        const other = owner.get(phrase);
        if (other === undefined) owner.set(phrase, row.value.id);
        else if (!related(other, row.value.id))
          report.warn(row, path, `"${phrase}" is also read as ${other}`);
      };
      claim(row.value.name[language].toLowerCase(), ['name', language]);
      row.value.words[language].forEach((word, index) => {
        const parsed = parseWord(word);
        if (parsed.ok)
          for (const phrase of phrasesOf(parsed.value)) claim(phrase, ['words', language, index]);
      });
    }
  }
}
