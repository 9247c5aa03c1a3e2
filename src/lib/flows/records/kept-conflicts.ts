import { bilingual } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import type { Store } from '$part/store';
import { type DexieRows, type MergeReport, readAside } from '$part/store/backup';

/** A record of which two versions are kept: the one that stands, and the one beside it. */
export interface ConflictShown {
  readonly id: string;
  readonly table: Bilingual;
  /** Of the patient; undefined where it is no record of one, or does not open. */
  readonly name: string | undefined;
  readonly version: number;
  /** Which side the version kept beside came from. */
  readonly side: 'here' | 'there';
}

const MOST = 200;
const TABLES = ['patients', 'encounters', 'settings', 'drafts'] as const;

/** The conflicts of a merge, with the patients that they are about. */
export async function conflictsShown(
  conflicts: MergeReport['conflicts'],
  rows: DexieRows,
  store: Store
): Promise<readonly ConflictShown[]> {
  const kept = await rows.get(
    'conflicts',
    conflicts.slice(0, MOST).map(({ id }) => id)
  );
  return Promise.all(
    kept.flatMap((stored) => {
      const aside = stored && readAside(stored);
      return aside?.ok ? [shown(aside.value, store)] : [];
    })
  );
}

async function shown(
  { id, table, side, row }: Extract<ReturnType<typeof readAside>, { ok: true }>['value'],
  store: Store
): Promise<ConflictShown> {
  const known = TABLES.find((one) => one === table);
  const patient = table === 'patients' ? row.id : table === 'encounters' ? row.patient : undefined;
  const read = typeof patient === 'string' ? await store.patients.get(patient) : undefined;
  return {
    id,
    table: bilingual(`records.table.${known ?? 'others'}`),
    name: read?.ok ? read.value.value.name : undefined,
    version: Number(row.version),
    side
  };
}
