import type { Sources } from './load-sources';
import type { Report } from './report';

/** Visits of the frozen list and of purposes without a differential together make 1,000; 1% for rounding. */
const VISITS = 1000;

/** Checks of the frozen list: names used once, prevalences that fill a thousand visits. */
export function checkList(report: Report, sources: Sources): void {
  const named = new Map<string, string>();
  for (const row of sources.list) {
    for (const language of ['zh', 'en'] as const) {
      const name = row.value.name[language].trim().toLowerCase();
      const other = named.get(name);
      if (other)
        report.error(row, ['name', language], `"${row.value.name[language]}" is also the name of ${other}`);
      named.set(name, row.value.id);
    }
    if (row.value.id.startsWith('other-') && row.value.id !== `other-${row.system}`) {
      report.warn(row, ['id'], `expected other-${row.system} as the rest class of this system`);
    }
  }
  const bypassing = sources.pack?.value.without_condition_per_1000;
  if (!sources.pack || bypassing === undefined || sources.list.length === 0) return;
  const listed = sources.list.reduce((sum, { value }) => sum + value.per_1000_visits, 0);
  if (Math.abs(listed + bypassing - VISITS) > VISITS / 100) {
    report.error(
      sources.pack,
      ['without_condition_per_1000'],
      `${bypassing} and the list's ${listed.toFixed(1)} sum to ${(listed + bypassing).toFixed(1)}, expected ${VISITS} within 1%`
    );
  }
}
