import { canonicalJson, err, type Json, ok, type Result } from '$part/kernel';
import type { Bytes, Row } from './backup-row';

const LENGTH_BYTES = 4;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** What of a row is no bytes, and the names and lengths of what is. */
type Head = readonly [fields: Readonly<Record<string, Json>>, bytes: readonly (readonly [string, number])[]];

/**
 * One row as bytes, equal for equal rows: length of all that follows, length of the head, head as canonical JSON, then
 * the row's byte fields in the order of the head. Lengths are 32 bits, big end first.
 */
export function encodeRow(row: Row): Bytes {
  const fields: Record<string, Json> = {};
  const names: [string, number][] = [];
  const contents: Bytes[] = [];
  for (const name of Object.keys(row).sort()) {
    const value = row[name];
    if (value instanceof Uint8Array) {
      names.push([name, value.length]);
      contents.push(value as Bytes);
    } else if (value !== undefined) fields[name] = value as Json;
  }
  const head = encoder.encode(canonicalJson([fields, names]));
  const length = contents.reduce((sum, { length: each }) => sum + each, LENGTH_BYTES + head.length);
  const whole = new Uint8Array(LENGTH_BYTES + length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, length);
  view.setUint32(LENGTH_BYTES, head.length);
  whole.set(head, 2 * LENGTH_BYTES);
  let at = 2 * LENGTH_BYTES + head.length;
  for (const content of contents) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}

/** All rows of a part. Byte fields are copies: a view would keep the whole part alive, and IndexedDB would store it. */
export function decodeRows(part: Bytes): Result<readonly Row[], 'malformed'> {
  const rows: Row[] = [];
  const view = new DataView(part.buffer, part.byteOffset, part.length);
  let at = 0;
  while (at < part.length) {
    if (at + 2 * LENGTH_BYTES > part.length) return err('malformed');
    const end = at + LENGTH_BYTES + view.getUint32(at);
    const headEnd = at + 2 * LENGTH_BYTES + view.getUint32(at + LENGTH_BYTES);
    if (end > part.length || headEnd > end) return err('malformed');
    const row = decodeRow(part.subarray(at + 2 * LENGTH_BYTES, headEnd), part.subarray(headEnd, end));
    if (!row) return err('malformed');
    rows.push(row);
    at = end;
  }
  return ok(rows);
}

function decodeRow(headBytes: Bytes, contents: Bytes): Row | undefined {
  const head = parseHead(headBytes);
  if (!head) return undefined;
  const row: Record<string, Json | Bytes> = { ...head[0] };
  let at = 0;
  for (const [name, length] of head[1]) {
    if (at + length > contents.length) return undefined;
    row[name] = contents.slice(at, at + length);
    at += length;
  }
  return at === contents.length ? row : undefined;
}

function parseHead(bytes: Bytes): Head | undefined {
  let head: unknown;
  try {
    head = JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined; // no text, or no JSON
  }
  if (!Array.isArray(head) || head.length !== 2) return undefined;
  const [fields, names] = head as unknown[];
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined;
  if (!Array.isArray(names) || !names.every(isByteField)) return undefined;
  return head as unknown as Head;
}

const isByteField = (item: unknown): item is [string, number] =>
  Array.isArray(item) &&
  item.length === 2 &&
  typeof item[0] === 'string' &&
  Number.isSafeInteger(item[1]) &&
  (item[1] as number) >= 0;

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

/** Equal in every field, bytes compared as bytes. */
export function equalRows(a: Row, b: Row): boolean {
  const names = Object.keys(a).filter((name) => a[name] !== undefined);
  if (names.length !== Object.keys(b).filter((name) => b[name] !== undefined).length) return false;
  return names.every((name) => {
    const [left, right] = [a[name], b[name]];
    if (left instanceof Uint8Array) return right instanceof Uint8Array && equalBytes(left, right);
    if (right === undefined || right instanceof Uint8Array) return false;
    return left === right || canonicalJson(left as Json) === canonicalJson(right as Json);
  });
}
