import { err, ok, type Result } from '$part/kernel';
import { cleanLine, type Encounter as EncounterVersion, type Patient } from '$part/schema';
import type { AuditEntry, Change, Opened, WriteFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import type { PatientSearch } from '../patients/patient-search.svelte';
import type { DraftKeeping } from './draft-keeping.svelte';
import { dayOfVisit } from './known-facts';
import { signed } from './signed-encounter';
import type { Base } from './to-version';

interface ToSave {
  readonly desk: DeskSession;
  readonly version: Omit<EncounterVersion, 'signature'>;
  readonly draft: DraftKeeping;
  readonly patient: Opened<Patient>;
  readonly search: Pick<PatientSearch, 'change'>;
  readonly base: Base | undefined;
  readonly reason: string;
}

/**
 * Writes a version, takes its draft away, and tells the search of the visit, in one transaction with the lines of the
 * audit.
 */
export async function saveEncounter(save: ToSave): Promise<Result<undefined, WriteFault>> {
  const { desk, version, draft, patient, search, base, reason } = save;
  const { store, user } = desk;
  // Whatever is written of the draft is written before its version is asked.
  const unkept = await draft.flush();
  if (unkept) return err(unkept);
  const isToConfirm = version.status === 'open';
  const record = isToConfirm ? version : await signed(version, desk.signing, user.id, version.savedAt);
  const said = cleanLine(reason).slice(0, 500).trim();
  const put = await store.encounters.put(record, dayOfVisit(version.startedAt), {
    action: base ? 'change' : 'create',
    ...(said === '' ? {} : { reason: said })
  });
  // The patient as he stands on the disk: what is searched must not fall back to what he was when the visit began.
  const read = await store.patients.get(patient.id);
  const now = read.ok ? read.value : patient;
  const found = await search.change(now.value, now.version, Date.parse(version.startedAt));
  const changes: Change[] = [
    put,
    ...(draft.version > 0 ? [store.drafts.remove(version.id, draft.version)] : []),
    found.change
  ];
  const written = await store.commit(changes, overridden(version));
  if (!written.ok) return written;
  found.done();
  await draft.stop();
  return ok(undefined);
}

function overridden({ id, version, override }: Omit<EncounterVersion, 'signature'>): AuditEntry[] {
  if (!override) return [];
  return [{ action: 'override', table: 'encounters', id, version, reason: override.reason }];
}
