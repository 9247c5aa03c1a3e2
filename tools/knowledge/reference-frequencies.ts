import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sources } from './load-sources';
import type { Resolver } from './resolved';

/** The reference's edge weights count as strong from here on; the pack then should not call the finding rare. */
const STRONG = 0.1;
const RARE = 0.02;
const FILE = 'emr-learned-disease-symptom-weights.csv';

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/\(.*?\)/g, '')
    .replace(/[^a-z0-9 ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Disease -> symptom -> weight, of "name,\"symptom (0.123), ...\"" lines. */
function readWeights(text: string): Map<string, Map<string, number>> {
  const table = new Map<string, Map<string, number>>();
  for (const line of text.split('\n').slice(1)) {
    const [, quoted, bare, edges] = /^(?:"([^"]*)"|([^,"]*)),"?(.*?)"?\s*$/.exec(line) ?? [];
    const disease = plain(quoted ?? bare ?? '');
    if (disease === '' || edges === undefined) continue;
    const symptoms = new Map<string, number>();
    for (const [, name = '', weight] of edges.matchAll(/([^,(]+?) \(([\d.]+)\)/g))
      symptoms.set(plain(name), Number(weight));
    table.set(disease, symptoms);
  }
  return table;
}

/**
 * Findings that hospital records tie strongly to a disease while the pack calls them rare in it (weights of
 * Rotmensch 2017, an emergency department's mix: a difference is a reason to look, not an error).
 */
export function farFromReference(folder: string, sources: Sources, resolve: Resolver): string[] {
  const file = [path.join(folder, FILE), path.join(folder, 'frequencies', FILE)].find(existsSync);
  if (file === undefined) return [`no ${FILE} in ${folder}`];
  const weights = readWeights(readFileSync(file, 'utf8'));
  const findingOf = new Map<string, string>();
  for (const { value } of sources.findings) {
    for (const word of [value.name.en, ...value.words.en]) {
      const key = plain(word);
      if (key !== '' && !/[|~]/.test(word) && !findingOf.has(key)) findingOf.set(key, value.id);
    }
  }
  const names = new Map(sources.list.map(({ value }) => [value.id, value.name.en]));
  return sources.conditions.flatMap(({ value: condition }) => {
    const keys = [
      names.get(condition.id) ?? '',
      condition.id.replaceAll('-', ' '),
      ...condition.aliases.en
    ].map(plain);
    const symptoms = keys.map((key) => weights.get(key)).find((found) => found !== undefined);
    if (!symptoms) return [];
    const p = resolve.of(condition);
    return [...symptoms].flatMap(([name, weight]) => {
      const finding = findingOf.get(name);
      if (finding === undefined || weight < STRONG || (p.get(finding) ?? 0) > RARE) return [];
      return [`${condition.id} ${finding}: ${p.get(finding) ?? 0} here, weight ${weight} there`];
    });
  });
}
