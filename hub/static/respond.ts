import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedCoding } from './accepted-coding';
import { byteRange } from './byte-range';
import { requestPath } from './request-path';
import { SECURITY_HEADERS } from './security-headers';
import { type Entry, SHELL, type Site, type Variant } from './site';

/** Addresses that belong to files: a missing one is told as missing instead of answered with the page. */
const ASSET = /^\/_app\/|\.(?:js|mjs|css|json|webmanifest|wasm|onnx|svg|png|ico|txt|map|woff2|br|gz)$/;

/** Answers one request from the site. */
export function respond(site: Site, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    plain(request, response, 405, { Allow: 'GET, HEAD', Connection: 'close' });
    return;
  }
  const target = requestPath(request.url ?? '');
  if (!target.ok) {
    plain(request, response, target.status);
    return;
  }
  const entry = site.get(target.path) ?? shellFor(site, target.path, request);
  if (entry === undefined) plain(request, response, 404);
  else file(entry, request, response);
}

/** Every address is a place in the app, so the shell answers with 200 and the app finds the place. */
function shellFor(site: Site, path: string, request: IncomingMessage): Entry | undefined {
  const navigates =
    /text\/html/.test(request.headers.accept ?? '') || request.headers['sec-fetch-mode'] === 'navigate';
  return navigates && !ASSET.test(path) ? site.get(SHELL) : undefined;
}

function file(entry: Entry, request: IncomingMessage, response: ServerResponse): void {
  const coding = acceptedCoding(entry, request.headers['accept-encoding']);
  const variant = entry.variants[coding] ?? entry.variants.identity;
  const headers: Record<string, string | number> = {
    ...SECURITY_HEADERS,
    ...entry.headers,
    ETag: variant.etag,
    Vary: 'Accept-Encoding',
    'Accept-Ranges': 'bytes',
    ...(coding === 'identity' ? {} : { 'Content-Encoding': coding })
  };
  if (matches(request.headers['if-none-match'], variant.etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = resumes(request, variant) ? byteRange(request.headers.range, variant.size) : 'whole';
  if (range === 'unsatisfiable') {
    plain(request, response, 416, { 'Content-Range': `bytes */${variant.size}` });
    return;
  }
  const { first, last } = range === 'whole' ? { first: 0, last: variant.size - 1 } : range;
  headers['Content-Length'] = last - first + 1;
  if (range !== 'whole') headers['Content-Range'] = `bytes ${first}-${last}/${variant.size}`;
  send(range === 'whole' ? 200 : 206, headers, variant, { first, last }, request, response);
}

function send(
  status: number,
  headers: Record<string, string | number>,
  variant: Variant,
  { first, last }: { first: number; last: number },
  request: IncomingMessage,
  response: ServerResponse
): void {
  if (request.method === 'HEAD' || last < first) {
    response.writeHead(status, headers).end();
    return;
  }
  const stream = createReadStream(variant.file, { start: first, end: last });
  // The head goes out with the first bytes, so that a file which cannot be opened is still told as an error.
  stream.once('open', () => response.writeHead(status, headers));
  stream.once('error', () => {
    // A newer build has replaced the folder: without the rest of the bytes the client notices and asks again.
    if (response.headersSent) response.destroy();
    else plain(request, response, 503, { 'Retry-After': '5' });
  });
  response.once('close', () => stream.destroy());
  stream.pipe(response);
}

/** A range counts only for the very bytes that the client holds the beginning of. */
function resumes(request: IncomingMessage, variant: Variant): boolean {
  const condition = request.headers['if-range'];
  return condition === undefined || condition === variant.etag;
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((text) => ['*', etag].includes(text.trim().replace(/^W\//, '')));
}

/** A short answer in words that a person at the address bar can read. */
function plain(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  extra: Record<string, string> = {}
): void {
  const body = `${status} ${TEXTS[status] ?? ''}\n`;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    ...extra
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const TEXTS: Readonly<Record<number, string>> = {
  400: 'the address cannot be read',
  404: 'not found',
  405: 'only GET and HEAD',
  414: 'the address is too long',
  416: 'no such part of the file',
  503: 'the app has just been replaced; start the server again'
};
