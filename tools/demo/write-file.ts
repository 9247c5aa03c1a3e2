import type { Json } from '$part/kernel';
import { BackupDatabase, DexieRows, writeBackup, type WrittenBackup } from '$part/store/backup';
import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { administrator, type DemoClinic, must } from './demo-clinic';

/** The clinic as an encrypted backup, which the app restores on an empty tablet. */
export async function writeDemo(
  { keyring, platform, database, keyringDatabase, device, desks }: DemoClinic,
  now: number,
  sink: WritableStream<Uint8Array<ArrayBuffer>>
): Promise<WrittenBackup> {
  const backup = new BackupDatabase(platform);
  must(await backup.start(true, () => undefined));
  const { store, session } = administrator({ desks });
  must(await store.audit.record({ action: 'export', reason: 'backup 1' }));
  const header = {
    clinic: keyring.clinic.id,
    generation: 1,
    madeAt: new Date(now).toISOString(),
    device,
    build: 'demo',
    keyring: keyring as unknown as Json
  };
  return must(
    await writeBackup(new DexieRows(database, backup, keyringDatabase), sink, { header, key: session.key })
  );
}

export const fileSink = (path: string): WritableStream<Uint8Array<ArrayBuffer>> =>
  Writable.toWeb(createWriteStream(path)) as WritableStream<Uint8Array<ArrayBuffer>>;
