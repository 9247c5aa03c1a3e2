import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** npm and its shell pass no SIGTERM on; a child whose starter has gone is noticed by this clock. */
const PARENT_CHECK_MS = 500;
const STARTER = process.ppid;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program with this terminal as its own, passes signals on to it by its process id, and
 * resolves with its exit code (128 + number where a signal ended it). Under npm it also ends the
 * program when whoever started this process has gone, so that no server is left behind.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStart?: (pid: number | undefined) => void }} [options]
 * @returns {Promise<number>}
 */
export function runChild(command, args, { onStart, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = Object.fromEntries(FORWARDED.map((signal) => [signal, () => child.kill(signal)]));
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event && process.ppid !== STARTER) child.kill('SIGTERM');
    }, PARENT_CHECK_MS);
    const release = () => {
      clearInterval(watch);
      FORWARDED.forEach((signal) => process.off(signal, forward[signal]));
    };
    FORWARDED.forEach((signal) => process.on(signal, forward[signal]));
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1));
    });
    onStart?.(child.pid);
  });
}

/**
 * Runs a Node script the same way.
 *
 * @param {string[]} args
 * @param {Parameters<typeof runChild>[2]} [options]
 */
export const runNode = (args, options) => runChild(process.execPath, args, options);
