import { checkConditions } from './check-conditions';
import { checkList } from './check-list';
import { checkVocabulary } from './check-vocabulary';
import { checkWords } from './check-words';
import type { Sources } from './load-sources';
import { loadSources } from './load-sources';
import { Report } from './report';
import type { Resolver } from './resolved';
import { resolver } from './resolved';

export interface Validated {
  readonly sources: Sources;
  readonly resolve: Resolver;
  readonly report: Report;
}

/** Reads and checks the folder of a pack; every fault is in the report. */
export function validate(folder: string): Validated {
  const report = new Report();
  const sources = loadSources(folder, report);
  const resolve = resolver(sources);
  checkList(report, sources);
  checkVocabulary(report, sources);
  checkWords(report, sources);
  checkConditions(report, sources, resolve);
  return { sources, resolve, report };
}
