import { err, ok, type Result } from '$part/kernel';
import type { Draft, Encounter as EncounterVersion, EncounterId } from '$part/schema';
import type { Opened, ReadFault, WriteFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import { openFile, type PatientFile } from '../patients/patient-file';
import { newEntered, ofDraft, ofVersion } from './encounter-draft';
import { Encounter } from './encounter.svelte';
import type { EncounterNeeds } from './encounter-view.svelte';
import { backgroundOf, backgroundOfVersion } from './known-facts';

export type OpenFault =
  | ReadFault
  | WriteFault
  /** The draft was begun before its patient was known; there is nobody to open it for. */
  | { readonly tag: 'no-patient' };

/** A new visit; nothing of it is on the disk before something is entered. */
export function startEncounter(
  needs: EncounterNeeds,
  { own, whole }: Pick<PatientFile, 'own' | 'whole'>
): Encounter {
  const { desk } = needs;
  const startedAt = new Date(desk.clock.now()).toISOString();
  return new Encounter(needs, {
    patient: own,
    entered: newEntered(desk.newId() as EncounterId, startedAt, own.value.id),
    draftVersion: 0,
    background: backgroundOf(whole, startedAt)
  });
}

/** An open visit as it was left, whatever ended it. */
export async function reopenDraft(needs: EncounterNeeds, id: string): Promise<Result<Encounter, OpenFault>> {
  const draft = await needs.desk.store.drafts.get(id);
  return draft.ok ? fromDraft(needs, draft.value) : draft;
}

/**
 * A saved visit, to be corrected under a reason, or confirmed where a trainee wrote it. Goes on with a correction that
 * was begun before.
 */
export async function correctEncounter(
  needs: EncounterNeeds,
  id: string,
  reason = ''
): Promise<Result<Encounter, OpenFault>> {
  const { store } = needs.desk;
  const draft = await store.drafts.get(id);
  if (draft.ok) return fromDraft(needs, draft.value);
  if (draft.error.tag !== 'missing') return draft;
  const base = await store.encounters.get(id);
  if (!base.ok) return base;
  const { value } = base.value;
  const file = await openFile(store, needs.search, value.patient);
  if (!file.ok) return file;
  const seen = await viewed(needs.desk, base.value);
  if (!seen.ok) return seen;
  const background = backgroundOfVersion(value, file.value.whole);
  return ok(
    new Encounter(needs, {
      patient: file.value.own,
      entered: ofVersion(value, background.known, reason),
      draftVersion: 0,
      background,
      base: value
    })
  );
}

/** Writes down that a version was looked at, and by whom. */
export async function viewed(
  { store }: DeskSession,
  { id, version }: Pick<Opened<EncounterVersion>, 'id' | 'version'>
): Promise<Result<undefined, WriteFault>> {
  const written = await store.commit([], [{ action: 'view', table: 'encounters', id, version }]);
  return written.ok ? ok(undefined) : written;
}

async function fromDraft(needs: EncounterNeeds, draft: Opened<Draft>): Promise<Result<Encounter, OpenFault>> {
  const { store } = needs.desk;
  const { value, version: draftVersion } = draft;
  if (value.patient === undefined) return err({ tag: 'no-patient' });
  const file = await openFile(store, needs.search, value.patient);
  if (!file.ok) return file;
  const { own: patient, whole } = file.value;
  const entered = ofDraft(value, value.patient);
  if (!value.amends) {
    const background = backgroundOf(whole, value.startedAt);
    return ok(new Encounter(needs, { patient, entered, draftVersion, background }));
  }
  const read = await store.encounters.version(value.id, value.amends.version);
  if (!read.ok) return read;
  const base = read.value.value;
  const background = backgroundOfVersion(base, whole);
  return ok(new Encounter(needs, { patient, entered, draftVersion, background, base }));
}
