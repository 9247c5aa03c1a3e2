import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Sums the reports that Vitest and Playwright leave in a folder; a report that is not there counts nothing.
 *
 * @param {string} folder
 * @returns {{ passed: number, failed: number }}
 */
export function countsOf(folder) {
  const vitest = report(join(folder, 'vitest.json'));
  const playwright = report(join(folder, 'e2e.json'))?.stats;
  return {
    passed: (vitest?.numPassedTests ?? 0) + (playwright?.expected ?? 0) + (playwright?.flaky ?? 0),
    // A test file that cannot be loaded holds no tests that could be counted as failed.
    failed:
      Math.max(vitest?.numFailedTests ?? 0, vitest?.success === false ? 1 : 0) + (playwright?.unexpected ?? 0)
  };
}

/**
 * @param {string} path
 * @returns {any} undefined where there is no such report
 */
function report(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
