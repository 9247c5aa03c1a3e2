import { ok, type Result } from '$part/kernel';
import { isAuthenticKeyring } from '$part/security/keyring-mac';
import { setMarkers, type StoreFault } from '$part/store';
import {
  type BackupKey,
  generationOf,
  type OpenedBackup,
  restore,
  type RestoreFault,
  type RestoreReport,
  sessionRestore,
  undoRestore
} from '$part/store/backup';
import { saveKeyring } from '../clinic/ground';
import type { ClinicTools } from '../clinic/page';
import type { BackupInHand } from './backup-in-hand';
import { newDevice } from './new-device';
import { rebuildSearch } from './rebuild-search';
import type { RestorePlace } from './restore-place';
import type { TabLock } from './tab-lock';
import { WatchedRows } from './watched-rows';

export interface RestoreTools {
  readonly tools: ClinicTools;
  readonly locks: Pick<TabLock, 'alone'>;
  readonly build: string;
  /** Rows read or written so far. */
  readonly tell: (rows: number) => void;
}

export interface ToRestore {
  readonly place: RestorePlace;
  readonly hand: BackupInHand;
  readonly backup: OpenedBackup<BackupKey>;
  readonly how: 'merge' | 'replace';
  /** Somebody is in: the keyring that stands is theirs, and stays. */
  readonly isInside: boolean;
}

/** Restores, and brings with the records what a tablet needs to open them: the keyring, the markers, another device id. */
export async function runRestore(
  { place, hand, backup, how, isInside }: ToRestore,
  at: RestoreTools
): Promise<Result<RestoreReport, RestoreFault | StoreFault>> {
  const { session, store, archive, keyringDatabase } = place;
  const done = await restore(backup, how, {
    ...optionsOf(place, at),
    ...sessionRestore(session, () => rebuildSearch(store))
  });
  if (!done.ok) return done;
  if (!isInside) {
    const own = place.keyring;
    // The tablet's own may know newer people and passphrases, unless somebody changed it without the key.
    const keyring = own && (await isAuthenticKeyring(session.key, own)) ? own : hand.keyring;
    const saved = await saveKeyring({ keyringDatabase }, keyring);
    if (!saved.ok) return saved;
    await setMarkers(at.tools.markers);
  }
  const { generation, madeAt, rows } = generationOf(hand.name, hand.described);
  const { audit } = hand.described.manifest;
  const made = { generation, name: hand.name, madeAt, rows, bytes: hand.bytes.size, audit };
  const noted = await archive.made.add({ ...made, outcome: 'restored' });
  if (!noted.ok) return noted;
  // There is nothing to go back to but an empty tablet.
  if (place.isEmpty) await forgetWayBack(place);
  const settled = await settle(place, at.tools, isInside && how === 'replace');
  return settled.ok ? done : settled;
}

/** Back to the state before the last restore. */
export async function runUndo(
  place: RestorePlace,
  clinic: string,
  at: RestoreTools
): Promise<Result<RestoreReport, RestoreFault | StoreFault>> {
  const { session, store } = place;
  const { finish } = sessionRestore(session, () => rebuildSearch(store));
  const done = await undoRestore(session.key, clinic, { ...optionsOf(place, at), finish });
  if (!done.ok) return done;
  const settled = await settle(place, at.tools, true);
  return settled.ok ? done : settled;
}

const optionsOf = ({ archive, session }: RestorePlace, { tools, locks, build, tell }: RestoreTools) => ({
  target: new WatchedRows(archive.rows, tell),
  device: session.device,
  build,
  alone: locks.alone,
  clock: tools.clock
});

async function settle(
  { archive, keyringDatabase }: RestorePlace,
  tools: ClinicTools,
  isAnother: boolean
): Promise<Result<undefined, StoreFault>> {
  const settled = await archive.made.settle(archive.hashAt);
  if (!settled.ok || !isAnother) return settled;
  const device = await newDevice(keyringDatabase, tools);
  return device.ok ? ok(undefined) : device;
}

async function forgetWayBack({ archive: { rows } }: RestorePlace): Promise<void> {
  const { undoable, ...rest } = await rows.journal.read();
  if (!undoable) return;
  await rows.journal.write(rest);
  await rows.undo.clear(undoable.slot);
}
