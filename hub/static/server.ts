import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { respond } from './respond';
import { SECURITY_HEADERS } from './security-headers';
import type { Site } from './site';

const MAX_HEADER_BYTES = 16_384;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;
const MAX_CONNECTIONS = 1_000;
/** How long a stopping server lets answers finish. */
const DRAIN_MS = 5_000;

/** What is told about each answer; the query is left out, it may carry what a person typed. */
export type AccessLog = (line: {
  method: string;
  path: string;
  status: number;
  milliseconds: number;
}) => void;

/** A server for the site; not listening yet. */
export function staticServer(site: Site, log?: AccessLog): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS
    },
    (request, response) => {
      const from = performance.now();
      if (log) {
        response.once('close', () => {
          log({
            method: request.method ?? '',
            path: (request.url ?? '').split('?', 1)[0]?.slice(0, 200) ?? '',
            status: response.statusCode,
            milliseconds: Math.round(performance.now() - from)
          });
        });
      }
      request.resume(); // a body is read away and never kept
      respond(site, request, response);
    }
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', refuse);
  return server;
}

/** Answers bytes that are no HTTP, or headers over the limit, and closes. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const headers = Object.entries({ ...SECURITY_HEADERS, Connection: 'close', 'Content-Length': '0' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines}\r\n`);
}

/** Takes no new connections, lets running answers finish for a while, then ends the rest. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(limit);
      resolve();
    });
    server.closeIdleConnections();
  });
}
