import { err, ok, type Result } from '$part/kernel';
import type { OfflineFile } from './protocol';

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
 * @throws where the line breaks while the body is read
 */
export async function checkedFile(
  file: OfflineFile,
  response: Response
): Promise<Result<Response, 'damaged'>> {
  if (response.status !== 200) return err('damaged');
  const content = await response.arrayBuffer();
  const digest = await crypto.subtle.digest('SHA-256', content);
  if (btoa(String.fromCharCode(...new Uint8Array(digest))) !== file.sha256) return err('damaged');
  const headers = new Headers(response.headers);
  for (const name of OF_THE_LINE) headers.delete(name);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  return ok(new Response(content, { status: 200, headers }));
}
