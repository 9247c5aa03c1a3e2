import { err, ok, type Result } from '$part/kernel';
import type { OfflinePiece } from './protocol';

/** Gone once the browser has decompressed the body; kept, they would describe other bytes. */
const OF_THE_LINE = ['content-encoding', 'content-length', 'transfer-encoding', 'vary', 'accept-ranges'];
/** Stored with each file, so that the page stays isolated (and threads work) also without the hub. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin'
};

/**
 * The response to store for a file of the build: the very bytes that the build listed, or an error.
 * A sign-in page of a public network, a proxy's change or half a file never gets into the app.
 *
 * @param onBytes told of each chunk as it arrives, in bytes after decompression
 * @throws where the line breaks while the body is read
 */
export async function checkedFile(
  file: OfflinePiece,
  response: Response,
  onBytes?: (count: number) => void
): Promise<Result<Response, 'damaged'>> {
  if (response.status !== 200) {
    await response.body?.cancel();
    return err('damaged');
  }
  const content = await bodyOf(file, response, onBytes);
  if (!content || (await sha256(content)) !== file.sha256) return err('damaged');
  const headers = new Headers(response.headers);
  for (const name of OF_THE_LINE) headers.delete(name);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  return ok(new Response(content, { status: 200, headers }));
}

/** The whole body, or undefined where it has another length than expected: never more is read than that. */
async function bodyOf(
  { rawBytes }: OfflinePiece,
  response: Response,
  onBytes?: (count: number) => void
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const content = new Uint8Array(rawBytes);
  const reader = response.body?.getReader();
  let at = 0;
  for (let step = await reader?.read(); step?.value; step = await reader?.read()) {
    if (at + step.value.length > rawBytes) {
      await reader?.cancel();
      return undefined;
    }
    content.set(step.value, at);
    at += step.value.length;
    onBytes?.(step.value.length);
  }
  return at === rawBytes ? content : undefined;
}

async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return btoa(String.fromCharCode(...digest));
}
