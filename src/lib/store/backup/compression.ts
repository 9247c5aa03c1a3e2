import type { Bytes } from './backup-row';

/**
 * Sealed rows are noise to gzip, and their keys alone shrink a part by a tenth, for three times the time: it is spent
 * only where a piece from the start of a part shrinks by a quarter.
 */
const SAMPLE_BYTES = 65_536;
const WORTH = 0.75;

async function through(bytes: Bytes, transform: CompressionStream | DecompressionStream): Promise<Bytes> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(transform)).arrayBuffer());
}

const gzip = (bytes: Bytes) => through(bytes, new CompressionStream('gzip'));

/** The part compressed, or as it is where that would not help. */
export async function compressed(part: Bytes): Promise<{ readonly bytes: Bytes; readonly gzip: boolean }> {
  const sample = part.slice(0, SAMPLE_BYTES);
  const trial = await gzip(sample);
  if (trial.length >= sample.length * WORTH) return { bytes: part, gzip: false };
  return { bytes: part.length <= SAMPLE_BYTES ? trial : await gzip(part), gzip: true };
}

/** Undefined where it is no gzip or of another length. Only ever given bytes that were authenticated or are our own. */
export async function decompressed(bytes: Bytes, rawBytes: number): Promise<Bytes | undefined> {
  try {
    const raw = await through(bytes, new DecompressionStream('gzip'));
    return raw.length === rawBytes ? raw : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined; // what DecompressionStream says of spoilt data
    throw error;
  }
}
