import { err, ok, type Result } from '$part/kernel';

export type CodeEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const MARKS: readonly (readonly [readonly number[], CodeEncoding])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8']
];

/** Far above the largest edition in use (1.3 MB). */
export const MOST_BYTES = 40_000_000;

/**
 * The text of a table as spreadsheets save it: by its mark where it has one, else UTF-8 where every byte of it is, else
 * GB18030, which Chinese Excel writes.
 */
export async function codeText(
  file: Blob
): Promise<Result<{ readonly text: string; readonly encoding: CodeEncoding }, 'too-large' | 'unreadable'>> {
  if (file.size > MOST_BYTES) return err('too-large');
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) return err('unreadable'); // moved or changed since it was chosen
    throw error;
  }
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  const encoding = marked ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
  return ok({ text: new TextDecoder(encoding).decode(bytes), encoding });
}

function isUtf8(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
