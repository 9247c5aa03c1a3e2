import { defineConfig } from '@playwright/test';

/** End to end in real Chromium against the built site and the real hub; the browser is started by tests/e2e/browser.ts. */
export default defineConfig({
  testDir: 'tests/e2e',
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
