import { askToPersist, roomLeft, setMarkers } from '$part/store';
import type { Marks } from './clinic-state';
import type { ClinicTools } from './page';

/** What the device says of itself; asked for persistence only where somebody can see why. */
export async function deviceMarks(
  { storage, markers, reserve }: ClinicTools,
  ask: 'ask' | 'look'
): Promise<Pick<Marks, 'mayBeEvicted' | 'isRoomTight' | 'isUnmarked'>> {
  const isPersistent = ask === 'ask' ? await askToPersist(storage) : await isPersisted(storage);
  const room = await roomLeft(storage);
  const isMarked = await setMarkers(markers);
  if (room?.isTight !== true) void reserve.hold();
  return { mayBeEvicted: !isPersistent, isRoomTight: room?.isTight === true, isUnmarked: !isMarked };
}

async function isPersisted(storage: ClinicTools['storage']): Promise<boolean> {
  try {
    return await storage.persisted();
  } catch {
    return false; // an old browser: it promises nothing
  }
}
