import * as v from 'valibot';
import { instant } from './calendar-day';
import type { Frozen } from './frozen';
import { type DeviceId, type UserId, count, randomId, sha256, version } from './ids';
import type { RecordKind } from './record';
import { TABLES } from './tables';
import { line } from './texts';

export const AUDIT_ACTIONS = [
  'view',
  'create',
  'change',
  'export',
  'print',
  'unlock',
  'unlock-failed',
  'lock',
  'override',
  'merge',
  'restore',
  'import',
  'user'
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Whoever gets a passphrase wrong, or comes in by the recovery key, need not have said who he is. */
const MAY_BE_NOBODY: readonly AuditAction[] = ['unlock', 'unlock-failed'];

const validator = v.pipe(
  v.strictObject({
    at: instant,
    clock: count,
    user: v.exactOptional(randomId<UserId>()),
    device: randomId<DeviceId>(),
    action: v.picklist(AUDIT_ACTIONS),
    table: v.exactOptional(v.picklist([...TABLES, 'keyring'])),
    /** A row's id, or that of a user or setting. */
    id: v.exactOptional(line(80)),
    version: v.exactOptional(version),
    /** SHA-256 of the sealed bytes that were written. */
    payloadHash: v.exactOptional(sha256),
    reason: v.exactOptional(line(500))
  }),
  v.forward(
    v.check(
      ({ user, action }) => user !== undefined || MAY_BE_NOBODY.includes(action),
      'expected who did it'
    ),
    ['user']
  )
);
/** One thing that somebody did: who, when, where, what. */
export type AuditLine = Frozen<v.InferOutput<typeof validator>>;

export const AUDIT_LINE: RecordKind<AuditLine> = {
  name: 'audit-line',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: {
    at: '2026-03-09T01:42:17.250Z',
    clock: 413,
    user: '5f0f4a86-1c0e-4d35-9d0c-2c1f6f1f0a01' as UserId,
    device: '0d6f2b1e-9a54-4b6f-8a1c-7f3f9c2e5b02' as DeviceId,
    action: 'change',
    table: 'patients',
    id: '9b2d7c3a-4e5f-4a61-8b72-1d3c5e7f9a03',
    version: 2,
    payloadHash: 'a3f1c2d4e5b60718293a4b5c6d7e8f900112233445566778899aabbccddeeff0',
    reason: '更正电话'
  }
};
