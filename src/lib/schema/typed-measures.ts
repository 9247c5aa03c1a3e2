import * as v from 'valibot';
import { count, packId } from './ids';

/** Far more than a screen has room for; whatever was typed is kept, sense or not. */
export const typedText = v.pipe(v.string(), v.maxLength(1_000));
const MOST_MEASURES = 200;
const KEYS_OF_OBJECTS = ['__proto__', 'prototype', 'constructor'];

/** valibot's `record` leaves these keys out in silence, and takes an array for an object. */
const isTable = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length <= MOST_MEASURES && !keys.some((key) => KEYS_OF_OBJECTS.includes(key));
};

/** Numbers as they were typed, by measure id, each with the logical time of its entry. */
export const typedMeasures = v.pipe(
  v.custom<Record<string, unknown>>(isTable, 'expected a table by measure'),
  v.record(packId, v.strictObject({ text: typedText, at: count }))
);
