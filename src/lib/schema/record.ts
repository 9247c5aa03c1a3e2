import type { Result } from '$part/kernel';
import { err, ok } from '$part/kernel';
import * as v from 'valibot';

/** Where values of a kind live: on disk, in one unlocked session, or only between peers now. */
export type Scope = 'record' | 'session' | 'presence';

/** Brings a value of version `to - 1` to version `to`. Append-only: a migration that shipped is never changed. */
export interface Migration {
  readonly to: number;
  readonly up: (value: unknown) => unknown;
}

/** One kind of stored record: everything there is to know of its shape, in the file that bears its name. */
export interface RecordKind<T> {
  readonly name: string;
  readonly scope: Scope;
  /** Version that this build writes; 1 without migrations. */
  readonly version: number;
  readonly validator: v.GenericSchema<unknown, T>;
  /** Every step from 2 to `version`, in order. */
  readonly migrations: readonly Migration[];
  readonly example: T;
}

export type RecordFault =
  /** Written by a newer build: shown read-only, never changed. */
  | { readonly tag: 'newer'; readonly found: number; readonly known: number }
  /** Not of its kind; the field is named, its content is not. */
  | { readonly tag: 'invalid'; readonly field: string };

/** A value as it is sealed: its version beside it. */
export interface Versioned {
  readonly version: number;
  readonly value: unknown;
}

export const versioned = <T>(kind: RecordKind<T>, value: T): Versioned => ({ version: kind.version, value });

/** Reads a stored value of any version this build or an older one wrote. */
export function readRecord<T>(kind: RecordKind<T>, stored: Versioned): Result<T, RecordFault> {
  if (!Number.isSafeInteger(stored.version) || stored.version < 1)
    return err({ tag: 'invalid', field: 'version' });
  if (stored.version > kind.version) return err({ tag: 'newer', found: stored.version, known: kind.version });
  const value = kind.migrations
    .filter(({ to }) => to > stored.version)
    .reduce<unknown>((old, { up }) => up(old), stored.value);
  const parsed = v.safeParse(kind.validator, value);
  if (parsed.success) return ok(parsed.output);
  return err({ tag: 'invalid', field: v.getDotPath(parsed.issues[0]) ?? kind.name });
}
