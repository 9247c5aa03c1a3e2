import type { Json } from '$part/kernel';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A row as it stands in its table: keys and opaque indexes beside the sealed payload. */
export type Row = Readonly<Record<string, Json | Bytes>>;

export type RowKey = string | number | readonly [string, number];
