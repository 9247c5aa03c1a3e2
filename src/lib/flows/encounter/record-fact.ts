import { err, ok, type Result } from '$part/kernel';
import type { Patient } from '$part/schema';
import type { Opened, ReadFault, WriteFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import { type NewFact, withFact } from './known-facts';

/** Puts one fact into the patient's record as it stands on the disk now; the record afterwards. */
export async function recordFact(
  { store, clock }: DeskSession,
  id: string,
  fact: NewFact
): Promise<Result<Opened<Patient>, WriteFault | ReadFault>> {
  const read = await store.patients.get(id);
  if (!read.ok) return read;
  const now = read.value;
  const value = withFact(now.value, fact, new Date(clock.now()).toISOString());
  if (!value) return ok(now);
  const written = await store.commit([store.patients.put(now.version, value, { action: 'change' })]);
  if (!written.ok) return err(written.error);
  return ok({ id: now.id, version: now.version + 1, value, by: written.value.by });
}
