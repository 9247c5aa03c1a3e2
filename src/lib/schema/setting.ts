import * as v from 'valibot';
import type { Frozen } from './frozen';
import type { RecordKind } from './record';

const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));

/** One setting of the clinic, by its id; a row each, so that two of them never conflict. */
const validator = v.variant('id', [
  v.strictObject({ id: v.literal('language'), value: v.picklist(['zh', 'en']) }),
  v.strictObject({ id: v.literal('theme'), value: v.picklist(['system', 'light', 'dark']) }),
  /** Idle minutes until the screen locks. */
  v.strictObject({ id: v.literal('auto-lock'), minutes: whole(1, 10) }),
  /** Base rates that a list starts from. */
  v.strictObject({ id: v.literal('prior'), value: v.picklist(['clinic', 'flat']) }),
  /** A backup is due after so many days with changes, or so many changes. */
  v.strictObject({ id: v.literal('backup-reminder'), days: whole(1, 30), changes: whole(1, 10_000) })
]);
export type Setting = Frozen<v.InferOutput<typeof validator>>;
export type SettingId = Setting['id'];

export const SETTING: RecordKind<Setting> = {
  name: 'setting',
  scope: 'record',
  version: 1,
  validator,
  migrations: [],
  example: { id: 'auto-lock', minutes: 2 }
};
