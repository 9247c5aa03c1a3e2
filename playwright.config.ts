import { defineConfig } from '@playwright/test';

/**
 * In real Chromium on a profile on disk, started by tests/e2e/browser.ts. `e2e`: the built site and the real hub.
 * `faults`: the store in a page of its own, under what PROMISES names by row.
 */
export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'tests/e2e' },
    { name: 'faults', testDir: 'tests/faults' }
  ],
  outputDir: '.build/test/e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  retries: 0,
  // Slow ones that others cover in part run in test:long alone, so that the short run keeps to 12 minutes.
  ...(process.env.TONGZHEN_LONG ? {} : { grepInvert: /@long/ }),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '.build/test/e2e.json' }]],
  use: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
});
