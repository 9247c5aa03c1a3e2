import type { Clock } from '$part/kernel';
import type { DeviceId, UserId } from '$part/schema';
import type { ClinicKey } from '$part/security/clinic-key';
import type { Database } from './database';
import type { KeyringDatabase } from './keyring-database';
import type { LogicalClock } from './logical-clock';
import type { Reserve } from './quota';

/** One unlocked session: who writes, with which key, where. Dropped whole at lock. */
export interface Session {
  readonly database: Database;
  readonly keyring: Pick<KeyringDatabase, 'keepAuditHead'>;
  readonly reserve: Reserve;
  readonly key: ClinicKey;
  readonly clock: LogicalClock;
  readonly now: Clock;
  readonly author: UserId;
  readonly device: DeviceId;
}
