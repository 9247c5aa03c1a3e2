export const MAX_URL_LENGTH = 2_048;

export type RequestPath =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly status: 400 | 414 };

/**
 * The decoded path of a request's target, without its query. Control characters, backslashes,
 * broken escapes, dot segments and absolute targets are refused.
 */
export function requestPath(target: string): RequestPath {
  if (target.length > MAX_URL_LENGTH) return { ok: false, status: 414 };
  const raw = target.split(/[?#]/, 1)[0] ?? '';
  const path = decoded(raw);
  if (path === undefined || !path.startsWith('/') || hasForbidden(path)) return { ok: false, status: 400 };
  if (path.split('/').some((segment) => segment === '..' || segment === '.'))
    return { ok: false, status: 400 };
  return { ok: true, path };
}

function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined; // a broken escape, such as %zz
  }
}

function hasForbidden(path: string): boolean {
  return [...path].some((character) => character < ' ' || character === '\u007f' || character === '\\');
}
