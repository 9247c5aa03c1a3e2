import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundle.mjs';
import { runChild, runNode } from './child.mjs';

const STAMP = 'node_modules/.tongzhen-install';

/**
 * Makes sure that node_modules holds what package-lock.json names: `npm ci` where it does not,
 * nothing where it does. Prints one line when it installs.
 *
 * @param {string} [root]
 * @returns {Promise<void>} rejects with a readable message where the installation fails
 */
export async function ensureDependencies(root = ROOT) {
  const lockText = readFileSync(join(root, 'package-lock.json'));
  const stamp = createHash('sha256').update(lockText).digest('hex');
  const stampFile = join(root, STAMP);
  const packages = JSON.parse(lockText.toString()).packages;
  const complete = () => missingPackage(root, packages) === undefined;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && complete()) return;
  if (!complete() || !sameVersions(root, packages)) {
    console.log('Installing dependencies (npm ci)');
    const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
    if (code !== 0)
      throw new Error(`npm ci failed with exit code ${code}; is the package registry in reach?`);
    const missing = missingPackage(root, packages);
    if (missing) throw new Error(`npm ci ran, yet ${missing} is not there`);
  }
  writeFileSync(stampFile, stamp);
}

/** The first package of the lock file that is not there; those for other platforms do not count. */
function missingPackage(root, packages) {
  return Object.keys(packages).find(
    (path) =>
      path &&
      !packages[path].optional &&
      !packages[path].peer &&
      !existsSync(join(root, path, 'package.json'))
  );
}

/** Whether what is there is what the lock file names, for folders that were installed by hand. */
function sameVersions(root, packages) {
  return Object.entries(packages).every(([path, { version, optional, peer }]) => {
    if (!path || optional || peer) return true;
    return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version === version;
  });
}

function npm(args, cwd) {
  // onnxruntime-node's install script looks for CUDA files on the network; nothing here needs them.
  const options = { cwd, env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' } };
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return runNode([script, ...args], options);
  return runChild('npm', args, { ...options, shell: process.platform === 'win32' });
}
