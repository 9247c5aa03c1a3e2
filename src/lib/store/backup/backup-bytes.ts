import { err, ok, type Result } from '$part/kernel';
import type { Bytes } from './backup-row';

/** The bytes of a backup, read piece by piece. */
export interface BackupBytes {
  readonly size: number;
  /** @throws where the device cannot read them */
  read(from: number, to: number): Promise<Bytes>;
}

export const blobBytes = (blob: Blob): BackupBytes => ({
  size: blob.size,
  read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer())
});

const UNREADABLE = new Set([
  'NotReadableError',
  'NotFoundError',
  'NotAllowedError',
  'SecurityError',
  'AbortError'
]);

/** A piece of the right length, or why not: the stick was pulled out, the file was cut meanwhile. */
export async function readPiece(
  bytes: BackupBytes,
  from: number,
  to: number
): Promise<Result<Bytes, 'unreadable' | 'cut'>> {
  try {
    const piece = await bytes.read(from, to);
    return piece.length === to - from ? ok(piece) : err('cut');
  } catch (error) {
    if (error instanceof Error && UNREADABLE.has(error.name)) return err('unreadable');
    throw error;
  }
}
