import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program with this terminal as its own, passes signals on to it by its process id, and
 * resolves with its exit code (128 + number where a signal ended it).
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
    const release = () => FORWARDED.forEach((signal) => process.off(signal, forward[signal]));
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
