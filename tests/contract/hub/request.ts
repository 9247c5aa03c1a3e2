import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readSite } from '../../../hub/static/site';
import { type AccessLog, staticServer, stop } from '../../../hub/static/server';

export const PAGE =
  '<!doctype html><div id="app"><script>start("中");</script><script src="/a.js"></script></div>';
export const SCRIPT = `export const text = '${'long enough to be worth compressing '.repeat(60)}';`;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The hub over a small site in a folder of its own, on a free port. */
export class TestHub {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tongzhen-site-'));
  readonly logged: Parameters<AccessLog>[0][] = [];
  #server: Server | undefined;

  async start(): Promise<void> {
    const site = join(this.#folder, 'site');
    mkdirSync(join(site, '_app/immutable'), { recursive: true });
    writeFileSync(join(this.#folder, 'secret.txt'), 'outside');
    writeFileSync(join(site, '404.html'), PAGE);
    for (const name of ['a.js', '_app/immutable/b.mjs']) {
      writeFileSync(join(site, name), SCRIPT);
      writeFileSync(join(site, `${name}.br`), brotliCompressSync(SCRIPT));
      writeFileSync(join(site, `${name}.gz`), gzipSync(SCRIPT));
    }
    for (const name of ['r.wasm', 'm.onnx', 'manifest.webmanifest', 'icon.svg', 'empty.txt']) {
      writeFileSync(join(site, name), name === 'empty.txt' ? '' : '0123456789');
    }
    this.#server = staticServer(readSite(site), (line) => this.logged.push(line));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (this.#server) await stop(this.#server);
    rmSync(this.#folder, { recursive: true });
  }

  ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port: this.port, path, method, headers, agent: false },
        (incoming) => {
          const pieces: Buffer[] = [];
          incoming.on('data', (piece: Buffer) => pieces.push(piece));
          incoming.on('end', () => {
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(pieces)
            });
          });
        }
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
  }

  /** Bytes as they are, for what no HTTP client would send; resolves with all that came back. */
  async raw(bytes: string | Buffer): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    let back = '';
    socket.on('data', (piece: Buffer) => (back += piece.toString('latin1')));
    socket.on('error', () => undefined); // a reset is one way to refuse
    socket.write(bytes);
    await once(socket, 'close');
    return back;
  }
}
