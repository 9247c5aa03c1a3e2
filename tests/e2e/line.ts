import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const CHUNK = 8_192;

/** One request that left the browser, whoever in it made it: page, worker, service worker, the browser itself. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly range: string | undefined;
  /** Bytes of the body that reached the browser. */
  bytes: number;
  complete: boolean;
}

/**
 * The line between the browser and the world: a proxy for all of the browser's requests, loopback
 * included. It notes each, lets only those to the allowed origin through, and can be slow or cut.
 */
export class Line {
  readonly requests: Recorded[] = [];
  readonly #allowed: () => string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #bytesPerSecond = Number.POSITIVE_INFINITY;
  #isCut = false;
  #tampered: string | undefined;
  #refused: string | undefined;

  /** @param allowed the origin with a slash at the end, read at each request */
  constructor(allowed: () => string) {
    this.#allowed = allowed;
    this.#server = createServer((request, response) => void this.#pass(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    // https and wss: nothing of ours speaks them on loopback, so each is somebody else's.
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.#record(request, `https://${request.url}/`);
      socket.destroy();
    });
  }

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** For Playwright's `proxy`: loopback goes through it as well. */
  get proxy(): { server: string; bypass: string } {
    return {
      server: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
      bypass: '<-loopback>'
    };
  }

  /** Requests to any other origin than the app's own. */
  get foreign(): Recorded[] {
    return this.requests.filter(({ url }) => !url.startsWith(this.#allowed()));
  }

  slow(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Changes one byte of each answer for a path, as a faulty proxy or a sign-in page would. */
  tamper(path: string): void {
    this.#tampered = path;
  }

  /** Breaks each request for one path, while all others pass. */
  refuse(path: string): void {
    this.#refused = path;
  }

  /** Everything under way breaks off, and nothing gets through until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
    this.#tampered = undefined;
    this.#bytesPerSecond = Number.POSITIVE_INFINITY;
  }

  #record(request: IncomingMessage, url: string): Recorded {
    const { method = '', headers } = request;
    const recorded = { method, url, range: headers.range, bytes: 0, complete: false };
    if (!this.#isCut) this.requests.push(recorded);
    return recorded;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    const recorded = this.#record(request, url);
    if (this.#isCut || !url.startsWith(this.#allowed())) {
      request.socket.destroy();
      return;
    }
    const { pathname, search, port } = new URL(url);
    if (pathname === this.#refused) {
      request.socket.destroy();
      return;
    }
    const onward = forward({
      host: '127.0.0.1',
      port,
      path: pathname + search,
      method: request.method,
      headers: request.headers
    });
    request.pipe(onward);
    try {
      const [answer] = (await once(onward, 'response')) as [IncomingMessage];
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      for await (const piece of answer as AsyncIterable<Buffer>) {
        if (pathname === this.#tampered) piece[piece.length - 1] = (piece.at(-1) ?? 0) ^ 1;
        await this.#send(piece, response, recorded);
      }
      recorded.complete = true;
      response.end();
    } catch {
      request.socket.destroy(); // the hub is gone: the browser sees a broken connection, as it would without the proxy
    }
  }

  async #send(piece: Buffer, response: ServerResponse, recorded: Recorded): Promise<void> {
    for (let at = 0; at < piece.length; at += CHUNK) {
      const part = piece.subarray(at, at + CHUNK);
      if (response.destroyed) throw new Error('cut');
      await new Promise((resolve, reject) =>
        response.write(part, (error) => (error ? reject(error) : resolve(undefined)))
      );
      recorded.bytes += part.length;
      if (Number.isFinite(this.#bytesPerSecond)) await pause((1000 * part.length) / this.#bytesPerSecond);
    }
  }
}
