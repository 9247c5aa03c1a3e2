import { err, ok, type Result } from '$part/kernel';
import type { Patient } from '$part/schema';
import type { Opened, ReadFault, Store, WriteFault } from '$part/store';
import type { PatientSearch } from './patient-search.svelte';
import { wholePatient } from './whole-patient';

/** A patient's record with those that were merged into it. */
export interface PatientFile {
  readonly own: Opened<Patient>;
  readonly merged: readonly Opened<Patient>[];
  /** All of it together, to show and to reason with; never to be stored. */
  readonly whole: Patient;
  /** Merged records that do not open. */
  readonly damaged: number;
}

type Search = Pick<PatientSearch, 'mergedInto' | 'change'>;

/** Opens a patient; a record that was merged opens the one it was merged into. */
export async function openFile(
  store: Store,
  search: Search,
  id: string
): Promise<Result<PatientFile, ReadFault>> {
  let own = await store.patients.get(id);
  const seen = new Set([id]);
  while (own.ok && own.value.value.mergedInto !== undefined) {
    const next = own.value.value.mergedInto;
    // A circle would be the work of two windows that merged both ways at once: then this one stands for both.
    if (seen.has(next)) break;
    seen.add(next);
    own = await store.patients.get(next);
  }
  if (!own.ok) return own;
  const merged: Opened<Patient>[] = [];
  let damaged = 0;
  for (const other of search.mergedInto(own.value.id)) {
    const read = await store.patients.get(other);
    if (!read.ok) damaged += 1;
    else if (read.value.value.mergedInto !== undefined) merged.push(read.value);
  }
  const whole = wholePatient(
    own.value.value,
    merged.map(({ value }) => value)
  );
  return ok({ own: own.value, merged, whole, damaged });
}

/** One version of a patient that takes the place of another. */
export interface NewVersion {
  /** Version that was read, 0 for a newcomer. */
  readonly read: number;
  readonly patient: Patient;
}

/** Writes patients with their audit lines and what the search keeps of them, all or none. */
export async function writePatients(
  store: Store,
  search: Search,
  action: 'create' | 'change' | 'merge',
  reason: string | undefined,
  versions: readonly NewVersion[]
): Promise<Result<readonly Opened<Patient>[], WriteFault>> {
  const found = await Promise.all(versions.map(({ read, patient }) => search.change(patient, read + 1)));
  const written = await store.commit([
    ...versions.map(({ read, patient }) =>
      store.patients.put(read, patient, reason === undefined ? { action } : { action, reason })
    ),
    ...found.map(({ change }) => change)
  ]);
  if (!written.ok) return err(written.error);
  for (const { done } of found) done();
  const { by } = written.value;
  return ok(versions.map(({ read, patient }) => ({ id: patient.id, version: read + 1, value: patient, by })));
}
