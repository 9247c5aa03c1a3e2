import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const ANNOUNCEMENT = /^Tongzhen: (http:\/\/localhost:\d+\/)$/;

export interface LocalHub {
  /** The origin, with a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The hub with the built site, as a process of its own on a free port of this computer. */
export async function startLocalHub(): Promise<LocalHub> {
  const child = spawn(process.execPath, ['tools/run.mjs', 'hub/main.ts', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the hub ended with exit code ${String(code)}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const announced = ANNOUNCEMENT.exec(line)?.[1];
      if (announced !== undefined) resolve(announced);
    });
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  };
}
