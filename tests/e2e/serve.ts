import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bundle, ROOT } from '../../tools/bundle.mjs';

const ANNOUNCEMENT = /^Tongzhen: http:\/\/localhost:(\d+)\/$/;

/** The real hub as its own process; stopped by its process id, and started again on the same port. */
export class Hub {
  /** `METHOD path status` of each answer, over all starts. */
  readonly answers: string[] = [];
  #child: ChildProcess | undefined;
  #port = 0;

  /** The origin, with a slash at the end. */
  get url(): string {
    return `http://localhost:${this.#port}/`;
  }

  get port(): number {
    return this.#port;
  }

  /** Serves a built folder: the first time on a free port, later on the same one. */
  async start(site = 'build'): Promise<void> {
    const args = [await bundle('hub/main.ts'), '--port', String(this.#port), '--site', site, '--access-log'];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const lines = createInterface({ input: child.stdout });
    this.#port = await new Promise<number>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the hub ended with exit code ${code}`)));
      lines.on('line', (line) => {
        const port = ANNOUNCEMENT.exec(line)?.[1];
        if (port !== undefined) resolve(Number(port));
        else this.answers.push(line.replace(/ \d+ ms$/, ''));
      });
    });
  }

  /** SIGTERM lets answers finish, SIGKILL cuts them. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  }
}
