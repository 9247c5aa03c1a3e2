import type { DeviceId, RecordKind, UserId } from '$part/schema';
import { FAILED_UNLOCKS, FAILURES, type FailedUnlocks, type Failures } from '$part/security';
import * as v from 'valibot';

export const LOCK_CAUSES = ['hand', 'idle', 'other-tab', 'left', 'fault'] as const;
export type LockCause = (typeof LOCK_CAUSES)[number];

/** A lock that is not yet in the audit: keys are dropped first, so its line is written at the next unlock. */
export type PastLock = { readonly at: string; readonly user: UserId; readonly cause: LockCause };

/** What this device keeps at its locked door, readable without a key: nothing of patients, nothing that was typed. */
export type DoorRecord = {
  /** Drawn here, never restored from a backup: of two devices with one keyring each has its own. */
  readonly device: DeviceId;
  readonly failures: Failures;
  readonly tries: FailedUnlocks;
  readonly locks: readonly PastLock[];
  readonly lastUser?: UserId;
  /** The recovery key was shown, and nobody said yet that it is on paper. */
  readonly isRecoveryKeyOpen: boolean;
};

const uuid = v.pipe(v.string(), v.uuid());
const userId = v.custom<UserId>((value) => v.is(uuid, value));

export const DOOR: RecordKind<DoorRecord> = {
  name: 'door',
  scope: 'record',
  version: 1,
  migrations: [],
  validator: v.strictObject({
    device: v.custom<DeviceId>((value) => v.is(uuid, value)),
    failures: FAILURES.validator,
    tries: FAILED_UNLOCKS.validator,
    locks: v.array(
      v.strictObject({
        at: v.pipe(v.string(), v.isoTimestamp()),
        user: userId,
        cause: v.picklist(LOCK_CAUSES)
      })
    ),
    lastUser: v.exactOptional(userId),
    isRecoveryKeyOpen: v.boolean()
  }),
  example: {
    device: '0d6f2b1e-9a54-4b6f-8a1c-7f3f9c2e5b02' as DeviceId,
    failures: FAILURES.example,
    tries: FAILED_UNLOCKS.example,
    locks: [
      {
        at: '2026-03-09T04:00:00.000Z',
        user: '5f0f4a86-1c0e-4d35-9d0c-2c1f6f1f0a01' as UserId,
        cause: 'idle'
      }
    ],
    isRecoveryKeyOpen: false
  }
};
