import { bilingual } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import type { AuditFinding } from '$part/store';
import type { AboutPatient, AuditNames } from './audit-names';

/** One thing that the check found, in words, with where it was found. */
export interface FindingShown {
  readonly tag: AuditFinding['tag'];
  readonly title: Bilingual;
  /** What it means and what to do. */
  readonly help: Bilingual;
  readonly about: AboutPatient | undefined;
}

const TABLES = ['patients', 'encounters', 'settings'] as const;

export async function findingShown(finding: AuditFinding, names: AuditNames): Promise<FindingShown> {
  const { tag } = finding;
  const help = bilingual(`records.check.${tag}.help`);
  if (!('table' in finding)) {
    const figures = { ...finding } as Record<string, string | number>;
    return { tag, title: bilingual(`records.check.${tag}`, figures), help, about: undefined };
  }
  const table = TABLES.find((known) => known === finding.table) ?? 'settings';
  const title = bilingual(`records.check.${tag}`, { table: bilingual(`records.table.${table}`) });
  return { tag, title, help, about: await names.about({ table, id: finding.id }) };
}
