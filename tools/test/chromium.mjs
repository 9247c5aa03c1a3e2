import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's name first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

/** What headless Chromium needs to run as root and to ask nothing of the network by itself. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Sign-in and component updates, which the flags above leave on, are sent to a port that Chromium refuses.
  '--gaia-url=http://localhost:1/',
  '--component-updater=url-source=http://localhost:1/',
  // Where a page has fields, Chromium asks its maker about them: the browser's doing, off by this (docs/THREATS.md). The
  // last list of features wins over Playwright's own, so what keeps Chromium quiet there stands here again.
  `--disable-features=${[
    'AutofillServerCommunication',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'OptimizationGuideModelDownloading',
    'MediaRouter',
    'DialMediaRouteProvider',
    'CertificateTransparencyComponentUpdater',
    'HttpsUpgrades',
    'LensOverlay',
    'Translate',
    'PaintHolding',
    'DestroyProfileOnBrowserClose',
    'AcceptCHFrame'
  ].join(',')}`
];

/**
 * The first Chromium on the PATH, or undefined.
 *
 * @returns {string | undefined}
 */
export function chromiumPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not a program: the next folder is tried
  }
}
