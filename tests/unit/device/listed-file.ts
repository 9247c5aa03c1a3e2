import { createHash } from 'node:crypto';
import type { OfflineFile, OfflinePiece } from '../../../src/lib/device/protocol';

/** A piece as the build would list it; half of its bytes travel. */
export function listedPiece(url: string, content: string): OfflinePiece {
  const bytes = Buffer.from(content);
  return {
    url,
    sha256: createHash('sha256').update(bytes).digest('base64'),
    bytes: Math.ceil(bytes.length / 2),
    rawBytes: bytes.length
  };
}

export function listedFile(url: string, content: string, parts?: readonly string[]): OfflineFile {
  return {
    ...listedPiece(url, content),
    revision: null,
    ...(parts ? { parts: parts.map((part, index) => listedPiece(`${url}.${index}`, part)) } : {})
  };
}
