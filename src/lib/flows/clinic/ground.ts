import { err, ok, type Json, type Result } from '$part/kernel';
import { parseKeyring, type Keyring } from '$part/security';
import {
  Database,
  KeyringDatabase,
  lookAround,
  type LostConnection,
  type OpenFault,
  type Session
} from '$part/store';
import { Door } from './door';
import type { ClinicTools } from './page';
import { trouble, troubleOfExistence, troubleOfFault, troubleOfOpening, type Trouble } from './trouble';

/** The databases under a clinic, as far as they could be opened. */
export interface Ground {
  readonly keyringDatabase: KeyringDatabase;
  readonly database: Database;
  readonly door: Door;
}

/** What lies under the clinic, as far as it is open: for a restore that runs without a session or beside it. */
export interface Under {
  readonly tools: ClinicTools;
  readonly ground: Ground | undefined;
  readonly session: Session | undefined;
}

/** What a start finds, with what it opened. */
export type Start =
  | { readonly tag: 'first-start'; readonly ground: Ground }
  | { readonly tag: 'clinic'; readonly ground: Ground; readonly keyring: Keyring }
  /** `ground` where starting anew is possible. */
  | {
      readonly tag: 'trouble';
      readonly trouble: Trouble;
      readonly ground?: Ground;
      readonly blocked?: Blocked;
    };

/** An opening that another tab holds up. */
export interface Blocked {
  /** Settles once the other tab lets go. */
  readonly until: Promise<unknown>;
  /** Gives the opening up. */
  readonly end: () => void;
}

const inTrouble = (found: Trouble) => ({ tag: 'trouble' as const, trouble: found });

/** Looks and opens; makes nothing but the empty database of the keyring. */
export async function startHere(tools: ClinicTools, lost: (lost: LostConnection) => void): Promise<Start> {
  const keyringDatabase = new KeyringDatabase(tools.platform);
  const database = new Database(tools.platform);
  const start = await look(tools, keyringDatabase, database, lost);
  const isOver = start.tag === 'trouble' && !start.ground && !start.blocked;
  if (isOver) endAll({ keyringDatabase, database });
  return start;
}

export function endAll({ keyringDatabase, database }: Pick<Ground, 'keyringDatabase' | 'database'>): void {
  keyringDatabase.end();
  database.end();
}

async function look(
  tools: ClinicTools,
  keyringDatabase: KeyringDatabase,
  database: Database,
  lost: (lost: LostConnection) => void
): Promise<Start> {
  const afterOpening = (fault: OpenFault): Start =>
    fault.tag === 'blocked'
      ? {
          ...inTrouble(trouble('blocked')),
          blocked: { until: fault.until, end: () => endAll({ keyringDatabase, database }) }
        }
      : inTrouble(troubleOfOpening(fault));
  const opened = await keyringDatabase.start(true, lost);
  const isWiped = !opened.ok && opened.error.tag === 'data-lost';
  if (!opened.ok && !isWiped) return afterOpening(opened.error);
  const found = await existenceHere(tools, isWiped ? 'wiped' : keyringDatabase);
  if (!found.ok) return inTrouble(found.error);
  const lostHere = troubleOfExistence(found.value);
  if (lostHere && (isWiped || found.value !== 'evicted')) return inTrouble(lostHere);
  if (isWiped) return inTrouble(trouble('data-lost'));
  const door = await Door.open(keyringDatabase, tools);
  if (!door.ok) return inTrouble(troubleOfFault(door.error));
  const ground = { keyringDatabase, database, door: door.value };
  if (lostHere) return { tag: 'trouble', trouble: lostHere, ground };
  if (found.value === 'first-start') return { tag: 'first-start', ground };
  const records = await database.start(false, lost);
  if (!records.ok) return afterOpening(records.error);
  const keyring = await loadKeyring(keyringDatabase);
  return keyring.ok ? { tag: 'clinic', ground, keyring: keyring.value } : inTrouble(keyring.error);
}

async function existenceHere(tools: ClinicTools, keyring: KeyringDatabase | 'wiped') {
  try {
    const found = await lookAround(tools.platform, keyring, tools.markers);
    return found.ok ? found : err(troubleOfFault(found.error));
  } catch (fault) {
    // The browser would not even open the database to be looked at.
    if (fault instanceof DOMException) return err(trouble('broken'));
    throw fault;
  }
}

/** The keyring as another tab may have left it. */
export async function loadKeyring(database: KeyringDatabase): Promise<Result<Keyring, Trouble>> {
  const stored = await database.loadKeyring();
  if (!stored.ok) return err(troubleOfFault(stored.error));
  const keyring = parseKeyring(stored.value);
  if (keyring.ok) return ok(keyring.value);
  return err(trouble(keyring.error.tag === 'newer' ? 'newer' : 'keyring-lost'));
}

export const saveKeyring = ({ keyringDatabase }: Pick<Ground, 'keyringDatabase'>, keyring: Keyring) =>
  keyringDatabase.saveKeyring(keyring as unknown as Json);
