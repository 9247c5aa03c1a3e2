import type { Language } from '$part/kernel';
import { bestOf } from '$part/kernel';
import type { SearchText } from './rank-text';
import { rankText, searchQuery, searchText } from './rank-text';
import type { Finding, Pack } from './types';

/** A finding found, with the word that matched where it is not the name. */
export interface FoundFinding {
  readonly finding: Finding;
  readonly matched?: string;
}

interface Entry {
  readonly finding: Finding;
  readonly text: SearchText;
}

// Lower-cased words of a pack, kept as long as the pack is: the search runs with every key pressed.
const entriesOf = new WeakMap<Pack, readonly Entry[]>();

function entries(pack: Pack): readonly Entry[] {
  const known = entriesOf.get(pack);
  if (known) return known;
  const made = pack.findings.map((finding): Entry => ({
    finding,
    text: searchText(finding.name, finding.words, finding.pinyin)
  }));
  entriesOf.set(pack, made);
  return made;
}

/**
 * Findings for a search box, best first: by name, by any of the words, by pinyin in full or by initials ("xt" and
 * "xiongtong" find 胸痛), in either language whatever the screen's, which comes first. Empty for an empty query.
 */
export function searchFindings(pack: Pack, query: string, language: Language, limit: number): FoundFinding[] {
  const wanted = searchQuery(query);
  if (!wanted) return [];
  const found = entries(pack).flatMap((entry) => {
    const rank = rankText(entry.text, wanted, language);
    return rank ? [{ entry, score: rank[0], matched: rank[1] }] : [];
  });
  const best = bestOf(
    found,
    limit,
    (a, b) =>
      a.score - b.score ||
      a.entry.text.names[language].length - b.entry.text.names[language].length ||
      (a.entry.finding.id < b.entry.finding.id ? -1 : 1)
  );
  return best.map(({ entry, matched }) => ({
    finding: entry.finding,
    ...(matched === undefined ? {} : { matched })
  }));
}
