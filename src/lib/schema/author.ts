import * as v from 'valibot';
import { instant } from './calendar-day';
import type { Frozen } from './frozen';
import { type DeviceId, type UserId, count, randomId } from './ids';
import type { RecordKind } from './record';

/** Who wrote a version of a record, where and when; sealed with it. */
const validator = v.strictObject({
  author: randomId<UserId>(),
  device: randomId<DeviceId>(),
  /** Logical time of the device: order never depends on the wall clock. */
  clock: count,
  at: instant
});
export type Author = Frozen<v.InferOutput<typeof validator>>;

export const AUTHOR: RecordKind<Author> = {
  name: 'author',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: {
    author: '5f0f4a86-1c0e-4d35-9d0c-2c1f6f1f0a01' as UserId,
    device: '0d6f2b1e-9a54-4b6f-8a1c-7f3f9c2e5b02' as DeviceId,
    clock: 412,
    at: '2026-03-09T01:30:00.000Z'
  }
};
