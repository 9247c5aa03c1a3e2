import type { Json } from '$part/kernel';
import * as v from 'valibot';
import type { Bytes } from './backup-row';

/**
 * A backup file, format 1. Numbers are 32 bits, big end first; texts are canonical JSON in UTF-8.
 *
 *     'TONGZHEN'  format  header length   16 bytes
 *     header                              whose, which, when; the keyring, so that a passphrase opens it anywhere
 *     parts, back to back                 rows of one table each, about 4 MB (row-codec.ts), gzip where it helps
 *     manifest                            what the parts are, and the SHA-256 of the header and of every part
 *     MAC                                 32 bytes: HMAC-SHA-256 of the manifest under the clinic's key
 *     manifest length  'NEHZGNOT'         12 bytes
 *
 * Counts and hashes stand behind the parts and not in the header, so that a store of any size is written in one go,
 * never twice and never from memory. The MAC covers the manifest and through it every byte before. Rows travel as they
 * stand in their tables, sealed.
 */
export const FORMAT = 1;
export const MAGIC = 'TONGZHEN';
export const END_MAGIC = 'NEHZGNOT';
export const START_BYTES = 16;
export const MAC_BYTES = 32;
export const END_BYTES = 12;
export const PART_BYTES = 4 * 1024 * 1024;

/** Far above what is written; a file that claims more is not read into memory. */
export const MOST_TEXT_BYTES = 8 * 1024 * 1024;
export const MOST_PART_BYTES = 256 * 1024 * 1024;

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shortText = v.pipe(v.string(), v.maxLength(200));

const headerValidator = v.object({
  clinic: shortText,
  /** Counts up with every backup of the clinic. */
  generation: count,
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  device: shortText,
  /** The build that wrote it. */
  build: shortText,
  /** A copy of the keyring; its form is security's own. */
  keyring: v.unknown()
});

const partValidator = v.object({
  table: shortText,
  rows: count,
  bytes: v.pipe(count, v.maxValue(MOST_PART_BYTES)),
  rawBytes: v.pipe(count, v.maxValue(MOST_PART_BYTES)),
  gzip: v.boolean(),
  /** Of the part as it stands in the file. */
  sha256: digest,
  /** Of its rows before compression. */
  rawSha256: digest
});

const manifestValidator = v.object({
  headerSha256: digest,
  tables: v.array(v.object({ name: shortText, rows: count, sha256: digest })),
  parts: v.array(partValidator),
  audit: v.object({ count, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]*$/)) })
});

export interface BackupHeader extends v.InferOutput<typeof headerValidator> {
  readonly keyring: Json;
}
export type BackupPart = Readonly<v.InferOutput<typeof partValidator>>;
export type BackupManifest = Readonly<v.InferOutput<typeof manifestValidator>>;

const decoder = new TextDecoder('utf-8', { fatal: true });

function parsed<T>(validator: v.GenericSchema<unknown, T>, bytes: Bytes): T | undefined {
  try {
    const result = v.safeParse(validator, JSON.parse(decoder.decode(bytes)));
    return result.success ? result.output : undefined;
  } catch {
    return undefined; // no text, or no JSON
  }
}

export const parseHeader = (bytes: Bytes): BackupHeader | undefined => {
  const header = parsed(headerValidator, bytes);
  return header && { ...header, keyring: header.keyring as Json };
};
export const parseManifest = (bytes: Bytes): BackupManifest | undefined => parsed(manifestValidator, bytes);
