import type { Bytes, Row } from './backup-row';
import { type BackupPart, PART_BYTES } from './backup-format';
import type { BackupTable } from './backup-tables';
import { compressed } from './compression';
import { hex, joined, sha256 } from './hashes';
import { encodeRow } from './row-codec';

/** A part ready for the file, and its line in the manifest. */
export interface BuiltPart {
  readonly line: BackupPart;
  readonly bytes: Bytes;
}

/** Gathers the rows of one table until they make a part. */
export class PartBuilder {
  readonly #table: BackupTable;
  readonly #partBytes: number;
  #rows: Bytes[] = [];
  #size = 0;

  constructor(table: BackupTable, partBytes = PART_BYTES) {
    this.#table = table;
    this.#partBytes = partBytes;
  }

  add(row: Row): void {
    const bytes = encodeRow(row);
    this.#rows.push(bytes);
    this.#size += bytes.length;
  }

  get isFull(): boolean {
    return this.#size >= this.#partBytes;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  async take(): Promise<BuiltPart> {
    const rows = this.#rows.length;
    const raw = joined(this.#rows);
    this.#rows = [];
    this.#size = 0;
    const { bytes, gzip } = await compressed(raw);
    const rawSha256 = hex(await sha256(raw));
    const line: BackupPart = {
      table: this.#table,
      rows,
      bytes: bytes.length,
      rawBytes: raw.length,
      gzip,
      sha256: gzip ? hex(await sha256(bytes)) : rawSha256,
      rawSha256
    };
    return { line, bytes };
  }
}
