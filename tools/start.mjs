/** npm start: installs, builds and serves on this computer; only Node's own modules until dependencies are there. */
import { createServer } from 'node:net';
import { ROOT } from './bundle.mjs';
import { runTool } from './run-tool.mjs';

const DEFAULT_PORT = 5230;
const LAST_PORT = 65_535;

const wanted = portFrom(process.argv.slice(2), process.env.PORT);
if (wanted === undefined) {
  console.error('usage: npm start [-- --port N], N from 0 to 65535; 0 takes any free port');
  process.exit(2);
}
try {
  if ((await runTool('tools/build/main.ts', [], { cwd: ROOT })) !== 0) process.exit(1);
  const port = await freePort(wanted);
  if (port !== wanted) {
    console.log(
      `Port ${wanted} is taken; using ${port}. What was saved under the address with ${wanted} stays there.`
    );
  }
  console.log('This serves localhost only: other devices cannot reach it. Ctrl+C stops it.');
  process.exitCode = await runTool('hub/main.ts', ['--port', String(port)], { cwd: ROOT });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @returns {number | undefined} undefined where the arguments make no sense */
function portFrom(args, fromEnvironment) {
  let text = fromEnvironment || String(DEFAULT_PORT);
  if (args.length > 0) {
    const joined = args.join('=');
    if (!joined.startsWith('--port=')) return undefined;
    text = joined.slice('--port='.length);
  }
  return /^\d{1,5}$/.test(text) && Number(text) <= LAST_PORT ? Number(text) : undefined;
}

/** The first port from `first` on that nobody listens on; 0 stays 0, the system then chooses. */
async function freePort(first) {
  for (let port = first; port <= LAST_PORT; port++) {
    if (port === 0 || (await isFree(port))) return port;
  }
  throw new Error(`No free port from ${first} on`);
}

function isFree(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
