import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, CHROMIUM_HINT, findChromium } from './tooling/chromium.mjs';

const chromium = findChromium();
if (!chromium) console.warn(`browser tests are skipped: ${CHROMIUM_HINT}`);

// Tests read the sources of every package, so that a failing line is a line of the source.
const conditions = ['@saccade/source'];

const node = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: 'node',
    include: ['{packages,apps,tooling}/*/test/**/*.test.{ts,mjs}'],
    exclude: ['**/*.browser.test.ts', '**/*.site.test.ts', '**/node_modules/**'],
    testTimeout: 60_000,
  },
};

const browser = {
  resolve: { conditions: [...conditions, 'module', 'browser', 'development|production'] },
  test: {
    name: 'browser',
    include: ['{packages,apps}/*/test/**/*.browser.test.ts'],
    testTimeout: 120_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath: chromium, args: CHROMIUM_ARGS } }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
};

// The site in Chromium, after all others: its pages are watched while they train, and nothing else should run meanwhile.
const site = {
  test: {
    name: 'site',
    include: ['apps/docs/test/**/*.site.test.ts'],
    globalSetup: ['apps/docs/test/built-site.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
};

export default defineConfig({
  test: { projects: chromium ? [node, browser, site] : [node] },
});
