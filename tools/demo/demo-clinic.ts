import { headOfTries, NO_FAILED_UNLOCKS, addUser, createClinic, openSession } from '$part/security';
import type { Keyring, KeyTools, Role, Unlocked } from '$part/security';
import { unlockReason } from '$part/flows/clinic/unlock-lines';
import type { Clock, Json, Kdf, Result } from '$part/kernel';
import type { DeviceId } from '$part/schema';
import { Database, KeyringDatabase, LogicalClock, type Platform, type Session, Store } from '$part/store';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { argon2id } from 'hash-wasm';

export const CLINIC_NAME = '柳林示范卫生院';
export const PASSPHRASE = '柳林河边三棵柿子树';
const PEOPLE: readonly { readonly name: string; readonly roles: readonly Role[] }[] = [
  { name: '陈建国', roles: ['administrator', 'doctor'] },
  { name: '周敏', roles: ['doctor'] }
];

/** A clinic in memory, with somebody at each desk. */
export interface DemoClinic {
  readonly keyring: Keyring;
  readonly recoveryKey: string;
  readonly desks: readonly Desk[];
  readonly database: Database;
  readonly keyringDatabase: KeyringDatabase;
  readonly platform: Platform;
  readonly device: DeviceId;
}

export interface Desk {
  readonly unlocked: Unlocked;
  readonly session: Session;
  readonly store: Store;
}

const kdf: Kdf = ({ secret, salt, memoryKiB, iterations, parallelism }) =>
  argon2id({
    password: secret,
    salt,
    memorySize: memoryKiB,
    iterations,
    parallelism,
    hashLength: 32,
    outputType: 'binary'
  });

/** The value of something that cannot fail here. */
export function must<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Made as at a first start, and a second doctor added. */
export async function makeClinic(clock: Clock, cost?: KeyTools['cost']): Promise<DemoClinic> {
  const tools: KeyTools = { kdf, clock, ...(cost ? { cost } : {}) };
  const [first, ...others] = PEOPLE;
  if (!first) throw new Error('a clinic has somebody');
  const made = must(
    await createClinic({ name: CLINIC_NAME, first: { name: first.name, passphrase: PASSPHRASE } }, tools)
  );
  let { keyring } = made;
  const people = [made.session];
  for (const { name, roles } of others) {
    const added = must(await addUser(keyring, made.session, { name, roles, passphrase: PASSPHRASE }, tools));
    keyring = added.keyring;
    const user = keyring.users.find((one) => one.name === name);
    if (user) people.push(must(await openSession(keyring, made.session.key, user.id)));
  }
  const platform: Platform = { factory: new IDBFactory(), keyRange: IDBKeyRange };
  const database = new Database(platform);
  const keyringDatabase = new KeyringDatabase(platform);
  for (const each of [database, keyringDatabase]) must(await each.start(true, () => undefined));
  must(await keyringDatabase.saveKeyring(keyring as unknown as Json));
  const device = crypto.randomUUID() as string as DeviceId;
  const desks = people.map((unlocked) => deskOf({ database, keyringDatabase, device, clock }, unlocked));
  const clinic = {
    keyring,
    recoveryKey: made.recoveryKey,
    desks,
    database,
    keyringDatabase,
    platform,
    device
  };
  const line = { action: 'create', table: 'keyring', id: keyring.clinic.id } as const;
  must(await administrator(clinic).store.audit.record(line));
  return clinic;
}

export function administrator({ desks: [first] }: Pick<DemoClinic, 'desks'>): Desk {
  if (!first) throw new Error('a clinic has somebody');
  return first;
}

function deskOf(
  {
    database,
    keyringDatabase,
    device,
    clock
  }: Pick<DemoClinic, 'database' | 'keyringDatabase' | 'device'> & { readonly clock: Clock },
  unlocked: Unlocked
): Desk {
  const session: Session = {
    database,
    keyring: keyringDatabase,
    reserve: { hold: () => Promise.resolve(true), free: () => Promise.resolve(false) },
    key: unlocked.key,
    clock: new LogicalClock(keyringDatabase),
    now: clock,
    author: unlocked.user.id,
    device
  };
  return { unlocked, session, store: new Store(session) };
}

/** In the morning everybody unlocks. */
export async function unlockAll({ desks }: DemoClinic): Promise<void> {
  const reason = unlockReason('passphrase', headOfTries(NO_FAILED_UNLOCKS));
  for (const { store } of desks) must(await store.audit.record({ action: 'unlock', reason }));
}
