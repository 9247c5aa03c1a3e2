import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runChild } from '../child.mjs';
import { chromiumPath } from './chromium.mjs';

/** Debian's packages of what the tests need from the system. */
const NEEDS = [
  { what: 'Chromium', package: 'chromium', isThere: () => chromiumPath() !== undefined },
  { what: 'a Chinese font', package: 'fonts-noto-cjk', isThere: hasChineseFont }
];

/**
 * Makes sure that Chromium and a Chinese font are there: on Debian as root through apt; elsewhere
 * an error of one line says what is missing.
 */
export async function ensureBrowser() {
  const missing = NEEDS.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const packages = missing.map((need) => need.package);
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebian) {
    const names = missing.map(({ what }) => what).join(' and ');
    throw new Error(`${names} missing; on Debian: apt-get install ${packages.join(' ')}`);
  }
  console.log(`Installing ${packages.join(' and ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await apt(['update', '-qq'], env);
  await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
  const still = NEEDS.filter(({ isThere }) => !isThere());
  if (still.length > 0)
    throw new Error(`${still.map(({ what }) => what).join(' and ')} still missing after apt-get`);
}

async function apt(args, env) {
  const code = await runChild('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) throw new Error(`apt-get ${args[0]} failed with exit code ${code}`);
}

/** fontconfig knows it where it is installed; without fontconfig, Debian's package puts it here. */
function hasChineseFont() {
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true;
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}
