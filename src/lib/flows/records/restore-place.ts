import { err, ok, type Result } from '$part/kernel';
import type { DeviceId } from '$part/schema';
import { type Keyring, NotSealedHere, parseKeyring } from '$part/security';
import {
  Database,
  KeyringDatabase,
  LogicalClock,
  type OpenFault,
  type Session,
  Store,
  type StoreFault
} from '$part/store';
import { BACKUP_TABLES } from '$part/store/backup';
import type { ClinicTools } from '../clinic/page';
import { type Archive, openArchive } from './archive';
import type { ProvenKey } from './backup-in-hand';
import { countRows } from './count-rows';

/** Where a backup is restored to: an open clinic, or a tablet on which nobody is in. */
export interface RestorePlace {
  readonly session: Session;
  readonly store: Store;
  readonly archive: Archive;
  readonly keyringDatabase: KeyringDatabase;
  /** Nothing at all is here. */
  readonly isEmpty: boolean;
  /** The tablet's own, where there is one that can be read. */
  readonly keyring: Keyring | undefined;
  readonly end: () => void;
}

export type PlaceFault = OpenFault | StoreFault | { readonly tag: 'foreign' };

/** The tablet's databases without anybody in; made where they are not there. */
export interface EmptyHands {
  readonly keyringDatabase: KeyringDatabase;
  readonly database: Database;
  readonly keyring: Keyring | undefined;
  readonly end: () => void;
}

export async function openHands({ platform }: ClinicTools): Promise<Result<EmptyHands, PlaceFault>> {
  const keyringDatabase = new KeyringDatabase(platform);
  const database = new Database(platform);
  const end = () => {
    keyringDatabase.end();
    database.end();
  };
  for (const each of [keyringDatabase, database]) {
    const opened = await startAnew(each);
    if (opened.ok) continue;
    end();
    return opened;
  }
  const stored = await keyringDatabase.loadKeyring();
  if (!stored.ok) {
    end();
    return stored;
  }
  const parsed = parseKeyring(stored.value);
  return ok({ keyringDatabase, database, keyring: parsed.ok ? parsed.value : undefined, end });
}

/** What the browser wiped as corrupt is refused once, so that it is not taken for a first start, and made anew then. */
async function startAnew(database: KeyringDatabase | Database): Promise<Result<undefined, OpenFault>> {
  const opened = await database.start(true, () => undefined);
  return !opened.ok && opened.error.tag === 'data-lost' ? database.start(true, () => undefined) : opened;
}

/** For whoever has shown the key; 'foreign' where the records here are of another clinic. */
export async function placeWithoutSession(
  { keyringDatabase, database, keyring, end }: EmptyHands,
  { key, user }: ProvenKey,
  device: DeviceId,
  { platform, reserve, clock }: ClinicTools
): Promise<Result<RestorePlace, PlaceFault>> {
  const archive = await openArchive(platform, { database, keyringDatabase });
  if (!archive.ok) return archive;
  const session: Session = {
    database,
    keyring: keyringDatabase,
    reserve,
    key,
    clock: new LogicalClock(keyringDatabase),
    now: clock,
    author: user.id,
    device
  };
  const endAll = () => {
    archive.value.end();
    end();
  };
  const isEmpty = await isEmptyHere(archive.value);
  const isOurs = isEmpty.ok && (isEmpty.value || (await opensHere(session)));
  if (!isEmpty.ok || !isOurs) {
    archive.value.end();
    return isEmpty.ok ? err({ tag: 'foreign' }) : isEmpty;
  }
  const store = new Store(session);
  return ok({
    session,
    store,
    archive: archive.value,
    keyringDatabase,
    isEmpty: isEmpty.value,
    keyring,
    end: endAll
  });
}

export async function isEmptyHere(archive: Archive): Promise<Result<boolean, StoreFault>> {
  const own = BACKUP_TABLES.filter((table) => table !== 'conflicts' && table !== 'branches');
  const rows = await countRows(archive.rows, own);
  return rows.ok ? ok(rows.value === 0) : rows;
}

/** Whether the last line of the audit here was sealed with this key. */
async function opensHere({ database, key }: Session): Promise<boolean> {
  const last = await database.audit.orderBy('seq').last();
  if (!last) return false;
  try {
    await key.open({ table: 'audit', id: last.id, version: 1 }, last.sealed);
    return true;
  } catch (error) {
    if (error instanceof NotSealedHere) return false;
    throw error;
  }
}
