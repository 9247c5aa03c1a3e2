import { ok, type Json, type Result } from '$part/kernel';
import { type DeviceId, readRecord, versioned, type Versioned } from '$part/schema';
import type { KeyringDatabase, StoreFault } from '$part/store';
import { Door } from '../clinic/door';
import { DOOR } from '../clinic/door-record';
import type { ClinicTools } from '../clinic/page';

/**
 * This tablet counts as another device from now on: it goes on from an older state, and what it wrote since must not be
 * taken for what it writes next.
 */
export async function newDevice(
  keyringDatabase: KeyringDatabase,
  tools: ClinicTools
): Promise<Result<DeviceId, StoreFault>> {
  const door = await Door.open(keyringDatabase, tools);
  if (!door.ok) return door;
  const stored = await keyringDatabase.loadFailures();
  if (!stored.ok) return stored;
  const read = stored.value === undefined ? undefined : readRecord(DOOR, stored.value as Versioned);
  const device = crypto.randomUUID() as string as DeviceId;
  const record = { ...(read?.ok ? read.value : door.value.record), device };
  const saved = await keyringDatabase.saveFailures(versioned(DOOR, record) as unknown as Json);
  return saved.ok ? ok(device) : saved;
}
