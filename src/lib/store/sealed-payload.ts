import { canonicalJson, err, type Json, ok, type Result } from '$part/kernel';
import { AUTHOR, type Author, readRecord, type RecordFault, type RecordKind, versioned } from '$part/schema';
import { type ClinicKey, NotSealedHere, type SealedAt } from '$part/security/clinic-key';
import * as v from 'valibot';

/** A record as it was opened: what it says, its version, and who wrote it when. */
export interface Opened<T> {
  readonly id: string;
  readonly version: number;
  readonly value: T;
  readonly by: Author;
}

const PAYLOAD = v.object({ version: v.number(), value: v.unknown(), by: AUTHOR.validator });

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Seals a value for one place: canonical JSON of its kind's version, the value and its author. A value that could not be
 * read again is not written.
 */
export async function sealValue<T>(
  key: ClinicKey,
  at: SealedAt,
  kind: RecordKind<T>,
  value: T,
  by: Author
): Promise<Result<Uint8Array<ArrayBuffer>, RecordFault>> {
  const stored = versioned(kind, value);
  const read = readRecord(kind, stored);
  if (!read.ok) return read;
  const payload = { ...stored, by } as unknown as Json;
  return ok(await key.seal(at, encoder.encode(canonicalJson(payload))));
}

/** Opens what stands in one place. */
export async function openValue<T>(
  key: ClinicKey,
  at: SealedAt,
  kind: RecordKind<T>,
  sealed: Uint8Array<ArrayBuffer>
): Promise<Result<Opened<T>, RecordFault | { readonly tag: 'damaged' }>> {
  const payload = await openPayload(key, at, sealed);
  if (!payload) return err({ tag: 'damaged' });
  const parsed = v.safeParse(PAYLOAD, payload.json);
  if (!parsed.success) return err({ tag: 'invalid', field: 'payload' });
  const { version, value, by } = parsed.output;
  const read = readRecord(kind, { version, value });
  return read.ok ? ok({ id: at.id, version: at.version, value: read.value, by }) : read;
}

async function openPayload(
  key: ClinicKey,
  at: SealedAt,
  sealed: Uint8Array<ArrayBuffer>
): Promise<{ readonly json: unknown } | undefined> {
  try {
    return { json: JSON.parse(decoder.decode(await key.open(at, sealed))) };
  } catch (error) {
    // What this key sealed is JSON; anything else that opens was not written by the app.
    if (error instanceof NotSealedHere || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}
