import { canonicalJson, err, type Json, ok, type Result } from '$part/kernel';
import type { ClinicKey } from '$part/security';
import { errorNames } from '../store-fault';
import {
  type BackupHeader,
  type BackupManifest,
  type BackupPart,
  END_BYTES,
  END_MAGIC,
  FORMAT,
  MAGIC,
  START_BYTES
} from './backup-format';
import type { Bytes } from './backup-row';
import type { BackupSource } from './backup-source';
import { BACKUP_TABLES } from './backup-tables';
import { type DeviceFault, faultOf } from './fault-of';
import { hex, joined, sha256 } from './hashes';
import { PartBuilder } from './part-builder';
import { equalBytes } from './row-codec';
import { digestTables } from './table-digest';

export type WriteBackupFault =
  | DeviceFault
  /** The store was written to meanwhile, so its tables would not fit together: begin again. */
  | { readonly tag: 'changed' }
  /** The file could not be written: folder gone, permission withdrawn. The name of the browser's error. */
  | { readonly tag: 'sink'; readonly name: string };

export interface WriteBackupOptions {
  readonly header: BackupHeader;
  readonly key: Pick<ClinicKey, 'authenticate'>;
  /** Told after each part, for a bar that moves. */
  readonly onPart?: (part: BackupPart) => void;
  readonly partBytes?: number;
}

export interface WrittenBackup {
  readonly bytes: number;
  readonly manifest: BackupManifest;
}

const encoder = new TextEncoder();

class SinkFailed extends Error {
  constructor(readonly inner: unknown) {
    super('the sink of a backup failed');
  }
}

/**
 * Writes a backup of all tables, one part in memory at a time, and closes the sink. Whatever fails, the sink is
 * aborted: half a backup never takes the name of a whole one.
 */
export async function writeBackup(
  source: BackupSource,
  sink: WritableStream<Bytes>,
  options: WriteBackupOptions
): Promise<Result<WrittenBackup, WriteBackupFault>> {
  const file = new FileWriter(sink.getWriter());
  try {
    const before = await source.head();
    const headerSha256 = await file.start(options.header);
    const parts: BackupPart[] = [];
    for (const table of BACKUP_TABLES) {
      const builder = new PartBuilder(table, options.partBytes);
      const flush = async () => {
        const { line, bytes } = await builder.take();
        await file.write(bytes);
        parts.push(line);
        options.onPart?.(line);
      };
      for await (const batch of source.rows(table))
        for (const row of batch) {
          builder.add(row);
          if (builder.isFull) await flush();
        }
      if (!builder.isEmpty) await flush();
    }
    const after = await source.head();
    if (before.count !== after.count || !equalBytes(before.hash, after.hash)) {
      await file.abort();
      return err({ tag: 'changed' });
    }
    const audit = { count: after.count, hash: hex(after.hash) };
    const manifest = { headerSha256, tables: await digestTables(parts), parts, audit };
    return ok({ bytes: await file.end(manifest, options.key), manifest });
  } catch (error) {
    await file.abort();
    if (!(error instanceof SinkFailed)) return err(faultOf(error));
    const names = errorNames(error.inner);
    if (names.includes('QuotaExceededError')) return err({ tag: 'full' });
    return err({ tag: 'sink', name: names.at(-1) ?? 'unknown' });
  }
}

class FileWriter {
  readonly #writer: WritableStreamDefaultWriter<Bytes>;
  #bytes = 0;

  constructor(writer: WritableStreamDefaultWriter<Bytes>) {
    this.#writer = writer;
  }

  async write(bytes: Bytes): Promise<void> {
    try {
      await this.#writer.ready;
      await this.#writer.write(bytes);
      this.#bytes += bytes.length;
    } catch (error) {
      throw new SinkFailed(error);
    }
  }

  /** @returns the header's hash */
  async start(header: BackupHeader): Promise<string> {
    const text = encoder.encode(canonicalJson({ ...header }));
    const start = new Uint8Array(START_BYTES);
    start.set(encoder.encode(MAGIC));
    new DataView(start.buffer).setUint32(8, FORMAT);
    new DataView(start.buffer).setUint32(12, text.length);
    await this.write(joined([start, text]));
    return hex(await sha256(text));
  }

  /** @returns the length of the whole file */
  async end(manifest: BackupManifest, key: WriteBackupOptions['key']): Promise<number> {
    const text = encoder.encode(canonicalJson(manifest as unknown as Json));
    const end = new Uint8Array(END_BYTES);
    new DataView(end.buffer).setUint32(0, text.length);
    end.set(encoder.encode(END_MAGIC), 4);
    await this.write(joined([text, await key.authenticate(text), end]));
    try {
      await this.#writer.close();
    } catch (error) {
      throw new SinkFailed(error);
    }
    return this.#bytes;
  }

  async abort(): Promise<void> {
    // A sink that failed is aborted already and says so by rejecting.
    await this.#writer.abort().catch(() => undefined);
  }
}
