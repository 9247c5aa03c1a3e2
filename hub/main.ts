/** The hub: `--port N` (or PORT; 0 takes a free one), `--site FOLDER`, `--access-log`. Loopback only. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { staticServer, stop } from './static/server';
import { readSite } from './static/site';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = '5230';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? DEFAULT_PORT },
    site: { type: 'string', default: 'build' },
    'access-log': { type: 'boolean', default: false }
  }
});

const server = staticServer(
  readSite(resolve(values.site)),
  values['access-log']
    ? ({ method, path, status, milliseconds }) =>
        console.log(`${method} ${path} ${status} ${milliseconds} ms`)
    : undefined
);
server.once('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE' ? `Port ${values.port} is taken; choose another with --port` : error.message
  );
  process.exit(1);
});
server.listen(Number(values.port), LOOPBACK, () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : values.port;
  console.log(`Tongzhen: http://localhost:${port}/`);
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Ctrl+C reaches this process twice: from the terminal, and passed on by what started it.
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop(server).then(() => process.exit(0));
  });
}
