import { err, type Json, ok, type Result } from '$part/kernel';
import type { ChainHead } from '$part/security/audit-chain';
import type { Table } from 'dexie';
import { GuardedDatabase, type Platform, type SchemaVersion } from './guarded-database';
import { type StoreFault, storeFaultOf } from './store-fault';

export const KEYRING_DATABASE = 'tongzhen-keyring';

interface Entry {
  readonly name: 'keyring' | 'failures' | 'audit-head' | 'clinic' | 'clock';
  readonly value: unknown;
}

const KEYRING_SCHEMA: readonly SchemaVersion[] = [{ version: 1, stores: { keyring: 'name' } }];

/** What must be readable before anybody unlocks: the wrapped keys, the failed tries, and where the audit chain stood. */
export class KeyringDatabase extends GuardedDatabase {
  declare readonly keyring: Table<Entry, string>;

  constructor(platform: Platform, schema: readonly SchemaVersion[] = KEYRING_SCHEMA) {
    super(KEYRING_DATABASE, schema, platform);
  }

  /** Undefined where no clinic was made here. */
  loadKeyring(): Promise<Result<unknown, StoreFault>> {
    return this.#load('keyring');
  }

  /** The keyring and, with it, the marker that a clinic exists. */
  async saveKeyring(keyring: Json): Promise<Result<undefined, StoreFault>> {
    return this.#save({ name: 'keyring', value: keyring }, { name: 'clinic', value: true });
  }

  loadFailures(): Promise<Result<unknown, StoreFault>> {
    return this.#load('failures');
  }

  saveFailures(failures: Json): Promise<Result<undefined, StoreFault>> {
    return this.#save({ name: 'failures', value: failures });
  }

  async clinicExists(): Promise<Result<boolean, StoreFault>> {
    const found = await this.#load('clinic');
    return found.ok ? ok(found.value === true) : found;
  }

  async auditHead(): Promise<Result<ChainHead | undefined, StoreFault>> {
    const found = await this.#load('audit-head');
    return found.ok ? ok(found.value as ChainHead | undefined) : found;
  }

  /** Only forward: of two tabs the one that is behind changes nothing. */
  async keepAuditHead(head: ChainHead): Promise<Result<undefined, StoreFault>> {
    return this.#change(async () => {
      const entry = await this.keyring.get('audit-head');
      const kept = entry?.value as ChainHead | undefined;
      if (kept === undefined || kept.count < head.count)
        await this.keyring.put({ name: 'audit-head', value: head });
    });
  }

  /** After a restore the chain is another one, which may be shorter. */
  replaceAuditHead(head: ChainHead): Promise<Result<undefined, StoreFault>> {
    return this.#save({ name: 'audit-head', value: head });
  }

  /**
   * Takes `count` numbers of the clinic's logical clock that nobody else gets, now or after a restart.
   *
   * @returns the first of them, above `atLeast` and all that were given before
   */
  async reserveClock(count: number, atLeast: number): Promise<Result<number, StoreFault>> {
    let first = 0;
    const done = await this.#change(async () => {
      const taken = (await this.keyring.get('clock'))?.value;
      first = Math.max(typeof taken === 'number' ? taken : 0, atLeast) + 1;
      await this.keyring.put({ name: 'clock', value: first + count - 1 });
    });
    return done.ok ? ok(first) : done;
  }

  async #load(name: Entry['name']): Promise<Result<unknown, StoreFault>> {
    try {
      return ok((await this.keyring.get(name))?.value);
    } catch (error) {
      return err(storeFaultOf(error));
    }
  }

  #save(...entries: readonly Entry[]): Promise<Result<undefined, StoreFault>> {
    return this.#change(() => this.keyring.bulkPut(entries));
  }

  async #change(body: () => PromiseLike<unknown>): Promise<Result<undefined, StoreFault>> {
    try {
      await this.transaction('rw', this.keyring, body);
      return ok(undefined);
    } catch (error) {
      return err(storeFaultOf(error));
    }
  }
}
